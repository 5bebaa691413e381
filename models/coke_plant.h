/// Coke ovens with their gas.
///
///     rate = capacity / yield(capacity_of)                         [t/d of coal]
///     underfiring gas = heat need of the coal / LHV of the gas     [t/d], class 1 at the gas
///
/// The ovens give gross gas into `cog` (a pipe, or a holder of `gas_holder` hours). Each tonne of
/// coal brings the right to burn the gas its heat takes (heat_use_internal of recipe coking), so
/// underfiring runs with the ovens and never holds them back. The users' routes come next by their
/// ranks; the flare takes what is left. Hot coke is quenched dry (recipe coke_dry_quenching).
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind coke_plant_kind();

}  // namespace huan::models
