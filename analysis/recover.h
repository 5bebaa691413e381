/// Makes a results file of what a killed run has left.
#pragma once

#include <filesystem>

#include "analysis/results_error.h"
#include "analysis/seal.h"

namespace huan::analysis {

struct Recovered {
  std::filesystem::path file;
  Sealed sealed;
};

/// Seals X.h5.part into X.h5, or into `file` when given. The result says by its attributes
/// `complete` (0 unless the run had come to its end) and `covers_days` how far it goes. The part is
/// left as it is.
///
/// Errors: ResultsError where the part is missing, is still being written, is no part of huan's, is
/// damaged or holds no complete interval; where its name does not end in ".part" and no `file` is
/// given; where the file is there already; where it cannot be written.
Recovered recover(const std::filesystem::path& part, std::filesystem::path file = {});

}  // namespace huan::analysis
