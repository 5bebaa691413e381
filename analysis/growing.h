/// A dataset that gets longer while a run goes on, row by row.
#pragma once

#include <span>
#include <vector>

#include "analysis/hdf5.h"
#include "analysis/table_spec.h"

namespace huan::analysis {

/// Rows are written as they are, uncompressed and in whole chunks, and are flushed at once: what
/// `append` has returned from survives a kill. (Compressed chunks that are rewritten as they fill
/// leave a hole each time, since a file that others may be reading cannot reuse space.)
class Growing {
 public:
  /// Makes the dataset; `spec.size` is that of one row.
  Growing(hid_t place, const TableSpec& spec, hdf5::Element element);

  /// Adds whole rows. Does nothing when there are none.
  template <class T>
  void append(std::span<const T> values);
  template <class T>
  void append(const std::vector<T>& values) {
    append(std::span<const T>(values));
  }
  [[nodiscard]] std::size_t rows() const { return size_.front(); }

 private:
  hdf5::Handle dataset_;
  hdf5::Extent size_;  ///< now; rows in front
  std::size_t width_;
};

/// Units and meaning of a dataset, as its attributes.
void describe(hid_t dataset, const TableSpec& spec);
/// In a journal, the names of a dataset's axes are an attribute of it.
void note_axes(hid_t dataset, const std::vector<std::string>& axes);
[[nodiscard]] std::vector<std::string> axes_of(hid_t dataset);

template <class T>
void Growing::append(std::span<const T> values) {
  if (values.empty()) return;
  hdf5::Block block{.offset = hdf5::Extent(size_.size(), 0), .count = size_};
  block.offset.front() = size_.front();
  block.count.front() = values.size() / width_;
  size_.front() += block.count.front();
  hdf5::grow(dataset_.id(), size_);
  hdf5::write(dataset_.id(), block, values);
  hdf5::flush(dataset_.id());
}

}  // namespace huan::analysis
