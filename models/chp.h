/// Combined heat and power: fuel to live steam, live steam to heat and power.
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind chp_kind();

}  // namespace huan::models
