#include "analysis/name_log.h"

namespace huan::analysis {
namespace {

constexpr const char* dataset = "names";

}  // namespace

NameLog::NameLog(hid_t journal)
    : bytes_(journal,
             {.name = dataset,
              .axes = {"byte"},
              .size = {},
              .units = "1",
              .long_name = "names in UTF-8, one to a line",
              .long_name_zh = {},
              .notes = {}},
             hdf5::Element::small) {}

std::int32_t NameLog::number_of(std::string_view name) {
  const auto next = static_cast<std::int32_t>(numbers_.size());
  const auto [entry, is_new] = numbers_.try_emplace(std::string(name), next);
  if (is_new) {
    for (const char c : name) bytes_.push(static_cast<std::int8_t>(c));
    bytes_.push(static_cast<std::int8_t>('\n'));
  }
  return entry->second;
}

std::vector<std::string> NameLog::read(hid_t journal) {
  const hdf5::Handle bytes = hdf5::open_dataset(journal, dataset);
  std::vector<std::int8_t> raw(hdf5::extent_of(bytes.id()).at(0));
  if (!raw.empty()) hdf5::read(bytes.id(), {.offset = {0}, .count = {raw.size()}}, std::span(raw));
  std::vector<std::string> names;
  std::string name;
  for (const std::int8_t c : raw) {
    if (c == '\n')
      names.push_back(std::exchange(name, {}));
    else
      name += static_cast<char>(c);
  }
  return names;
}

}  // namespace huan::analysis
