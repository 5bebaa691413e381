/// Anaerobic digestion with its gas engine and flare.
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind digester_kind();

}  // namespace huan::models
