/// What a scenario says about a facility, as a model gets it: plain values in canonical units.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/parameters.h"
#include "sim/plan.h"
#include "sim/time.h"

namespace huan::models {

/// What a scenario says about one stock; unset = the model's default.
struct StockSettings {
  std::optional<double> capacity;  ///< [t] or [MWh]
  std::optional<double> initial;   ///< [t] or [MWh]
};

/// Everything a scenario says about a facility, in canonical units.
struct FacilitySettings {
  sim::FacilitySpec spec;
  sim::Era era{sim::Date{std::chrono::year{2001}, std::chrono::January, std::chrono::day{1}}};
  Parameters parameters;  ///< of its model, defaults filled in
  /// By name of the stock. An entry, even an empty one, for every stock here that a route, a
  /// boundary or a `stocks.NAME` line names: an auxiliary input is then not bought but joined.
  std::map<std::string, StockSettings> stocks;
  /// By parameter: `{ value = ..., profile = ... }`, ids of the plan. A model asks profile(NAME).
  std::map<std::string, sim::ProfileId> profiles;
  std::vector<sim::OutageSpec> outages;  ///< of its main process
  std::vector<sim::StopSpec> stops;      ///< maintenance, of its main process
  /// [d/a] what outages and stops of the *base* scenario leave of a year; an overlay or event that
  /// changes outages keeps it, so that longer outages cost tonnes. Unset: worked out from the
  /// above.
  std::optional<double> base_operating_days;
  /// "process.yield.M", "process.transfer.S.O", "process.energy.I", ".emission.I", ".cost.I",
  /// "process.capacity" [canonical]
  std::map<std::string, double> overrides;
  /// [1] by the same paths: the recipe's own number, or the override, times this.
  std::map<std::string, double> factors;
};

}  // namespace huan::models
