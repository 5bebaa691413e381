/// Named conversions between substances. Stoichiometry is computed from atomic masses, so that
/// every element is conserved: E change = 0.
///
///     water_from_hydrogen   2 H + O -> water      key H
///     hydrogen_from_water   water -> 2 H + O      key water
///
/// Hydrogen and oxygen stand for those bound in a material (or the oxygen of the air): burning,
/// drying of hydrates and composting make water; electrolysis, gasification, hydrolysis and
/// digestion take it apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/plan.h"

namespace huan::models {

/// Every name a recipe may use.
[[nodiscard]] const std::vector<std::string>& reaction_names();

/// The conversion of `extent` [1] of the reaction's key substance. Errors: std::invalid_argument
/// naming the reaction when it is unknown or does not conserve the elements of `substances`.
[[nodiscard]] sim::Conversion reaction(std::string_view name, double extent,
                                       const sim::SubstanceTable& substances);

}  // namespace huan::models
