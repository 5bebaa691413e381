/// Places that only hold: a transfer station of one material, a warehouse of several.
///
///     d level / dt = arrivals - departures,   0 <= level <= storage [t]
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind transfer_station_kind();
[[nodiscard]] ModelKind warehouse_kind();

}  // namespace huan::models
