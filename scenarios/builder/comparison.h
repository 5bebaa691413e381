/// What has changed in the running plan since it was last asked: facilities are drawn again, links
/// composed again, and compared number by number with what runs.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <unordered_map>

#include "scenarios/builder/appetite.h"
#include "scenarios/builder/draft.h"
#include "scenarios/builder/layers.h"
#include "scenarios/builder/site.h"
#include "sim/director.h"

namespace huan::scenarios {

/// The plan as it was built, and what every comparison needs of it. Const.
struct Blueprint {
  explicit Blueprint(const Scenario& scenario) : ground(scenario) {}
  Ground ground;
  Draft draft;
  std::unique_ptr<Appetite> appetite;
  /// Facilities whose opening or closing some event changes: the script opens and closes them.
  std::set<std::string> driven;
};

/// Copyable: holds what runs now where it is no longer as in the blueprint.
///
/// Errors: std::logic_error when an event would change which stocks and processes there are.
class Comparison {
 public:
  explicit Comparison(std::shared_ptr<const Blueprint> blueprint);

  /// Appends the differences of one thing at day `time`; `says` is the scenario as it is now.
  void compare(const Scenario& says, const Touched& thing, double time,
               std::vector<sim::Change>& changes);
  /// Appends new rates of uncapped routes when what is wanted behind them has changed.
  void size_uncapped(std::vector<sim::Change>& changes);
  /// Appends new priority classes when a rank has changed: those stated and those that follow from
  /// them. Errors: sim::PlanError when classes would cross, or a feed outrank its return.
  void rank(std::vector<sim::Change>& changes);

  /// Whether the facility is open at day `time`, by its opens and closes.
  [[nodiscard]] static bool is_open(const Facility& facility, double time, const Ground& ground);

 private:
  std::shared_ptr<const Blueprint> blueprint_;
  Sheet sheet_;
  std::unordered_map<std::int32_t, sim::ProcessSpec> processes_;
  std::unordered_map<std::int32_t, sim::ShipmentSpec> shipments_;
  std::unordered_map<std::int32_t, double> capacities_;  ///< of stocks
  std::unordered_map<std::int32_t, bool> open_;          ///< facilities
  std::unordered_map<std::int32_t, bool> available_;     ///< facilities
  std::map<std::string, std::shared_ptr<const sim::Clerk>> clerks_;
  std::vector<int> ranks_;  ///< by arc of the network; empty before a rank has changed
  bool wants_changed_ = false;
  bool ranks_changed_ = false;

  [[nodiscard]] const sim::ProcessSpec& running(sim::ProcessId id) const;
  void facility(const Facility& facility, double time, std::vector<sim::Change>& changes);
  void stocks(const sim::Plan& site, std::vector<sim::Change>& changes);
  void clerks(const sim::Plan& site, std::vector<sim::Change>& changes);
  void turn(const Facility& facility, double time, const sim::Plan& site,
            std::vector<sim::Change>& changes);
  void route(const Route& route, std::vector<sim::Change>& changes);
  void limit(const Limit& limit, std::vector<sim::Change>& changes);
  void process(sim::ProcessSpec now, std::vector<sim::Change>& changes);
};

}  // namespace huan::scenarios
