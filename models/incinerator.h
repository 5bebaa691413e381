/// Waste to energy on a grate that is limited by mass and by heat.
///
///     waste + sludge <= capacity                                   [t/d]
///     LHV_w waste + LHV_s sludge <= heat_limit                     [MWh/d]
///     sludge <= sludge_share waste                                 [t/d]
///     steam = boiler_efficiency (LHV_w waste + LHV_s sludge)       [MWh/d]
///     power = turbine_efficiency (steam - steam taken by routes)   [MWh/d], <= turbine_capacity
///
/// LHV [MWh/t] by composition (heating_value.h), so drier waste meets the heat limit below the mass
/// limit. Both limits are allowances that the open furnace gives every day; sludge is served before
/// waste, and only while waste burns. Steam goes first to the routes (class 1), then to the
/// turbine, then to the vent. The sludge line exists when something names `sludge_35`; its ashes
/// join those of the grate. Fly ash that no route takes is stabilised for the landfill. The lime
/// and carbon dosed count with the feed in LHV, an error below 0.5 %.
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind incinerator_kind();

}  // namespace huan::models
