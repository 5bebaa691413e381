/// What `set` and `times` reach, and how they change a typed scenario. Used for overlays while a
/// scenario is read and for events while it runs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/reader/complaint.h"
#include "scenarios/reader/scenario.h"

namespace huan::scenarios {

/// What a path points at.
struct Target {
  enum class Kind : std::uint8_t { facility, route, boundary, limit, material, recipe };
  Kind kind = Kind::facility;
  std::size_t index = 0;  ///< in Scenario::facilities, ...; unused for materials and recipes
  std::string id;         ///< of the facility, ...; alias resolved; "NAME" of a material or recipe
  std::string rest;       ///< the path below it: "capacity", "stocks.msw.capacity"
};

/// Where things of this kind stand in Scenario::things; a facility for materials and recipes.
[[nodiscard]] Scenario::Thing::Kind thing_kind(Target::Kind kind);

/// nullopt when the first part is no id. Does not look at the rest.
[[nodiscard]] std::optional<Target> target_of(const Scenario& scenario, const std::string& path);

/// Changes the scenario. Complains (and changes nothing) about unknown paths, wrong dimensions and
/// values out of range. Returns whether it was done.
bool apply(Scenario& scenario, const Operation& operation, Complaints& complaints);

/// The value now at `path`; nullopt when there is none (an unset optional, an override of a
/// recipe's own number).
[[nodiscard]] std::optional<Setting> value_at(const Scenario& scenario, const std::string& path);

/// One line of `huan check --list`.
struct PathLine {
  std::string path;
  std::string value;  ///< "110 kt/a"
  std::string unit;   ///< canonical: "t/d"
  Place place;
  bool fallback = false;
};
/// All that `set` and `times` reach, in the order of the scenario. Numbers inside recipes are
/// reached too (facility.process.yield.MATERIAL, ...) but are not listed.
[[nodiscard]] std::vector<PathLine> list_paths(const Scenario& scenario);

}  // namespace huan::scenarios
