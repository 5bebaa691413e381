/// Reads a results file into memory.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/dataset.h"

namespace huan::analysis {

/// The tables whose names match one of `tables` (pattern.h), with all labels, the log and the
/// scenario. A process of its own reads the file (apart.h).
///
/// Errors: ResultsError, with the file's name and what can be done, where it is missing, is no
/// finished results file of huan's, is of another format, or is damaged.
[[nodiscard]] Dataset read_dataset(const std::filesystem::path& path,
                                   const std::vector<std::string>& tables = {"*"});

}  // namespace huan::analysis
