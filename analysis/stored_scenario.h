/// The scenario inside a results file, so that a run can be repeated from its result alone.
#pragma once

#include <filesystem>
#include <string>

namespace huan::analysis {

/// Whether the file begins as an HDF5 file does. False also when it cannot be read.
[[nodiscard]] bool is_results_file(const std::filesystem::path& path);

/// The fully resolved scenario, as text, of a results file, finished or not. Such files come from
/// anywhere, and the HDF5 library can be brought to crash by a file made for it; so a process of
/// its own reads it, which gets 10 seconds and may fall.
///
/// Errors: ResultsError, with the file's name, where it is missing, is none of huan's, is damaged,
/// or holds a text that does not fit the SHA-256 beside it.
[[nodiscard]] std::string stored_scenario(const std::filesystem::path& path);

}  // namespace huan::analysis
