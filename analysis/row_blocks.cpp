#include "analysis/row_blocks.h"

#include <algorithm>

namespace huan::analysis {
namespace {

constexpr std::size_t values_at_once = std::size_t{256} * 1024;

std::vector<double> rows_of(hid_t dataset, const hdf5::Extent& size, std::size_t first) {
  hdf5::Block block{.offset = hdf5::Extent(size.size(), 0), .count = size};
  block.offset[0] = first;
  std::size_t count = 1;
  for (const hsize_t n : block.count) count *= n;
  std::vector<double> values(count);
  hdf5::read(dataset, block, std::span(values));
  return values;
}

}  // namespace

RowBlocks::RowBlocks(const Dataset& labels, const std::vector<std::string>& names,
                     const std::vector<hid_t>& files)
    : bounds_(hdf5::open_dataset(files.at(0), "time_bounds")) {
  block_.start = labels.start;
  for (const std::string& name : names) {
    const Table* known = labels.table(name);
    if (known == nullptr) continue;
    const auto holds = [&](hid_t file) { return hdf5::has(file, name); };
    const auto file = std::ranges::find_if(files, holds);
    Source source{hdf5::open_by_rows(file == files.end() ? files.back() : *file, name),
                  &block_.tables[name]};
    *source.table = {name, known->axes, known->size, {}, {}, {}, {}};
    std::size_t across = 1;
    for (std::size_t i = 1; i < known->size.size(); ++i) across *= known->size[i];
    width_ += across;
    sources_.push_back(std::move(source));
  }
}

void RowBlocks::read(std::size_t first, std::size_t rows) {
  const auto bounds = rows_of(bounds_.id(), {rows, 2}, first);
  block_.begins.clear();
  block_.ends.clear();
  for (std::size_t i = 0; i < rows; ++i) {
    block_.begins.push_back(bounds[2 * i]);
    block_.ends.push_back(bounds[2 * i + 1]);
  }
  for (const Source& source : sources_) {
    source.table->size[0] = rows;
    source.table->values =
        rows_of(source.dataset.id(), {source.table->size.begin(), source.table->size.end()}, first);
  }
}

void RowBlocks::each(std::size_t rows, const std::function<void(const Dataset&)>& visit) {
  const std::size_t step = std::max<std::size_t>(1, values_at_once / width_);
  for (std::size_t first = 0; first < rows; first += step) {
    read(first, std::min(step, rows - first));
    visit(block_);
  }
}

}  // namespace huan::analysis
