/// The numbers of a run on the disk, some intervals at a time.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "analysis/dataset.h"
#include "analysis/hdf5.h"

namespace huan::analysis {

/// Tables along time, read block by block: memory does not grow with the run.
class RowBlocks {
 public:
  /// Those of `names` that `labels` knows, each of the first of `files` that has it; the intervals
  /// themselves of the first. Errors: hdf5::Failure where none has one.
  RowBlocks(const Dataset& labels, const std::vector<std::string>& names,
            const std::vector<hid_t>& files);

  /// Calls `visit` with the first `rows` intervals, one block after another: tables, `begins` and
  /// `ends`, no labels. Errors: hdf5::Failure.
  void each(std::size_t rows, const std::function<void(const Dataset&)>& visit);

 private:
  struct Source {
    hdf5::Handle dataset;
    Table* table;  ///< of `block_`
  };
  Dataset block_;
  hdf5::Handle bounds_;
  std::vector<Source> sources_;
  std::size_t width_ = 2;  ///< numbers per interval

  void read(std::size_t first, std::size_t rows);
};

}  // namespace huan::analysis
