/// A dataset that gets longer while a run goes on, row by row.
#pragma once

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "analysis/hdf5.h"
#include "analysis/table_spec.h"

namespace huan::analysis {

/// Rows are kept in memory until `flush`, which writes them in one block, as they are, in whole
/// chunks: what it has returned from survives a kill. (Compressed chunks that are rewritten as they
/// fill leave a hole each time, since a file that others may be reading cannot reuse space.)
class Growing {
 public:
  /// Makes the dataset; `spec.size` is that of one row.
  Growing(hid_t place, const TableSpec& spec, hdf5::Element element);

  /// Adds whole rows of values of the dataset's own type.
  template <class T>
  void append(std::span<const T> values) {
    auto& kept = std::get<std::vector<T>>(kept_);
    kept.insert(kept.end(), values.begin(), values.end());
  }
  template <class T>
  void append(const std::vector<T>& values) {
    append(std::span<const T>(values));
  }
  /// Adds a row of one value.
  template <class T>
  void push(T value) {
    std::get<std::vector<T>>(kept_).push_back(value);
  }
  /// Writes what is kept.
  void flush();

  /// Rows added so far, and those of them that are written.
  [[nodiscard]] std::size_t rows() const { return written() + kept_rows(); }
  [[nodiscard]] std::size_t written() const { return size_.front(); }
  [[nodiscard]] std::size_t kept_rows() const;
  [[nodiscard]] std::size_t kept_bytes() const;

 private:
  using Kept =
      std::variant<std::vector<double>, std::vector<std::int32_t>, std::vector<std::int8_t>>;
  hdf5::Handle dataset_;
  hdf5::Extent size_;  ///< in the file; rows in front
  std::size_t width_;
  Kept kept_;
};

/// Units and meaning of a dataset, as its attributes.
void describe(hid_t dataset, const TableSpec& spec);
/// In a journal, the names of a dataset's axes are an attribute of it.
void note_axes(hid_t dataset, const std::vector<std::string>& axes);
[[nodiscard]] std::vector<std::string> axes_of(hid_t dataset);

}  // namespace huan::analysis
