/// Arrivals sorted into fractions, as on a scrap market.
///
///     arrivals -> stock of the recipe's feed -> sort (the recipe) -> fractions
///
/// What is brought, `arrivals` [t/d], comes as far as there is room; the shares are the recipe's
/// yields and can be set (`sort.yield.MATERIAL`).
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind sorting_kind();

}  // namespace huan::models
