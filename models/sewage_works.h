/// Sewage sludge by connected population.
///
///     sludge = population x per_head x season     [t/d of wet sludge], forced
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind sewage_works_kind();

}  // namespace huan::models
