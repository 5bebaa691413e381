/// A demand that takes a material up to a limit.
///
///     consumption <= demand x season [t/d];   sales = price x consumption [yuan]
///
/// What it does not get is unmet demand.
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind market_kind();

}  // namespace huan::models
