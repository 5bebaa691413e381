#include "scenarios/builder/assumed.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace huan::scenarios {
namespace {

constexpr std::array<const char*, 7> kinds = {"capacity",   "rate",    "arrivals",     "demand",
                                              "population", "storage", "other numbers"};

class Count {
 public:
  Count() {
    for (const char* kind : kinds) counts_.push_back({kind, 0, 0});
  }
  void add(std::string_view name, const Setting& setting, bool assumed) {
    if (setting.fallback || !setting.is_number()) return;
    if (name == "storage_feed" || name == "storage_product") name = "storage";
    auto at = std::ranges::find(counts_, name, &Assumed::what);
    if (at == counts_.end()) at = std::prev(counts_.end());
    ++at->given;
    at->assumed += assumed || setting.assumed ? 1 : 0;
  }
  void add(const std::map<std::string, Setting>& settings, bool assumed) {
    for (const auto& [name, setting] : settings) add(name, setting, assumed);
  }
  void add(const Facility& facility) {
    add(facility.parameters, facility.assumed);
    for (const auto& [material, stock] : facility.stocks) {
      if (stock.capacity) add("storage", *stock.capacity, facility.assumed);
      if (stock.initial) add("initial", *stock.initial, facility.assumed);
    }
    for (const auto& [path, change] : facility.overrides) {
      const std::string_view name = std::string_view(path).substr(path.rfind('.') + 1);
      if (change.set) add(name, *change.set, facility.assumed);
    }
  }
  std::vector<Assumed> take() {
    std::erase_if(counts_, [](const Assumed& count) { return count.given == 0; });
    return std::move(counts_);
  }

 private:
  std::vector<Assumed> counts_;
};

}  // namespace

std::vector<Assumed> count_assumed(const Scenario& scenario) {
  Count count;
  for (const Facility& facility : scenario.facilities) count.add(facility);
  for (const Route& route : scenario.routes)
    count.add(route.settings, route.evidence == Evidence::assumed);
  for (const Boundary& boundary : scenario.boundaries)
    count.add(boundary.settings, boundary.evidence == Evidence::assumed);
  for (const Limit& limit : scenario.limits)
    count.add(limit.settings, limit.evidence == Evidence::assumed);
  return count.take();
}

}  // namespace huan::scenarios
