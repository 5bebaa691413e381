/// How a model writes a facility into a plan: stocks, processes, and what they share with the world.
///
/// A facility may be built again with other parameters (events do that): the same calls in the same
/// order with other numbers. Structure (which stocks, processes and arcs exist) must therefore not
/// depend on any parameter that an event may set.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/completion.h"
#include "models/library.h"
#include "models/parameters.h"
#include "sim/plan.h"

namespace huan::models {

/// What a scenario says about one stock; unset = the model's default.
struct StockSettings {
  std::optional<double> capacity;  ///< [t] or [MWh]
  std::optional<double> initial;   ///< [t] or [MWh]
};

/// Everything a scenario says about a facility, in canonical units.
struct FacilitySettings {
  sim::FacilitySpec spec;
  Parameters parameters;                               ///< of its model
  std::map<std::string, StockSettings> stocks;         ///< by material
  std::vector<sim::OutageSpec> outages;                ///< of its main process
  std::vector<sim::StopSpec> stops;                    ///< maintenance, of its main process
  std::map<std::string, double> overrides;             ///< "process.yield.M", "process.transfer.S.O", "process.energy.I", "process.capacity", ... [canonical]
  std::map<std::string, double> factors;               ///< [1] by the same paths: the recipe's own number, or the override, times this
};

class FacilityBuilder;

/// A fluent sentence about one process; every call adds to the plan's ProcessSpec.
class ProcessSentence {
 public:
  ProcessSentence& draws(sim::StockId stock, double amount = 1, int rank = 0);
  ProcessSentence& draws_by_feed(sim::StockId stock, sim::Functional amount, int rank = 0);
  ProcessSentence& delivers(sim::StockId stock, sim::Mixture share, int rank = 0);
  ProcessSentence& delivers_amount(sim::StockId stock, sim::Functional amount, int rank = 0);  ///< carriers, allowances, tallies
  ProcessSentence& rest_to(sim::StockId stock, int rank = 0);  ///< what no other delivery takes
  ProcessSentence& converts(sim::Conversion conversion);
  ProcessSentence& follows(sim::ProfileId profile);
  ProcessSentence& fails(const std::vector<sim::OutageSpec>& outages);
  ProcessSentence& stops(const std::vector<sim::StopSpec>& stops);
  ProcessSentence& min_load(double share, double min_down, double restart_level);
  ProcessSentence& role(sim::Role role, int order = 0, int for_class = 1);
  ProcessSentence& is_demand();
  [[nodiscard]] sim::ProcessId id() const { return id_; }

 private:
  friend class FacilityBuilder;
  ProcessSentence(FacilityBuilder& site, sim::ProcessId id) : site_(&site), id_(id) {}
  FacilityBuilder* site_;
  sim::ProcessId id_;
};

class FacilityBuilder {
 public:
  FacilityBuilder(sim::Plan& plan, const Library& library, const FacilitySettings& settings);

  [[nodiscard]] const Parameters& parameters() const;
  [[nodiscard]] const Library& library() const;
  [[nodiscard]] const sim::SubstanceTable& substances() const;
  /// "facility.material" with the material's default composition; the settings' capacity and
  /// initial content win over `capacity`. Asking twice gives the same stock.
  sim::StockId stock(const std::string& material, double capacity);
  sim::StockId junction(const std::string& material);                    ///< capacity 0
  sim::StockId carrier(const std::string& name, double capacity = 0);    ///< [MWh] "electricity", "heat", "steam"
  sim::StockId allowance(const std::string& name, const std::string& unit);
  sim::StockId tally(const std::string& item, const std::string& unit);  ///< "facility.opex" [yuan], "facility.co2_fuel" [t], ...
  /// The world's stocks, one of each per plan: "world.air", "world.water", "world.MATERIAL".
  sim::StockId air();
  sim::StockId water();
  sim::StockId purchase(const std::string& material);  ///< bought from outside, without limit

  /// "facility.name", wanting `capacity` [t/d of its main feed].
  ProcessSentence process(const std::string& name, double capacity);
  /// A whole process from a recipe: draws, deliveries, reagents, carriers, emissions and costs.
  ProcessSentence recipe(const std::string& name, const std::string& recipe_id, double capacity);

 private:
  friend class ProcessSentence;
  sim::Plan* plan_;
  const Library* library_;
  const FacilitySettings* settings_;
  sim::FacilityId facility_;
};

}  // namespace huan::models
