/// A recipe made computable: full transfer matrices that close for every substance.
///
///     outputs_k = T_k R (f + o),   sum_k T_k = I,   E R = E
///
/// f [t/t] the fixed-amount inputs per tonne of main feed, at their materials' compositions; o the
/// oxygen drawn from the air; R the declared reactions. What the recipe states is completed at its
/// reference feed (closure.h): sum rules, stated transfer coefficients and pure compounds exactly;
/// yields within their range; compositions of products in the weighted least-squares sense
/// (coefficients in [0, 1]); the misfit is kept and shown.
///
/// Where the range of a yield or of the oxygen cannot be kept, or all outputs are pure and a trace
/// has no way out, this is done and noted: ranges are widened (the yields of gases first), an
/// output `off_gas_trace` is added. A substance that the reference feed lacks leaves as the like of
/// it does (carbons alike; else as the pure compound of it, else as `other`).
///
/// Oxygen is drawn by what reacts, so that another feed draws another amount:
///
///     o(f) = max(0, sum_c r_c t_c f_c + r_H e_H f_H - a f_O + sum_m w f_m)
///
/// t_c the share of carbon c that leaves as CO2, r_c = 2 M_O / M_C, e_H the share of hydrogen that
/// makes water, r_H = M_O / (2 M_H), a the share of the feed's own oxygen that takes part. a closes
/// the reference feed; where even a = 0 leaves oxygen over, metals m take it up at equal w per
/// tonne. Since a is at most 1, R f >= 0 holds for every feed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/library.h"
#include "sim/plan.h"

namespace huan::models {

struct CompletedRecipe {
  std::string id;
  struct Input {
    std::string material;
    double amount = 0;  ///< [t/t] at the reference feed
    std::optional<sim::Functional>
        by_feed;  ///< of f: oxygen drawn by what reacts; amount is its value at f
  };
  struct Output {
    std::string material;
    sim::Mixture share;       ///< [1] diagonal of T_k
    double yield = 0;         ///< [t/t] at the reference feed, after completion
    double stated_yield = 0;  ///< [t/t] as the recipe says
    double misfit = 0;  ///< [1] largest difference of a mass fraction to the material's composition
    std::string worst;  ///< the substance where
  };
  std::vector<Input> inputs;  ///< main feed first, amount 1
  std::vector<Output> outputs;
  std::vector<sim::Conversion> conversions;
  std::vector<std::string> notes;  ///< what had to be bent: traces added, yields moved within range
};

/// Errors: std::invalid_argument naming recipe and substance when no completion exists.
[[nodiscard]] CompletedRecipe complete(const Recipe& recipe, const Library& library,
                                       const sim::SubstanceTable& substances);

}  // namespace huan::models
