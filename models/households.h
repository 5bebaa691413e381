/// Household waste: arises by population, part of it sorted at the source.
///
///     generated = population x per_head x season                                        [t/d]
///     set apart k = generated x coverage x capture_k x share_k     k: kitchen, recyclables,
///     hazardous rest_i = generated_i - sum_k (set apart k)_i                 for every substance i
///
/// The generated waste has the composition of `composition`, what is set apart that of its
/// material, so the rest changes with coverage: less kitchen waste makes it drier. Of a substance
/// of which the sorted fractions together would hold more than there is, they hold all there is
/// (their claims are scaled down), so a fraction can fall short of its nominal mass by traces. What
/// is set apart and finds no room goes back to the rest; what of the rest finds none is
/// uncontrolled.
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind households_kind();

}  // namespace huan::models
