/// A thin, owning layer over the HDF5 library: handles that close themselves, failures that speak.
///
/// Numbers are written as IEEE double, int32 or int8; text as variable-length UTF-8, since
/// fixed-length strings crash or garble some readers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hdf5.h>

namespace huan::analysis::hdf5 {

/// The library refused something: "cannot write 'flow': No space left on device".
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Owns one HDF5 identifier of any kind and releases it at the end of its scope.
class Handle {
 public:
  Handle() = default;
  explicit Handle(hid_t id) : id_(id) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
  Handle& operator=(Handle&& other) noexcept;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { close(); }

  [[nodiscard]] hid_t id() const { return id_; }
  [[nodiscard]] bool valid() const { return id_ >= 0; }
  /// Gives the identifier up without closing it.
  hid_t abandon() { return std::exchange(id_, -1); }
  /// False when the library could not write what it still held.
  bool close();

 private:
  hid_t id_ = -1;
};

using Extent = std::vector<hsize_t>;

/// What an element is; `text` is variable-length UTF-8.
enum class Element : std::uint8_t { real, integer, small, text };

struct Layout {
  Element element = Element::real;
  Extent size;
  Extent most;   ///< largest size; H5S_UNLIMITED grows; empty = size
  Extent chunk;  ///< empty = contiguous
  bool compressed = false;
};

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
[[nodiscard]] Handle create_dataset(hid_t place, const std::string& name, const Layout& layout);
[[nodiscard]] Handle open_group(hid_t place, const std::string& name);
[[nodiscard]] Handle open_dataset(hid_t place, const std::string& name);
/// To be read row after row: all chunks that a row crosses are kept, so that each is decompressed
/// once.
[[nodiscard]] Handle open_by_rows(hid_t place, const std::string& name);
/// Names of the datasets of a group, in the order they were made.
[[nodiscard]] std::vector<std::string> datasets_of(hid_t group);
[[nodiscard]] bool has(hid_t place, const std::string& name);

[[nodiscard]] Extent extent_of(hid_t dataset);
[[nodiscard]] Element element_of(hid_t dataset);
void grow(hid_t dataset, const Extent& size);
void flush(hid_t dataset);

/// A block of a dataset: `count` elements from `offset` along every axis.
struct Block {
  Extent offset;
  Extent count;
};
void write(hid_t dataset, const Block& block, std::span<const double> values);
void write(hid_t dataset, const Block& block, std::span<const std::int32_t> values);
void write(hid_t dataset, const Block& block, std::span<const std::int8_t> values);
void write(hid_t dataset, const Block& block, std::span<const std::string> values);
void read(hid_t dataset, const Block& block, std::span<double> values);
void read(hid_t dataset, const Block& block, std::span<std::int32_t> values);
void read(hid_t dataset, const Block& block, std::span<std::int8_t> values);
void read(hid_t dataset, const Block& block, std::span<std::string> values);

void set_text(hid_t object, const std::string& name, std::string_view text);
void set_number(hid_t object, const std::string& name, double value);
void set_integer(hid_t object, const std::string& name, std::int64_t value);
void set_flags(hid_t object, const std::string& name, std::span<const std::int8_t> values);
/// Throws Failure when the attribute is missing or is no single piece of text.
[[nodiscard]] std::string text_of(hid_t object, const std::string& name);
[[nodiscard]] double number_of(hid_t object, const std::string& name);
[[nodiscard]] std::int64_t integer_of(hid_t object, const std::string& name);
[[nodiscard]] bool has_attribute(hid_t object, const std::string& name);
/// Every attribute of one object but those whose name begins with '_'.
void copy_attributes(hid_t from, hid_t to);

/// Makes `dataset` the labels of the axis of the same name; lays labels along an axis of a table.
void make_axis(hid_t dataset, const std::string& name);
void attach_axis(hid_t table, hid_t labels, unsigned position);
[[nodiscard]] bool is_axis(hid_t dataset);
/// Names of the axes that label a table; "" for one without labels.
[[nodiscard]] std::vector<std::string> attached_axes(hid_t table);

/// Throws Failure with the library's own reason when `result` is negative; else returns it.
template <class Result>
Result checked(Result result, std::string_view what);
[[noreturn]] void fail(std::string_view what);

template <class Result>
Result checked(Result result, std::string_view what) {
  if (result < 0) fail(what);
  return result;
}

}  // namespace huan::analysis::hdf5
