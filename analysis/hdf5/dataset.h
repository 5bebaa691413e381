/// Datasets of HDF5: made, opened, and moved block by block.
///
/// Numbers are written as IEEE double, int32 or int8; text as variable-length UTF-8, since
/// fixed-length strings crash or garble some readers.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analysis/hdf5/handle.h"

namespace huan::analysis::hdf5 {

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

[[nodiscard]] Handle create_dataset(hid_t place, const std::string& name, const Layout& layout);
[[nodiscard]] Handle open_dataset(hid_t place, const std::string& name);
/// To be read row after row: all chunks that a row crosses are kept, so that each is decompressed
/// once.
[[nodiscard]] Handle open_by_rows(hid_t place, const std::string& name);

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

}  // namespace huan::analysis::hdf5
