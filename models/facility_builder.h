/// How a model writes a facility into a plan: stocks, processes, and what they share with the
/// world.
///
/// A facility may be built again with other parameters (events do that): the same calls in the same
/// order with other numbers. Structure (which stocks, processes and arcs exist) must therefore not
/// depend on any parameter that an event may set.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "models/capacity.h"
#include "models/completion.h"
#include "models/facility_settings.h"
#include "models/library.h"
#include "models/process_sentence.h"
#include "models/surroundings.h"
#include "sim/plan.h"

namespace huan::models {

class FacilityBuilder {
 public:
  /// `surroundings`: those of the plan; without them the builder has its own, which will do for a
  /// plan of one facility.
  FacilityBuilder(sim::Plan& plan, const Library& library, const FacilitySettings& settings,
                  Surroundings* surroundings = nullptr);

  [[nodiscard]] const Parameters& parameters() const { return settings_->parameters; }
  [[nodiscard]] const FacilitySettings& settings() const { return *settings_; }
  [[nodiscard]] const Library& library() const { return *library_; }
  [[nodiscard]] const sim::SubstanceTable& substances() const { return plan_->substances; }
  [[nodiscard]] const sim::Plan& plan() const { return *plan_; }
  [[nodiscard]] sim::FacilityId facility() const { return facility_; }
  /// The profile laid over a parameter: of the settings, else the plan's that `PARAMETER_profile`
  /// names; none when there is none. A process whose want comes from that parameter follows() it.
  /// Errors: std::out_of_range for an unknown name.
  [[nodiscard]] sim::ProfileId profile(const std::string& parameter) const;
  /// Whether a route, a boundary or a `stocks.NAME` line names this stock.
  [[nodiscard]] bool is_named(const std::string& stock) const {
    return settings_->stocks.contains(stock);
  }

  /// "facility.material" with the material's default composition; the settings' capacity and
  /// initial content win over `capacity`. Asking twice gives the same stock.
  sim::StockId stock(const std::string& material, double capacity) {
    return stock(material, material, capacity);
  }
  /// "facility.name", for a place that is not called after what it holds.
  sim::StockId stock(const std::string& name, const std::string& material, double capacity);
  sim::StockId junction(const std::string& material) { return stock(material, 0); }
  /// [MWh] "electricity", "heat", "steam" (which is heat). Capacity 0 is a bus bar.
  sim::StockId carrier(const std::string& name, double capacity = 0);
  /// A junction of rights. What nobody uses lapses ("unused_NAME"), so it never holds back its
  /// giver.
  sim::StockId allowance(const std::string& name, const std::string& unit);
  /// One that does not lapse: who gives it gives what is used.
  sim::StockId allowance_as_used(const std::string& name, const std::string& unit);
  sim::StockId tally(const std::string& item, const std::string& unit);  ///< "facility.opex" [yuan]

  /// The world's stocks, one of each per plan: "world.air", "world.water", "world.MATERIAL".
  sim::StockId air() { return world_material("air", "oxygen_air"); }
  sim::StockId water() { return world_material("water", "water_process"); }
  sim::StockId purchase(const std::string& material) { return world_material(material, material); }
  sim::StockId world_carrier(
      const std::string& name);  ///< "world.grid", "world.fuel", "world.surroundings"

  /// Where an auxiliary input comes from, and where an output goes, by the rules of
  /// models/README.md (named, made on site, imported, exported, of the environment, else bought or
  /// kept).
  sim::StockId input(const std::string& material, double capacity);
  sim::StockId main_feed(const std::string& material, double capacity);
  sim::StockId output(const std::string& material, double capacity);
  /// Materials that one process of the site makes and another uses: always stocks here.
  void shares_on_site(std::set<std::string> materials) { shared_ = std::move(materials); }

  sim::StockId electricity();  ///< the grid, or a bus bar joined to it
  /// Bought fuel, which emits `co2_per_mwh` [t/MWh], or a junction that it backs up (as far as
  /// the parameter `backup_heat` lets it). There the users' fuels count by the heat they want.
  struct Heat {
    sim::StockId stock;
    bool bought = false;  ///< drawn from world.fuel directly: the user tallies its co2_fuel
  };
  Heat heat(double co2_per_mwh, double wanted_mwh);
  sim::StockId steam();  ///< where heat given off goes: a junction with a vent, or the surroundings

