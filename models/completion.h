/// A recipe made computable: full transfer matrices that close for every substance.
///
///     outputs_k = T_k R (f + reagents(f)),   sum_k T_k = I,   E R = E
///
/// f [t/t] the fixed-amount inputs per tonne of main feed, at their materials' compositions. What
/// the recipe states is completed at its reference feed, in this order: sum rules, stated transfer
/// coefficients and pure gases exactly; yields within their range; compositions of products only in
/// the weighted least-squares sense (coefficients in [0, 1]); the misfit is kept and shown.
#pragma once

#include <string>
#include <vector>

#include "models/library.h"
#include "sim/plan.h"

namespace huan::models {

struct CompletedRecipe {
  std::string id;
  struct Input {
    std::string material;
    double amount = 0;                        ///< [t/t] at the reference feed
    std::optional<sim::Functional> by_feed;   ///< reagents drawn by what reacts (oxygen from air)
  };
  struct Output {
    std::string material;
    sim::Mixture share;        ///< [1] diagonal of T_k
    double yield = 0;          ///< [t/t] at the reference feed, after completion
    double stated_yield = 0;   ///< [t/t] as the recipe says
    double misfit = 0;         ///< [1] largest difference of a mass fraction to the material's composition
    std::string worst;         ///< the substance where
  };
  std::vector<Input> inputs;   ///< main feed first, amount 1
  std::vector<Output> outputs;
  std::vector<sim::Conversion> conversions;
  std::vector<std::string> notes;  ///< what had to be bent: traces added, yields moved within range
};

/// Errors: std::invalid_argument naming recipe and substance when no completion exists.
[[nodiscard]] CompletedRecipe complete(const Recipe& recipe, const Library& library,
                                       const sim::SubstanceTable& substances);

}  // namespace huan::models
