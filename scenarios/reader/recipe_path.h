/// Numbers inside the library's recipes, for every process made from them: "recipe.ID." and
/// yield.MATERIAL, transfer.SUBSTANCE.OUTPUT, energy.ITEM, emission.ITEM or cost.ITEM.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/library.h"
#include "scenarios/reader/value_spec.h"

namespace huan::scenarios {

/// The row that `rest` (the path below the recipe) names; nullptr when the recipe has none. The
/// main feed is no number: it is 1 by definition.
[[nodiscard]] const models::Quantity* recipe_row(const models::Recipe& recipe,
                                                 const std::string& rest);
/// Every `rest` that leads to a row, in the order of the recipe.
[[nodiscard]] std::vector<std::string> recipe_paths(const models::Recipe& recipe);
/// Dimension and range; nullopt when there is no such row, or its unit is none of the language's.
[[nodiscard]] std::optional<ValueSpec> recipe_spec(const models::Recipe& recipe,
                                                   const std::string& rest);
/// `value` of the row's unit as a number; without a value the row's own.
[[nodiscard]] Number recipe_number(const models::Recipe& recipe, const std::string& rest,
                                   std::optional<double> value = {});
/// Sets a row to `value`, in canonical units. What a yield or transfer coefficient gains or loses
/// is taken up as models::changed says; coefficients of the substance that were set before stay.
/// Errors: std::invalid_argument when nothing can take it up.
void put_recipe_number(models::Recipe& recipe, const std::string& rest, double value);

}  // namespace huan::scenarios
