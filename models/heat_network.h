/// A district heat network: a seasonal demand, and a peak boiler for what nobody else gives.
///
///     demand(t) = demand x season [MWh/d];   boiler = min(boiler_capacity, shortage)
///     fuel = boiler / boiler_efficiency;     co2_fuel = boiler_co2 x fuel [t]
///
/// Heat not served is unmet demand.
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind heat_network_kind();

}  // namespace huan::models
