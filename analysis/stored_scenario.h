/// The scenario inside a results file, so that a run can be repeated from its result alone.
#pragma once

#include <filesystem>
#include <string>

namespace huan::analysis {

/// Whether the file begins as an HDF5 file does. False also when it cannot be read.
[[nodiscard]] bool is_results_file(const std::filesystem::path& path);

/// The fully resolved scenario, as text. Errors: ResultsError, with the file's name.
[[nodiscard]] std::string stored_scenario(const std::filesystem::path& path);

}  // namespace huan::analysis
