/// A facility between sources and sinks: every model can be put there and run for a year.
#pragma once

#include <string>
#include <vector>

#include "models/registry.h"
#include "sim/plan.h"

namespace huan::tests {

/// What a scenario would have to say to get one facility of a kind, at a scale of its size.
struct ModelFixture {
  std::string name;  ///< "incinerator", "recipe waelz_kiln"
  std::string kind;
  models::FacilitySettings settings;
  std::vector<sim::ProfileSpec> profiles = {};  ///< that the settings may name
};

/// At least one of every kind; `recipe` once for every recipe of the shipped library. `scale`
/// multiplies all that is mass, energy or people.
[[nodiscard]] std::vector<ModelFixture> model_fixtures(double scale);

/// The facility alone.
[[nodiscard]] sim::Plan build_alone(const ModelFixture& fixture);

/// The facility with a supply for every stock that nothing here fills, of twice what is drawn from
/// it, and an outlet without limit for every stock that nothing here empties.
[[nodiscard]] sim::Plan build_in_the_world(const ModelFixture& fixture, double days);

}  // namespace huan::tests
