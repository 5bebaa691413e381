#include "scenarios/reader/context.h"

#include <algorithm>

namespace huan::scenarios {
namespace {

constexpr std::size_t most_compared =
    1'000'000;  ///< words looked at for suggestions, in one reading

}  // namespace

Context::Context(Complaints& collector, const Shelf& known, Files& opener)
    : complaints(collector), shelf(known), files(opener) {
  if (shelf.library) scenario.library = *shelf.library;
  scenario.sources = complaints.shared_sources();
}

DensityOf Context::density() const {
  const auto* library = &scenario.library;
  return [library](const std::string& material, bool normal) -> std::optional<double> {
    const auto at = (*library)->materials.find(material);
    if (at == (*library)->materials.end()) return std::nullopt;
    const auto& properties = at->second.properties;
    const auto density = properties.find(normal ? "gas_density" : "bulk_density");
    if (density == properties.end()) return std::nullopt;
    return density->second.value * (density->second.unit == "kg/Nm3" ? 1e-3 : 1.0);
  };
}

std::string Context::suggestion(const std::string& word, const std::vector<std::string>& candidates,
                                std::string otherwise) {
  compared_ += candidates.size();
  return compared_ > most_compared ? otherwise
                                   : did_you_mean(word, candidates, std::move(otherwise));
}

std::vector<std::string> Context::facility_ids() const {
  std::vector<std::string> ids;
  for (const Facility& facility : scenario.facilities) {
    ids.push_back(facility.id);
    ids.insert(ids.end(), facility.aliases.begin(), facility.aliases.end());
  }
  return ids;
}

std::vector<std::string> Context::thing_ids() const {
  std::vector<std::string> ids;
  for (const auto& [id, thing] : scenario.things) ids.push_back(id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

bool is_id(const std::string& text) {
  return !text.empty() && text.size() <= 100 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

}  // namespace huan::scenarios
