/// How much is wanted behind a stock, and so how much a route wants that nobody gave a capacity.
///
///     nominal draw of a stock = sum over the processes that draw on it (no last resorts)
///                               of capacity x largest factor of its profile x amount drawn
///     an uncapped route wants 1.5 x nominal draw of its destination / uncapped routes to it
///
/// Outages are ignored. Routes that leave the destination count as its processes, so a chain of
/// uncapped routes takes its size from its end; a cycle of them has no size.
#pragma once

#include <map>
#include <unordered_map>
#include <vector>

#include "scenarios/builder/draft.h"

namespace huan::scenarios {

/// [1] of headroom that an uncapped route has over what is wanted behind it.
inline constexpr double headroom = 1.5;

/// Rates of uncapped routes in a draft. Holds which stocks they join; the processes are asked for
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
  Appetite(const sim::Plan& plan, std::vector<Uncapped> routes);

  [[nodiscard]] const std::vector<Uncapped>& routes() const { return routes_; }
  /// [unit/d] what each route wants, in the order of routes(). `changed` holds processes that are
  /// no longer as in the plan. A route in a cycle of uncapped ones gets -1, one that leads to a
  /// place where nothing is wanted 0.
  [[nodiscard]] std::vector<double> rates(
      const std::unordered_map<std::int32_t, sim::ProcessSpec>& changed = {}) const;

 private:
  const sim::Plan* plan_;
  std::vector<Uncapped> routes_;
  std::vector<std::size_t> order_;  ///< routes whose destinations' other routes come before them
  std::unordered_map<std::int32_t, std::size_t> routes_to_;          ///< how many, by destination
  std::unordered_map<std::int32_t, std::vector<std::size_t>> from_;  ///< routes by source
  std::unordered_map<std::int32_t, std::vector<sim::ProcessId>> draws_at_;
  std::unordered_map<std::int32_t, std::vector<sim::ShipmentId>> loads_at_;

  void list_processes();
  void sort_routes();
  [[nodiscard]] double fixed_draw(
      sim::StockId stock, const std::unordered_map<std::int32_t, sim::ProcessSpec>& changed) const;
};

}  // namespace huan::scenarios
