#include <algorithm>

#include "scenarios/reader/operation.h"
#include "scenarios/reader/reach.h"

namespace huan::scenarios {
namespace {

/// Collects the lines of one scenario.
class PathList {
 public:
  explicit PathList(const Scenario& scenario) : scenario_(scenario) {}

  std::vector<PathLine> lines() {
    for (const Facility& facility : scenario_.facilities) list_facility(facility);
    for (const Route& route : scenario_.routes) list_settings(route.id, route_settings());
    for (const Boundary& boundary : scenario_.boundaries)
      list_settings(boundary.id, boundary_settings());
    for (const Limit& limit : scenario_.limits) list_settings(limit.id, limit_settings());
    for (const std::string& material : scenario_.own_materials) list_material(material);
    return std::move(lines_);
  }

 private:
  /// A path without a value is listed too, with "-": it can be set.
  void list(const std::string& path) {
    PathFault fault;
    const auto at = reach(scenario_, path, fault);
    if (!at) return;
    PathLine line{path, "-", std::string(canonical_unit(at->spec.dimensions.front())), {}, false};
    if (const auto setting = get(scenario_, *at)) {
      line.value = text_of(setting->value);
      if (setting->is_number()) {
        line.value = setting->number().text();
        line.unit = canonical_unit(setting->number().dimension);
      }
      line.place = setting->place;
      line.fallback = setting->fallback;
    }
    lines_.push_back(std::move(line));
  }

  void list_facility(const Facility& facility) {
    const std::string id = facility.id + ".";
    if (facility.model)
      for (const models::ParameterSpec& parameter : facility.model->parameters)
        list(id + parameter.name);
    for (const char* key : {"opens", "closes", "available"}) list(id + key);
    for (const auto& [material, stock] : facility.stocks)
      for (const char* key : {".capacity", ".initial"}) list(id + "stocks." + material + key);
    for (std::size_t i = 0; i < facility.outages.size(); ++i) {
      const std::string number = i == 0 ? "" : std::to_string(i + 1) + ".";
      for (const char* key : {"mean_up", "mean_down"}) list(id + "outages." + number + key);
    }
    for (const auto& [path, number] : facility.overrides) list(id + path);
  }

  void list_settings(const std::string& id, const std::vector<NamedSpec>& specs) {
    for (const NamedSpec& named : specs) list(id + "." + named.name);
  }

  void list_material(const std::string& id) {
    const auto at = scenario_.library->materials.find(id);
    if (at == scenario_.library->materials.end()) return;
    for (const auto& [substance, share] : at->second.composition)
      list("material." + id + "." + substance);
  }

  const Scenario& scenario_;
  std::vector<PathLine> lines_;
};

}  // namespace

std::vector<PathLine> list_paths(const Scenario& scenario) { return PathList(scenario).lines(); }

}  // namespace huan::scenarios
