/// Goods in use: vehicles, batteries, buildings; bought, kept for their lifetime, retired as waste.
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind use_phase_kind();

}  // namespace huan::models
