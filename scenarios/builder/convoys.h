/// Vehicles that leave together: the same tonnes with fewer events (docs/shipments.md).
#pragma once

#include "sim/plan.h"

namespace huan::scenarios {

/// [1] of what a store holds that a convoy carries at most.
inline constexpr double convoy_of_store = 1.0 / 8;

/// Sets `convoy` of every shipment of a plan whose routes all have their size: as many vehicles as
/// carry what flows in `days` [d], at least one. What flows is the loading rate, but no more than
/// the processes at the route's ends draw and deliver, as far as there are any. No convoy carries
/// more than `convoy_of_store` of what the route's ends hold or of the level it orders up to, and
/// it divides the route's fleet.
void form_convoys(sim::Plan& plan, double days);

/// The largest divisor of `fleet` (0: any number) up to `most`; at least 1.
[[nodiscard]] int convoy_of_fleet(int fleet, int most);

}  // namespace huan::scenarios
