/// The capacity of a process that a recipe gives, counted in its feed or in one of its products.
#pragma once

#include <vector>

#include "models/facility_builder.h"

namespace huan::models {

/// capacity, capacity_of.
[[nodiscard]] std::vector<ParameterSpec> capacity_parameters();

/// [t/d] of main feed that process `name` wants: `capacity`, or capacity / yield(capacity_of) at
/// the completed recipe's reference feed. Errors: std::invalid_argument when the recipe makes none
/// of it.
[[nodiscard]] double feed_rate(FacilityBuilder& site, const std::string& name,
                               const std::string& recipe_id);

/// [t/t] of `material` per tonne of main feed; 0 when the recipe makes none.
[[nodiscard]] double yield(const CompletedRecipe& recipe, const std::string& material);

}  // namespace huan::models
