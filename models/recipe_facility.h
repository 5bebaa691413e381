/// A facility of one process given by numbers alone.
///
///     rate = capacity                          of the main feed [t/d]
///     rate = capacity / yield(capacity_of)     of a product
///
/// Everything else follows from the recipe: what is drawn and delivered per tonne of main feed,
/// with its electricity, heat, costs and emissions. Where streams come from and go:
/// models/README.md.
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind recipe_kind();

}  // namespace huan::models
