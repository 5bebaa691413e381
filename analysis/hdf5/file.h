/// Files of HDF5, their groups, and what lies in them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/hdf5/handle.h"

namespace huan::analysis::hdf5 {

/// A growing file for one writer and any readers (SWMR), in the newest format.
[[nodiscard]] Handle create_journal(const std::filesystem::path& path);
/// A finished file in the format of HDF5 1.8, which more readers know.
[[nodiscard]] Handle create_file(const std::filesystem::path& path);
/// For reading, also while it is being written or after its writer was killed.
[[nodiscard]] Handle open_file(const std::filesystem::path& path);

/// Whatever is open of this file stays open until the process ends, whoever closes it. For a file
/// that could not be written: closing it would try again, and leave it worse.
void keep_open(hid_t file);

[[nodiscard]] Handle create_group(hid_t place, const std::string& name);
[[nodiscard]] Handle open_group(hid_t place, const std::string& name);
/// Names of the datasets of a group, in the order they were made.
[[nodiscard]] std::vector<std::string> datasets_of(hid_t group);
[[nodiscard]] bool has(hid_t place, const std::string& name);

}  // namespace huan::analysis::hdf5
