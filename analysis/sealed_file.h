/// A finished results file while it is being made: compressed, described, labelled.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/hdf5.h"
#include "analysis/table_spec.h"

namespace huan::analysis {

/// Tables are cut into chunks of so many intervals by so many series, which are quick to read along
/// either axis and big enough to compress.
inline constexpr hsize_t chunk_rows = 128;
inline constexpr hsize_t chunk_columns = 100;
/// Rows of a chunk of a table of this size.
[[nodiscard]] hsize_t rows_of_chunk(const hdf5::Extent& size);
/// Whole rows of chunks of a table with `width` numbers per row that are some 2 MB, or one.
[[nodiscard]] hsize_t rows_of_block(hsize_t width);

/// All tables lie in the root group, so that every reader finds them. Each axis of each table is
/// labelled by the one-dimensional dataset of its name, which must be there in the end.
class SealedFile {
 public:
  explicit SealedFile(const std::filesystem::path& path) : file_(hdf5::create_file(path)) {}

  [[nodiscard]] hid_t id() const { return file_.id(); }
  /// An empty table of `size` without its description; numbers are compressed.
  [[nodiscard]] hdf5::Handle table(const std::string& name, hdf5::Element element,
                                   const hdf5::Extent& size, std::vector<std::string> axes);
  /// The first `rows` rows of a table of a journal, with its description.
  hdf5::Handle copy(hid_t source, const std::string& name, std::vector<std::string> axes,
                    std::size_t rows);
  /// A table of one axis, described and filled.
  template <class T>
  void column(const TableSpec& spec, const std::vector<T>& values);
  template <class T>
  void column(const std::string& name, const std::string& axis, const std::string& units,
              const std::string& long_name, const std::vector<T>& values) {
    column(TableSpec{name, {axis}, {values.size()}, units, long_name, {}, {}}, values);
  }
  /// Labels all axes, and closes the file. Errors: std::logic_error for an axis without labels.
  void close();

 private:
  hdf5::Handle file_;
  std::vector<std::pair<std::string, std::vector<std::string>>> axes_;  ///< by table

  void label_axes();
};

/// Calls `visit` with blocks that cover a table of `size`: whole chunks of it, some 2 MB each, one
/// after another along the first axis.
void for_each_block(const hdf5::Extent& size, const std::function<void(const hdf5::Block&)>& visit);

}  // namespace huan::analysis
