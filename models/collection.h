/// Separate collection of one material, by coverage and capture.
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind collection_kind();

}  // namespace huan::models
