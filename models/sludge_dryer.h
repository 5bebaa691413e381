/// Wet sludge dried on steam.
///
///     heat = h water [MWh],   h = heat_use of the recipe / water content of its reference feed
///
/// water [t] of the sludge fed: the recipe lets a fixed share of it evaporate, so the heat goes
/// with it. Heat comes from the routes to `heat`; what is short is bought up to backup_heat
/// [MWh/d], which alone emits co2_fuel; else the dryer starves.
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind sludge_dryer_kind();

}  // namespace huan::models
