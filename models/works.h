/// Several recipes on one site, in the order of the flow, sharing stocks by material.
///
///     rate_1 = capacity      rate_k = margin x sum_{j<k} rate_j yield_j(feed of k)
///
/// rate [t/d of main feed]; a `RECIPE.capacity` of the scenario wins. What one recipe makes and
/// another uses is a stock of the site; an auxiliary input made on site (recovered acid, returned
/// salt) is bought for what the return does not cover. Errors: std::invalid_argument for a later
/// recipe whose feed nothing before it makes and whose capacity is not set.
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind works_kind();

}  // namespace huan::models
