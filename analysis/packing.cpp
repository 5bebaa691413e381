#include "analysis/packing.h"

#include <algorithm>
#include <bit>
#include <memory>
#include <new>

#include <libdeflate.h>

namespace huan::analysis {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers lie in files as in memory");

using hdf5::Extent;
using Bytes = std::vector<std::byte>;

constexpr int level = 1;

struct Release {
  void operator()(libdeflate_compressor* packer) const { libdeflate_free_compressor(packer); }
};

/// How a table is cut.
struct Cut {
  Extent chunk;
  std::size_t element;  ///< [byte]

  explicit Cut(hid_t table) : chunk(hdf5::extent_of(table).size()) {
    const hdf5::Handle creation(hdf5::checked(H5Dget_create_plist(table), "read how it is cut"));
    hdf5::checked(H5Pget_chunk(creation.id(), static_cast<int>(chunk.size()), chunk.data()),
                  "read how it is cut");
    const hdf5::Handle type(hdf5::checked(H5Dget_type(table), "read its type"));
    element = H5Tget_size(type.id());
  }
  [[nodiscard]] std::size_t values() const {
    std::size_t product = 1;
    for (const hsize_t n : chunk) product *= n;
    return product;
  }
};

/// Goes on to the next place in [from, end), the last axis first; false after the last one.
bool advance(Extent& at, const Extent& from, const Extent& end, const Extent& step) {
  for (std::size_t i = at.size(); i-- > 0;) {
    at[i] += step[i];
    if (at[i] < end[i]) return true;
    at[i] = from[i];
  }
  return false;
}

/// The chunk that begins at `first`; what lies beyond the table is 0.
void gather(const hdf5::Block& block, std::span<const std::byte> values, const Cut& cut,
            const Extent& first, Bytes& chunk) {
  std::ranges::fill(chunk, std::byte{0});
  const std::size_t axes = first.size();
  Extent end(axes);
  for (std::size_t i = 0; i < axes; ++i) {
    end[i] = std::min(first[i] + cut.chunk[i], block.offset[i] + block.count[i]);
  }
  Extent step(axes, 1);
  step.back() = cut.chunk.back();  // A run along the last axis lies together.
  const std::size_t run = (end.back() - first.back()) * cut.element;
  Extent at = first;
  do {
    std::size_t from = 0;
    std::size_t to = 0;
    for (std::size_t i = 0; i < axes; ++i) {
      from = from * block.count[i] + at[i] - block.offset[i];
      to = to * cut.chunk[i] + at[i] - first[i];
    }
    std::copy_n(values.data() + from * cut.element, run, chunk.data() + to * cut.element);
  } while (advance(at, first, end, step));
}

/// The first bytes of all elements, then the second ones, ...: as the library's filter "shuffle".
void shuffle(const Bytes& chunk, std::size_t element, Bytes& shuffled) {
  const std::size_t count = chunk.size() / element;
  for (std::size_t byte = 0; byte < element; ++byte) {
    for (std::size_t i = 0; i < count; ++i) {
      shuffled[byte * count + i] = chunk[i * element + byte];
    }
  }
}

}  // namespace

void write_packed(hid_t table, const hdf5::Block& block, std::span<const std::byte> values) {
  const std::unique_ptr<libdeflate_compressor, Release> packer(libdeflate_alloc_compressor(level));
  if (!packer) throw std::bad_alloc();
  const Cut cut(table);
  Bytes chunk(cut.values() * cut.element);
  Bytes shuffled(chunk.size());
  Bytes packed(libdeflate_zlib_compress_bound(packer.get(), chunk.size()));
  Extent end = block.offset;
  for (std::size_t i = 0; i < end.size(); ++i) end[i] += block.count[i];
  Extent at = block.offset;
  do {
    gather(block, values, cut, at, chunk);
    shuffle(chunk, cut.element, shuffled);
    const std::size_t size = libdeflate_zlib_compress(
        packer.get(), shuffled.data(), shuffled.size(), packed.data(), packed.size());
    hdf5::checked(H5Dwrite_chunk(table, H5P_DEFAULT, 0, at.data(), size, packed.data()),
                  "write a table");
  } while (advance(at, block.offset, end, cut.chunk));
}

}  // namespace huan::analysis
