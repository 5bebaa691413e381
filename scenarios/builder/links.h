/// What joins the sites of a plan: routes, boundaries and limits, as processes and shipments.
///
///     route, continuous    draws its source, delivers the same mixture to its destination
///     route, truck, train  a shipment; under a limit it loads from a junction behind the gate
///                          process "ID.gate", which holds the right to pass
///     boundary             the same, from or to the world's stock of its material
///     limit                an allowance junction ID. Absolute: a make-up "ID.supply" gives at_most
///                          [t/d]. `per` a flow: that flow delivers at_most [t/t] and what nobody
///                          uses lapses through "ID.unused". Each of its flows draws 1 per tonne
///
/// Everything is composed anew from what the scenario says now, so an event only has to compare.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "scenarios/builder/draft.h"
#include "scenarios/reader/scenario.h"

namespace huan::scenarios {

/// What limits add to processes, by the process's name.
struct Rider {
  std::string limit;
  bool per = false;   ///< the flow that earns the right; else one that uses it up
  double amount = 0;  ///< [1/t] drawn or delivered per unit of rate
};
using Riders = std::map<std::string, std::vector<Rider>>;

/// Setting `name` of a route, boundary or limit; nullptr when it was not written.
[[nodiscard]] const Setting* written(const std::map<std::string, Setting>& settings,
                                     const std::string& name);
/// Its number, or `otherwise`.
[[nodiscard]] double number_or(const std::map<std::string, Setting>& settings,
                               const std::string& name, double otherwise);

/// The process whose rate is the flow `text`: a route, a boundary, "facility.process" or
/// "facility.process.feed". A shipment's is its gate. Empty when there is no such flow.
[[nodiscard]] std::string flow_process(const std::string& text, const Scenario& scenario,
                                       const Draft& draft);
/// The flow `text` as results name it: a route, a boundary, "stock>facility.process" or
/// "facility.process>stock". None when there is no such flow.
[[nodiscard]] std::optional<sim::WatchSpec::Flow> watched_flow(const std::string& text,
                                                               const Scenario& scenario,
                                                               const Draft& draft);
/// What `limit` adds to the processes it names.
[[nodiscard]] Riders riders_of(const Limit& limit, const Scenario& scenario, const Draft& draft);
/// Appends the draws and deliveries of `riders` that belong to `process`.
void ride(sim::ProcessSpec& process, const Riders& riders, const Draft& draft);

/// Nothing was said about how much it may carry, so it depends on what is wanted behind it
/// (appetite.h).
[[nodiscard]] bool is_uncapped(const Route& route);
[[nodiscard]] bool is_uncapped(const Boundary& boundary);

/// `conveyor` for continuous routes, else `shipment` (and `gate` under a limit). An uncapped one
/// has capacity or loading rate 0. The ends are stocks of the draft.
[[nodiscard]] sim::ProcessSpec conveyor(const Route& route, const Draft& draft);
[[nodiscard]] sim::ProcessSpec gate(const Route& route, const Draft& draft);
[[nodiscard]] sim::ShipmentSpec shipment(const Route& route, const Draft& draft);
[[nodiscard]] sim::ProcessSpec crossing(const Boundary& boundary, const Draft& draft);
[[nodiscard]] sim::ProcessSpec supply(const Limit& limit, const Draft& draft);
[[nodiscard]] sim::ProcessSpec unused(const Limit& limit, const Draft& draft);

/// The stocks these need beside their ends: the world's, junctions behind gates, tallies of money.
[[nodiscard]] std::string world_name(const Boundary& boundary);
[[nodiscard]] std::string gate_name(const Route& route);    ///< of the process
[[nodiscard]] std::string behind_gate(const Route& route);  ///< of the junction it loads from
/// Money that flows with a tonne: tally stock by the price's key. Empty where it has no price.
[[nodiscard]] std::map<std::string, std::string> tallies_of(const Boundary& boundary);

}  // namespace huan::scenarios
