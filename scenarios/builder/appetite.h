/// How much is wanted behind a stock, and so how much a route wants that nobody gave a capacity.
///
///     demand of a route  = nominal draw of the processes at its destination (no last resorts)
///                          + what the uncapped routes that leave it want;
///                          out of the region: all that its source is supplied with
///     it wants           1.5 x demand, and never less than
///                          1.5 x demand x (what must leave its source / demand there)
///
/// What must leave a stock is what forced sources and processes that follow a profile deliver at
/// their peak, directly or by uncapped routes. Routes to one destination do not split its demand:
/// rationing shares by wants, and what one cannot bring the others do. The exception is a junction
/// with an overflow (a bus bar that sells): it would pass on every surplus, so that its routes
/// bring its demand once, without headroom, split by what their sources are supplied with, and no
/// more than that.
///
/// Outages are ignored. A chain of uncapped routes takes its size from its end; a cycle of them has
/// no size.
#pragma once

#include <unordered_map>
#include <vector>

#include "scenarios/builder/draft.h"

namespace huan::scenarios {

/// [1] of headroom that an uncapped route has over what is wanted behind it.
inline constexpr double headroom = 1.5;

/// Sizes of uncapped routes in a draft. Holds which stocks they join; the processes are asked for
/// at every call, since events change them.
class Appetite {
 public:
  /// A route without capacity: a process or (when `shipment` is valid) a shipment, whose loading
  /// rate it is.
  struct Uncapped {
    sim::ProcessId process;
    sim::ShipmentId shipment;
    sim::StockId from, to;
  };
  /// [unit/d]
  struct Size {
    double rate = -1;  ///< what the route wants; -1 in a cycle of uncapped ones, 0 when `demand` is
    double demand = 0;  ///< at its destination
    double supply = 0;  ///< of its source, nothing held back
  };
  using Changed = std::unordered_map<std::int32_t, sim::ProcessSpec>;

  Appetite(const sim::Plan& plan, std::vector<Uncapped> routes);

  [[nodiscard]] const std::vector<Uncapped>& routes() const { return routes_; }
  /// In the order of routes(). `changed` holds processes that are no longer as in the plan.
  [[nodiscard]] std::vector<Size> sizes(const Changed& changed = {}) const;

 private:
  using Routes = std::vector<std::size_t>;
  /// What stands at a stock, uncapped routes apart.
  struct Place {
    std::vector<sim::ProcessId> draw, deliver;
    std::vector<sim::ShipmentId> load, unload;
    Routes in, out;      ///< uncapped
    bool sells = false;  ///< a junction with an overflow
  };
  const sim::Plan* plan_;
  std::vector<Uncapped> routes_;
  Routes order_;  ///< routes whose destinations' other routes come before them
  std::unordered_map<std::int32_t, Place> places_;  ///< by stock; none of the world's

  [[nodiscard]] bool is_outlet(std::size_t route) const;
  [[nodiscard]] const Place& at(sim::StockId stock) const;
  void list_processes();
  void list_shipments();
  void sort_routes();
  [[nodiscard]] double drawn(sim::StockId stock, const Changed& changed) const;
  /// `pressing`: only what must leave.
  [[nodiscard]] double delivered(sim::StockId stock, const Changed& changed, bool pressing) const;
  void find_supply(std::vector<Size>& sizes, const Changed& changed) const;
  void find_demand(std::vector<Size>& sizes, const Changed& changed) const;
  void let_leave(std::vector<Size>& sizes, const Changed& changed) const;
  [[nodiscard]] double needed(std::size_t route, const std::vector<Size>& sizes) const;
};

}  // namespace huan::scenarios
