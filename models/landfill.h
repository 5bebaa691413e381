/// A landfill: waste goes in, leachate and gas come out, the rest stays.
///
///     msw -> bury (recipe) -> landfilled_mass (the cell) + leachate + gas
///
/// What decays over decades is booked when it is buried (the recipe sums the first 30 years). Other
/// wastes (`buries`) are kept as they are, without limit.
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind landfill_kind();

}  // namespace huan::models
