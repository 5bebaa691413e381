/// Work on a foreign file in a process of its own.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace huan::analysis {

/// Results files come from anywhere, and the HDF5 library can be brought to crash, or to run on, by
/// a file made for it. So `work` runs in a child process, which gets `longest_s` seconds and may
/// fall; what it throws (std::exception) is thrown here.
///
/// Returns what `work` returned, bytes at will. Errors: ResultsError with the file's name, where
/// the child fell, took too long, or threw.
[[nodiscard]] std::string apart(const std::filesystem::path& path, unsigned longest_s,
                                const std::function<std::string()>& work);

}  // namespace huan::analysis
