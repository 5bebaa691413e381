/// Scrap melted to an alloy grade: mixtures within its limits, diluted, or cast as a lower grade.
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind remelter_kind();

}  // namespace huan::models
