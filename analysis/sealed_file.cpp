#include "analysis/sealed_file.h"

#include <algorithm>
#include <map>

#include "analysis/growing.h"
#include "analysis/packing.h"

namespace huan::analysis {
namespace {

constexpr hsize_t block_values = 256 * 1024;

template <class T>
constexpr hdf5::Element element_for = hdf5::Element::real;
template <>
constexpr hdf5::Element element_for<std::string> = hdf5::Element::text;
template <>
constexpr hdf5::Element element_for<std::int32_t> = hdf5::Element::integer;
template <>
constexpr hdf5::Element element_for<std::int8_t> = hdf5::Element::small;

hdf5::Extent chunk_for(const hdf5::Extent& size) {
  hdf5::Extent chunk = size;
  chunk[0] = std::min(size[0], size.size() == 1 ? chunk_rows * chunk_columns : chunk_rows);
  hsize_t columns = chunk_columns;
  for (std::size_t i = size.size(); i-- > 1;) {
    chunk[i] = std::min(size[i], std::max<hsize_t>(1, columns));
    columns /= chunk[i];
  }
  return chunk;
}

/// Number of values of `size` along its axes from `from_axis` on.
hsize_t values_per(const hdf5::Extent& size, std::size_t from_axis) {
  hsize_t values = 1;
  for (std::size_t i = from_axis; i < size.size(); ++i) values *= size[i];
  return values;
}

/// As many whole steps of `step` as hold at most `most`, but one at least.
hsize_t whole_steps(hsize_t most, hsize_t step) { return std::max<hsize_t>(1, most / step) * step; }

template <class T>
void copy_block(hid_t from, hid_t to, const hdf5::Block& block) {
  std::vector<T> values(values_per(block.count, 0));
  hdf5::read(from, block, std::span<T>(values));
  if constexpr (std::is_same_v<T, std::string>) {
    hdf5::write(to, block, std::span<const T>(values));
  } else {
    write_packed(to, block, values);
  }
}

}  // namespace

hsize_t rows_of_chunk(const hdf5::Extent& size) { return chunk_for(size)[0]; }

hsize_t rows_of_block(hsize_t width) { return whole_steps(block_values / width, chunk_rows); }

void for_each_block(const hdf5::Extent& size,
                    const std::function<void(const hdf5::Block&)>& visit) {
  const hdf5::Extent chunk = chunk_for(size);
  const bool flat = size.size() == 1;
  const hsize_t inner = values_per(size, 2);
  const hsize_t breadth = flat ? 1 : size[1];
  const hsize_t columns =
      std::min(breadth, flat ? 1 : whole_steps(block_values / (chunk[0] * inner), chunk[1]));
  const hsize_t rows = std::min(size[0], whole_steps(block_values / (columns * inner), chunk[0]));
  for (hsize_t row = 0; row < size[0]; row += rows) {
    for (hsize_t column = 0; column < breadth; column += columns) {
      hdf5::Block block{.offset = hdf5::Extent(size.size(), 0), .count = size};
      block.offset[0] = row;
      block.count[0] = std::min(rows, size[0] - row);
      if (!flat) block.offset[1] = column;
      if (!flat) block.count[1] = std::min(columns, size[1] - column);
      visit(block);
    }
  }
}

hdf5::Handle SealedFile::table(const std::string& name, hdf5::Element element,
                               const hdf5::Extent& size, std::vector<std::string> axes) {
  hdf5::Layout layout{.element = element, .size = size, .most = {}, .chunk = {}};
  if (element != hdf5::Element::text) {
    layout.chunk = chunk_for(size);
    layout.compressed = true;
  }
  axes_.emplace_back(name, std::move(axes));
  return hdf5::create_dataset(file_.id(), name, layout);
}

hdf5::Handle SealedFile::copy(hid_t source, const std::string& name, std::vector<std::string> axes,
                              std::size_t rows) {
  hdf5::Extent size = hdf5::extent_of(source);
  if (size.at(0) < rows) throw hdf5::Failure("'" + name + "' is shorter than it should be");
  size[0] = rows;
  const hdf5::Element element = hdf5::element_of(source);
  hdf5::Handle made = table(name, element, size, std::move(axes));
  for_each_block(size, [&](const hdf5::Block& block) {
    switch (element) {
      case hdf5::Element::real:
        return copy_block<double>(source, made.id(), block);
      case hdf5::Element::integer:
        return copy_block<std::int32_t>(source, made.id(), block);
      case hdf5::Element::small:
        return copy_block<std::int8_t>(source, made.id(), block);
      case hdf5::Element::text:
        return copy_block<std::string>(source, made.id(), block);
    }
  });
  hdf5::copy_attributes(source, made.id());
  return made;
}

template <class T>
void SealedFile::column(const TableSpec& spec, const std::vector<T>& values) {
  const hdf5::Handle made = table(spec.name, element_for<T>, {values.size()}, spec.axes);
  hdf5::write(made.id(), {.offset = {0}, .count = {values.size()}}, std::span<const T>(values));
  describe(made.id(), spec);
}
template void SealedFile::column(const TableSpec&, const std::vector<std::string>&);
template void SealedFile::column(const TableSpec&, const std::vector<double>&);
template void SealedFile::column(const TableSpec&, const std::vector<std::int32_t>&);
template void SealedFile::column(const TableSpec&, const std::vector<std::int8_t>&);

void SealedFile::label_axes() {
  std::map<std::string, hdf5::Handle> labels;
  for (const auto& [name, axes] : axes_) {
    if (axes != std::vector{name}) continue;
    hdf5::Handle label = hdf5::open_dataset(file_.id(), name);
    hdf5::make_axis(label.id(), name);
    labels.emplace(name, std::move(label));
  }
  for (const auto& [name, axes] : axes_) {
    if (labels.contains(name)) continue;
    const hdf5::Handle made = hdf5::open_dataset(file_.id(), name);
    for (unsigned i = 0; i < axes.size(); ++i) {
      const auto label = labels.find(axes[i]);
      if (label == labels.end()) {
        throw std::logic_error("results: no labels for axis '" + axes[i] + "' of '" + name + "'");
      }
      hdf5::attach_axis(made.id(), label->second.id(), i);
    }
  }
}

void SealedFile::close() {
  label_axes();
  if (!file_.close()) hdf5::fail("close it");
}

}  // namespace huan::analysis
