/// The results of a study: one file that xarray opens.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "analysis/results_meta.h"
#include "analysis/runs_folder.h"

namespace huan::analysis {

/// What a study file says of its making, once it is made.
struct StudyFileSummary {
  std::uint64_t runs = 0, failed = 0;
};

/// Makes `output` of the runs in `folders`, whose heads are equal. Every run counts once, whichever
/// and however many segments hold it; the same runs make the same bytes, but for /provenance.
/// docs/results-file.md describes the layout. The file is written under another name beside it, put
/// on the disk, then renamed. Memory holds some hundred runs, however many there are.
///
/// Errors: ResultsError, when it cannot be written, a segment is damaged, or runs are missing: it
/// says which.
StudyFileSummary gather(const std::vector<std::filesystem::path>& folders,
                        const std::filesystem::path& output, const Provenance& provenance);

/// The fingerprint of the study in a file; empty when there is no such file or it is no study.
[[nodiscard]] std::string fingerprint_in(const std::filesystem::path& file);

}  // namespace huan::analysis
