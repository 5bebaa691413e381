/// Packs the chunks of compressed tables.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/hdf5.h"

namespace huan::analysis {

/// Writes whole chunks of a shuffled and deflated table (hdf5::Layout::compressed): `block` begins
/// at the edge of a chunk along every axis, and ends at one or at the end of the table. Any reader
/// of HDF5 unpacks them; libdeflate packs them in half the time that zlib takes.
///
/// `values`: those of the block, of the table's own type. Errors: hdf5::Failure.
void write_packed(hid_t table, const hdf5::Block& block, std::span<const std::byte> values);

template <class T>
void write_packed(hid_t table, const hdf5::Block& block, const std::vector<T>& values) {
  write_packed(table, block, std::as_bytes(std::span(values)));
}

}  // namespace huan::analysis
