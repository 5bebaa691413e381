/// Reads a results file into memory.
#pragma once

#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include <hdf5.h>

#include "analysis/dataset.h"

namespace huan::analysis {

/// The tables whose names match one of `tables` (pattern.h), with all labels, the log and the
/// scenario. A process of its own reads the file (apart.h).
///
/// Errors: ResultsError, with the file's name and what can be done, where it is missing, is no
/// finished results file of huan's, is of another format, or is damaged.
[[nodiscard]] Dataset read_dataset(const std::filesystem::path& path,
                                   const std::vector<std::string>& tables = {"*"});

/// Which part of a file of our own is read.
struct DatasetPart {
  std::vector<std::string> tables = {"*"};
  std::size_t first = 0;                                       ///< interval
  std::size_t rows = std::numeric_limits<std::size_t>::max();  ///< intervals at most
  bool events = true;
};
/// The same for a file of our own that is open in this process, its axes attached. Errors:
/// hdf5::Failure.
[[nodiscard]] Dataset dataset_of(hid_t file, const DatasetPart& part);

}  // namespace huan::analysis