  /// "facility.name", wanting `rate` [t/d of its main feed]; `name.capacity` of the settings wins.
  ProcessSentence process(const std::string& name, double rate);

  /// "facility.name": who paces processes marked is_paced() (sim/clerk.h).
  void clerk(const std::string& name, std::vector<sim::StockId> stocks,
             std::vector<sim::ProcessId> processes, std::shared_ptr<const sim::Clerk> clerk);

  /// How a model uses a recipe other than as it stands.
  struct RecipeUse {
    std::set<std::string> without = {};  ///< items: "electricity_recovered", "gate_fee", ...
    std::map<std::string, sim::StockId> at = {};  ///< streams that belong to a stock the model made
    std::map<std::string, int> rank = {};         ///< of streams at their stocks
    std::set<std::string> inputs_elsewhere = {};  ///< drawn by another process of the model
  };
  /// A whole process from a recipe: draws, deliveries, reagents, carriers, emissions and costs.
  ProcessSentence recipe(const std::string& name, const std::string& recipe_id, double rate,
                         const RecipeUse& use);
  ProcessSentence recipe(const std::string& name, const std::string& recipe_id, double rate) {
    return recipe(name, recipe_id, rate, {});
  }
  /// The recipe of process `name` with the settings' changes, completed; and one of its items in
  /// canonical units (MWh/t, t/t, yuan/t, d), nullopt when it has none.
  const CompletedRecipe& completed(const std::string& name, const std::string& recipe_id);
  [[nodiscard]] std::optional<double> item(const std::string& name, const std::string& recipe_id,
                                           const std::string& item) const;

  /// Capacity of the main process from a mass-flow parameter and the recipe's operating days.
  [[nodiscard]] Capacity capacity(const std::string& parameter, const std::string& recipe_id) const;
  /// [1] running rate over what the process wants all year: days of running are that much longer.
  [[nodiscard]] double running_per_wanted(const std::string& recipe_id) const;

  /// The process that outages, maintenance and `capacity` speak of; none for a store.
  [[nodiscard]] sim::ProcessId main_process() const { return main_process_; }
  void set_main_process(sim::ProcessId process) { main_process_ = process; }

  /// For the builder of scenarios: recipe by process; names in the settings that nothing answered
  /// to.
  [[nodiscard]] const std::map<std::string, std::string>& recipes() const { return recipes_; }
  [[nodiscard]] std::vector<std::string> unused_stocks() const;
  [[nodiscard]] std::vector<std::string> unused_overrides() const;
  /// Paths of items that processes asked for: "run.energy.heat_use".
  [[nodiscard]] const std::set<std::string>& asked() const { return asked_; }

 private:
  sim::Plan* plan_;
  const Library* library_;
  const FacilitySettings* settings_;
  std::unique_ptr<Surroundings> own_surroundings_;
  Surroundings* surroundings_;
  sim::FacilityId facility_;
  sim::ProcessId main_process_;
  std::map<std::string, sim::StockId> stocks_;
  std::map<std::string, CompletedRecipe> changed_;  ///< by process
  std::map<std::string, std::string> recipes_;
  std::set<std::string> shared_;
  std::set<std::string> processes_;
  mutable std::set<std::string> asked_;  ///< only so that what nobody asked for can be reported
  sim::ProcessId buy_heat_;
  double heat_wanted_mwh_ = 0;  ///< [MWh/d] at the joined heat
  double heat_co2_t_ = 0;       ///< [t/d] that its users would emit, if all of it were bought

  sim::StockId add_stock(const std::string& name, sim::StockSpec spec);
  sim::StockId world_material(const std::string& name, const std::string& material);
  bool lists(const std::string& parameter, const std::string& material) const;
  void buy_when_short(const std::string& material, sim::StockId stock);
  void sell_when_full(const std::string& material, sim::StockId stock);
};

}  // namespace huan::models
