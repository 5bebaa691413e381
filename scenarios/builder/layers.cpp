#include "scenarios/builder/layers.h"

namespace huan::scenarios {
namespace {

/// Copies one thing from a scenario into another.
void copy_thing(const Scenario& from, std::size_t at, Scenario& to, std::size_t place,
                Target::Kind kind) {
  switch (kind) {
    case Target::Kind::facility:
      to.facilities[place] = from.facilities[at];
      break;
    case Target::Kind::route:
      to.routes[place] = from.routes[at];
      break;
    case Target::Kind::boundary:
      to.boundaries[place] = from.boundaries[at];
      break;
    case Target::Kind::limit:
      to.limits[place] = from.limits[at];
      break;
    case Target::Kind::material:
    case Target::Kind::recipe:
      break;
  }
}

std::size_t grow(Scenario& scenario, Target::Kind kind) {
  switch (kind) {
    case Target::Kind::facility:
      scenario.facilities.emplace_back();
      return scenario.facilities.size() - 1;
    case Target::Kind::route:
      scenario.routes.emplace_back();
      return scenario.routes.size() - 1;
    case Target::Kind::boundary:
      scenario.boundaries.emplace_back();
      return scenario.boundaries.size() - 1;
    case Target::Kind::limit:
      scenario.limits.emplace_back();
      return scenario.limits.size() - 1;
    case Target::Kind::material:
    case Target::Kind::recipe:
      break;
  }
  return 0;
}

}  // namespace

Layers::Layers(const Scenario& scenario, Complaints& complaints) {
  now_.header = scenario.header;
  now_.library = scenario.library;
  now_.profiles = scenario.profiles;
  now_.sources = scenario.sources;
  for (std::size_t i = 0; i < now_.profiles.size(); ++i) {
    now_.things[now_.profiles[i].id] = {Scenario::Thing::Kind::profile, i};
  }
  for (const Event& event : scenario.events) {
    for (const Operation& operation : event.operations) {
      const auto target = target_of(scenario, operation.path);
      if (!target) continue;
      if (target->kind == Target::Kind::recipe) {
        complaints.error(operation.place,
                         "'" + operation.path + "': an event cannot change a recipe",
                         "set it for the whole run, or set the number of a facility's process: "
                         "FACILITY.PROCESS." +
                             target->rest);
        continue;
      }
      if (target->kind == Target::Kind::material) {
        complaints.error(
            operation.place,
            "'" + operation.path + "': an event cannot change what a material is made of",
            "set it for the whole run, or let a source deliver another material");
        continue;
      }
      keep(scenario, *target);
    }
  }
}

void Layers::keep(const Scenario& scenario, const Target& target) {
  if (now_.things.contains(target.id)) return;
  const std::size_t place = grow(now_, target.kind);
  copy_thing(scenario, target.index, now_, place, target.kind);
  const Scenario::Thing thing{thing_kind(target.kind), place};
  now_.things[target.id] = thing;
  if (target.kind == Target::Kind::facility) {
    for (const std::string& alias : now_.facilities[place]->aliases) now_.things[alias] = thing;
  }
  things_.insert({target.kind, place});
}

std::optional<Touched> Layers::thing(const std::string& path) const {
  const auto target = target_of(now_, path);
  if (!target || target->kind >= Target::Kind::material) return std::nullopt;
  return Touched{target->kind, target->index};
}

void Layers::settle(const Operation& operation, Complaints& complaints) {
  apply(now_, operation, complaints);
}

void Layers::lay(std::size_t owner, const Operation& operation) {
  if (const auto touched = thing(operation.path)) windows_.push_back({owner, *touched, operation});
}

void Layers::lift(std::size_t owner) {
  std::erase_if(windows_, [owner](const Layer& layer) { return layer.owner == owner; });
}

std::optional<Setting> Layers::settled(const std::string& path) const {
  return value_at(now_, path);
}

const Scenario& Layers::with_windows(const Touched& thing, Complaints& complaints) {
  bool any = false;
  for (const Layer& layer : windows_) any |= layer.thing == thing;
  if (!any) return now_;
  if (!laid_) laid_ = now_;
  copy_thing(now_, thing.index, *laid_, thing.index, thing.kind);
  for (const Layer& layer : windows_) {
    if (layer.thing == thing) apply(*laid_, layer.operation, complaints);
  }
  return *laid_;
}

}  // namespace huan::scenarios
