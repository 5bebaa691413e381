#include "analysis/growing.h"

#include <algorithm>
#include <sstream>

namespace huan::analysis {
namespace {

constexpr const char* axes_attribute = "_axes";
constexpr std::size_t chunk_bytes = 16 * 1024;

std::size_t bytes_of(hdf5::Element element) {
  switch (element) {
    case hdf5::Element::real:
      return sizeof(double);
    case hdf5::Element::integer:
      return sizeof(std::int32_t);
    default:
      return 1;
  }
}

}  // namespace

Growing::Growing(hid_t place, const TableSpec& spec, hdf5::Element element)
    : size_{0}, width_(spec.width()) {
  size_.insert(size_.end(), spec.size.begin(), spec.size.end());
  hdf5::Layout layout{.element = element, .size = size_, .most = size_, .chunk = size_};
  layout.most.front() = H5S_UNLIMITED;
  layout.chunk.front() = std::max<std::size_t>(1, chunk_bytes / (width_ * bytes_of(element)));
  dataset_ = hdf5::create_dataset(place, spec.name, layout);
  if (element == hdf5::Element::integer) kept_ = std::vector<std::int32_t>();
  if (element == hdf5::Element::small) kept_ = std::vector<std::int8_t>();
  describe(dataset_.id(), spec);
  note_axes(dataset_.id(), spec.axes);
}

std::size_t Growing::kept_rows() const {
  return std::visit([](const auto& kept) { return kept.size(); }, kept_) / width_;
}

std::size_t Growing::kept_bytes() const {
  return std::visit([](const auto& kept) { return kept.size() * sizeof(kept[0]); }, kept_);
}

void Growing::flush() {
  hdf5::Block block{.offset = hdf5::Extent(size_.size(), 0), .count = size_};
  block.offset.front() = size_.front();
  block.count.front() = kept_rows();
  if (block.count.front() == 0) return;
  hdf5::Extent size = size_;
  size.front() += block.count.front();
  hdf5::grow(dataset_.id(), size);
  std::visit(
      [&]<class T>(std::vector<T>& kept) {
        hdf5::write(dataset_.id(), block, std::span<const T>(kept));
        kept.clear();
      },
      kept_);
  hdf5::flush(dataset_.id());
  size_ = size;
}

void note_axes(hid_t dataset, const std::vector<std::string>& axes) {
  std::string list;
  for (const std::string& axis : axes) list += (list.empty() ? "" : " ") + axis;
  hdf5::set_text(dataset, axes_attribute, list);
}

void describe(hid_t dataset, const TableSpec& spec) {
  hdf5::set_text(dataset, "long_name", spec.long_name);
  if (!spec.long_name_zh.empty()) hdf5::set_text(dataset, "long_name_zh", spec.long_name_zh);
  hdf5::set_text(dataset, "units", spec.units);
  for (const auto& [name, text] : spec.notes) hdf5::set_text(dataset, name, text);
}

std::vector<std::string> axes_of(hid_t dataset) {
  std::istringstream words(hdf5::text_of(dataset, axes_attribute));
  std::vector<std::string> axes;
  for (std::string axis; words >> axis;) axes.push_back(axis);
  return axes;
}

}  // namespace huan::analysis
