/// The plan while it is drawn: its things by name, and what is the same for all of them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "models/copy_on_write.h"
#include "models/library.h"
#include "scenarios/reader/scenario.h"
#include "sim/plan.h"
#include "sim/time.h"

namespace huan::scenarios {

/// What every facility of a scenario stands on. Const once made.
struct Ground {
  explicit Ground(const Scenario& scenario);

  models::CopyOnWrite<models::Library> library;
  sim::SubstanceTable substances;
  sim::Era era;
  Moment start;
  double duration = 0;  ///< [d]
  double blend_tolerance = 0.01;
  std::string region;
  /// Every profile in the forms it is used in: "heating" as written, "heating/total" scaled to a
  /// mean of 1 over the run.
  std::map<std::string, sim::ProfileSpec> profiles;
  /// Stocks that routes and boundaries name, by facility: materials.
  std::map<std::string, std::set<std::string>> joined;

  /// [d] from the start of the run.
  [[nodiscard]] double days(const Moment& moment) const { return moment.days_since(start); }
};

/// The name under which `setting`'s profile stands in Ground::profiles; empty when it has none.
[[nodiscard]] std::string profile_name(const Setting& setting);

/// A plan that grows, with an index of its names. Names are unique within each kind.
class Draft {
 public:
  sim::Plan plan;
  /// Names of stocks from which a route or boundary takes what is too much (only_when = "full").
  std::set<std::string> overflowing;

  /// Takes over a plan that holds one facility, its own stocks and processes, and some of the
  /// world's stocks and profiles, which are shared by name. The facility's id here.
  sim::FacilityId take(const sim::Plan& site);

  sim::StockId add(sim::StockSpec stock);
  sim::ProcessId add(sim::ProcessSpec process);
  sim::ShipmentId add(sim::ShipmentSpec shipment);
  sim::ProfileId add(const sim::ProfileSpec& profile);  ///< the same one when the name is there

  /// Invalid when there is none of that name.
  [[nodiscard]] sim::FacilityId facility(const std::string& id) const;
  [[nodiscard]] sim::StockId stock(const std::string& name) const;
  [[nodiscard]] sim::ProcessId process(const std::string& name) const;
  [[nodiscard]] sim::ShipmentId shipment(const std::string& name) const;
  [[nodiscard]] sim::ProfileId profile(const std::string& name) const;

  /// The processes that a limit rations, and the one that earns it.
  void add_user(const std::string& limit, const std::string& process);
  [[nodiscard]] const std::vector<std::string>& users_of(const std::string& limit) const;

  /// `process` of a plan drawn apart, with the ids of this one (by names). Errors: std::logic_error
  /// for a stock or profile that is not here.
  [[nodiscard]] sim::ProcessSpec translated(sim::ProcessSpec process, const sim::Plan& apart) const;
  [[nodiscard]] sim::ClerkSpec translated(sim::ClerkSpec clerk, const sim::Plan& apart) const;

 private:
  std::unordered_map<std::string, sim::FacilityId> facilities_;
  std::unordered_map<std::string, sim::StockId> stocks_;
  std::unordered_map<std::string, sim::ProcessId> processes_;
  std::unordered_map<std::string, sim::ShipmentId> shipments_;
  std::unordered_map<std::string, sim::ProfileId> profiles_;
  std::map<std::string, std::vector<std::string>> users_;
};

}  // namespace huan::scenarios
