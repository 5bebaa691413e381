#include "scenarios/reader/reach.h"

#include <algorithm>

#include "scenarios/reader/override_path.h"
#include "scenarios/reader/recipe_path.h"

namespace huan::scenarios {
namespace {

using models::Dimension;
using Where = Reach::Where;

const ValueSpec a_flag{{Dimension::flag}};
const ValueSpec a_mean_time{{Dimension::time}, 1e-9};

PathFault no_such(const Target& target, std::vector<std::string> known,
                  std::string otherwise = {}) {
  return {"there is no '" + target.id + "." + target.rest + "'", std::move(known), target.rest,
          std::move(otherwise)};
}

std::optional<Reach> reach_outage(const Facility& facility, Reach reach,
                                  const std::vector<std::string>& parts, PathFault& fault) {
  const bool numbered = parts.size() == 3;
  const std::string& key = parts.back();
  if (numbered && parts[1].size() == 1 && parts[1][0] >= '1' && parts[1][0] <= '9')
    reach.number = static_cast<std::size_t>(parts[1][0] - '1');
  const bool form = parts.size() == 2 || (numbered && parts[1].size() == 1);
  if (!form || (key != "mean_up" && key != "mean_down")) {
    fault = no_such(reach.target, {"outages.mean_up", "outages.mean_down"});
    return std::nullopt;
  }
  if (reach.number >= facility.outages.size()) {
    fault = {"facility '" + facility.id + "' has no such outage",
             {},
             "",
             "the base must name its 'outages'"};
    return std::nullopt;
  }
  reach.where = key == "mean_up" ? Where::mean_up : Where::mean_down;
  reach.spec = a_mean_time;
  return reach;
}

std::vector<std::string> facility_keys(const Facility& facility) {
  std::vector<std::string> keys = parameter_names(facility);
  keys.insert(keys.end(), {"opens", "closes", "available", "outages.mean_up", "outages.mean_down"});
  for (const auto& [material, stock] : facility.stocks) {
    keys.push_back("stocks." + material + ".capacity");
    keys.push_back("stocks." + material + ".initial");
  }
  for (const auto& [path, number] : facility.overrides) keys.push_back(path);
  return keys;
}

std::optional<Reach> reach_facility(const Facility& facility, Reach reach, PathFault& fault) {
  const std::string& rest = reach.target.rest;
  const auto parts = parts_of(rest);
  reach.spec = date_or_flag;
  if (rest == "opens") return reach.where = Where::opens, reach;
  if (rest == "closes") return reach.where = Where::closes, reach;
  reach.spec = a_flag;
  if (rest == "available") return reach.where = Where::available, reach;
  if (parts[0] == "outages") return reach_outage(facility, reach, parts, fault);
  if (parts[0] == "stocks" && parts.size() == 3) {
    reach.spec = a_holding;
    reach.key = parts[1];
    if (parts[2] == "capacity") return reach.where = Where::stock_capacity, reach;
    if (parts[2] == "initial") return reach.where = Where::stock_initial, reach;
  }
  reach.key = rest;
  if (facility.model)
    for (const models::ParameterSpec& parameter : facility.model->parameters)
      if (parameter.name == rest) {
        reach.where = Where::parameter;
        reach.spec = spec_of(parameter);
        reach.structural = parameter.structural;
        return reach;
      }
  if (const auto spec = override_spec(rest)) {
    reach.where = Where::process;
    reach.spec = *spec;
    return reach;
  }
  fault = no_such(reach.target, facility_keys(facility), parts.size() > 1 ? override_forms() : "");
  return std::nullopt;
}

std::optional<Reach> reach_setting(Reach reach, const std::vector<NamedSpec>& specs,
                                   PathFault& fault) {
  reach.where = Where::setting;
  reach.key = reach.target.rest;
  if (const ValueSpec* spec = find_spec(specs, reach.key)) return reach.spec = *spec, reach;
  std::vector<std::string> names;
  for (const NamedSpec& named : specs) names.push_back(named.name);
  fault = no_such(reach.target, std::move(names));
  return std::nullopt;
}

std::optional<Reach> reach_material(const Scenario& scenario, Reach reach, PathFault& fault) {
  const auto at = scenario.library->materials.find(reach.target.id);
  std::vector<std::string> known;
  if (at == scenario.library->materials.end()) {
    for (const auto& [id, material] : scenario.library->materials) known.push_back(id);
    fault = {
        "no material is called '" + reach.target.id + "'", std::move(known), reach.target.id, {}};
    return std::nullopt;
  }
  reach.where = Where::composition;
  reach.key = reach.target.rest;
  reach.spec = {{Dimension::ratio}, 0, 1};
  if (at->second.composition.contains(reach.key)) return reach;
  for (const auto& [substance, share] : at->second.composition) known.push_back(substance);
  fault = {"material '" + reach.target.id + "' has no '" + reach.key + "'",
           std::move(known),
           reach.key,
           {}};
  return std::nullopt;
}

std::optional<Reach> reach_recipe(const Scenario& scenario, Reach reach, PathFault& fault) {
  const auto at = scenario.library->recipes.find(reach.target.id);
  std::vector<std::string> known;
  if (at == scenario.library->recipes.end()) {
    for (const auto& [id, recipe] : scenario.library->recipes) known.push_back(id);
    fault = {
        "no recipe is called '" + reach.target.id + "'", std::move(known), reach.target.id, {}};
    return std::nullopt;
  }
  reach.where = Where::recipe;
  reach.key = reach.target.rest;
  const auto spec = recipe_spec(at->second, reach.key);
  if (spec) return reach.spec = *spec, reach;
  fault = {
      "recipe '" + reach.target.id + "' has no '" + reach.key + "'", recipe_paths(at->second),
      reach.key,
      "there are .yield.MATERIAL, .transfer.SUBSTANCE.OUTPUT, .energy.ITEM, .emission.ITEM and "
      ".cost.ITEM"};
  return std::nullopt;
}

std::map<std::string, Setting>& settings_of(Scenario& scenario, const Target& target) {
  if (target.kind == Target::Kind::route) return scenario.routes[target.index].settings;
  if (target.kind == Target::Kind::boundary) return scenario.boundaries[target.index].settings;
  return scenario.limits[target.index].settings;
}
const std::map<std::string, Setting>& settings_of(const Scenario& scenario, const Target& target) {
  if (target.kind == Target::Kind::route) return scenario.routes[target.index].settings;
  if (target.kind == Target::Kind::boundary) return scenario.boundaries[target.index].settings;
  return scenario.limits[target.index].settings;
}

std::optional<Setting> found(const std::map<std::string, Setting>& settings,
                             const std::string& key) {
  const auto at = settings.find(key);
  return at == settings.end() ? std::nullopt : std::optional(at->second);
}

std::optional<Setting> composition(const Scenario& scenario, const Reach& reach) {
  const auto& rows = scenario.library->materials.at(reach.target.id).composition;
  Setting setting;
  setting.value = canonical(rows.at(reach.key).value, Dimension::ratio);
  return setting;
}

Setting recipe_setting(const Scenario& scenario, const Reach& reach) {
  Setting setting;
  setting.value = recipe_number(scenario.library->recipes.at(reach.target.id), reach.key);
  return setting;
}

/// What differs from the shipped library is kept with the scenario.
void own(std::vector<std::string>& names, const std::string& id) {
  if (std::find(names.begin(), names.end(), id) == names.end()) names.push_back(id);
}

/// Remembers what an outage was before it was first set.
void keep_base(const Setting& now, std::optional<Setting>& base) {
  if (!base) base = now;
}

}  // namespace

Scenario::Thing::Kind thing_kind(Target::Kind kind) {
  switch (kind) {
    case Target::Kind::route:
      return Scenario::Thing::Kind::route;
    case Target::Kind::boundary:
      return Scenario::Thing::Kind::boundary;
    case Target::Kind::limit:
      return Scenario::Thing::Kind::limit;
    case Target::Kind::facility:
    case Target::Kind::material:
    case Target::Kind::recipe:
      break;
  }
  return Scenario::Thing::Kind::facility;
}

std::optional<Target> target_of(const Scenario& scenario, const std::string& path) {
  const auto dot = path.find('.');
  if (dot == std::string::npos) return std::nullopt;
  Target target;
  target.id = path.substr(0, dot);
  target.rest = path.substr(dot + 1);
  if (const auto* thing = scenario.find(target.id)) {
    for (const auto kind :
         {Target::Kind::facility, Target::Kind::route, Target::Kind::boundary, Target::Kind::limit})
      if (thing_kind(kind) == thing->kind) {
        target.kind = kind;
        target.index = thing->index;
        if (kind == Target::Kind::facility) target.id = scenario.facilities[thing->index]->id;
        return target;
      }
    return std::nullopt;
  }
  if (target.id != "material" && target.id != "recipe") return std::nullopt;
  const auto next = target.rest.find('.');
  if (next == std::string::npos) return std::nullopt;
  target.kind = target.id == "material" ? Target::Kind::material : Target::Kind::recipe;
  target.id = target.rest.substr(0, next);
  target.rest = target.rest.substr(next + 1);
  return target;
}

std::optional<Reach> reach(const Scenario& scenario, const std::string& path, PathFault& fault) {
  Reach result;
  const auto target = target_of(scenario, path);
  if (!target) {
    const std::string id = path.substr(0, path.find('.'));
    const bool known = scenario.find(id) != nullptr;
    std::vector<std::string> ids;
    for (const auto& [name, thing] : scenario.things) ids.push_back(name);
    std::sort(ids.begin(), ids.end());
    fault = {known ? "'" + path + "' leads nowhere" : "nothing is called '" + id + "'",
             known ? std::vector<std::string>{} : std::move(ids), id,
             "a path begins with the id of a facility, route, boundary or limit"};
    return std::nullopt;
  }
  result.target = *target;
  switch (target->kind) {
    case Target::Kind::facility:
      return reach_facility(scenario.facilities[target->index], result, fault);
    case Target::Kind::route:
      return reach_setting(result, route_settings(), fault);
    case Target::Kind::boundary:
      return reach_setting(result, boundary_settings(), fault);
    case Target::Kind::limit:
      return reach_setting(result, limit_settings(), fault);
    case Target::Kind::material:
      return reach_material(scenario, result, fault);
    case Target::Kind::recipe:
      return reach_recipe(scenario, result, fault);
  }
  return std::nullopt;
}

std::optional<Setting> get(const Scenario& scenario, const Reach& reach) {
  if (reach.where == Where::composition) return composition(scenario, reach);
  if (reach.where == Where::recipe) return recipe_setting(scenario, reach);
  if (reach.where == Where::setting) return found(settings_of(scenario, reach.target), reach.key);
  const Facility& facility = scenario.facilities[reach.target.index];
  const auto stock = facility.stocks.find(reach.key);
  switch (reach.where) {
    case Where::opens:
      return facility.opens;
    case Where::closes:
      return facility.closes;
    case Where::available:
      return facility.available;
    case Where::stock_capacity:
      return stock == facility.stocks.end() ? std::nullopt : stock->second.capacity;
    case Where::stock_initial:
      return stock == facility.stocks.end() ? std::nullopt : stock->second.initial;
    case Where::mean_up:
      return facility.outages[reach.number].mean_up;
    case Where::mean_down:
      return facility.outages[reach.number].mean_down;
    case Where::process: {
      const auto at = facility.overrides.find(reach.key);
      return at == facility.overrides.end() ? std::nullopt : at->second.set;
    }
    default:
      return found(facility.parameters, reach.key);
  }
}

void put(Scenario& scenario, const Reach& reach, Setting setting) {
  // A profile, once attached, stays: a new capacity does not end the season.
  if (const auto before = get(scenario, reach); before && setting.profile.empty()) {
    setting.profile = before->profile;
    setting.keep = before->keep;
  }
  setting.fallback = false;
  if (reach.where == Where::composition) {
    scenario.library.own().materials.at(reach.target.id).composition.at(reach.key).value =
        setting.number().value();
    return own(scenario.own_materials, reach.target.id);
  }
  if (reach.where == Where::recipe) {
    put_recipe_number(scenario.library.own().recipes.at(reach.target.id), reach.key,
                      setting.number().value());
    return own(scenario.own_recipes, reach.target.id);
  }
  if (reach.where == Where::setting) {
    settings_of(scenario, reach.target)[reach.key] = std::move(setting);
    return;
  }
  Facility& facility = scenario.facilities[reach.target.index].own();
  switch (reach.where) {
    case Where::opens:
      facility.opens = std::move(setting);
      break;
    case Where::closes:
      facility.closes = std::move(setting);
      break;
    case Where::available:
      facility.available = std::move(setting);
      break;
    case Where::stock_capacity:
      facility.stocks[reach.key].capacity = std::move(setting);
      break;
    case Where::stock_initial:
      facility.stocks[reach.key].initial = std::move(setting);
      break;
    case Where::mean_up:
      keep_base(facility.outages[reach.number].mean_up,
                facility.outages[reach.number].base_mean_up);
      facility.outages[reach.number].mean_up = std::move(setting);
      break;
    case Where::mean_down:
      keep_base(facility.outages[reach.number].mean_down,
                facility.outages[reach.number].base_mean_down);
      facility.outages[reach.number].mean_down = std::move(setting);
      break;
    case Where::process: {
      const Place place = setting.place;
      facility.overrides[reach.key] = {std::move(setting), 1, place};
      break;
    }
    default:
      facility.parameters[reach.key] = std::move(setting);
  }
}

bool multiply(Scenario& scenario, const Reach& reach, double factor) {
  auto setting = get(scenario, reach);
  if (!setting && reach.where == Where::process) {
    scenario.facilities[reach.target.index].own().overrides[reach.key].times *= factor;
    return true;
  }
  if (!setting || !setting->is_number()) return false;
  std::get<Number>(setting->value).written *= factor;
  put(scenario, reach, std::move(*setting));
  return true;
}

}  // namespace huan::scenarios
