/// A comparison written out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "analysis/comparison.h"

namespace huan::analysis {

/// What is worth showing. A change is shown when it reaches the share of the larger value and,
/// where the units agree, the amount.
struct Threshold {
  double share = 0;                       ///< [1]
  std::optional<scenarios::Unit> amount;  ///< "100 t": 100 x its factor
  std::size_t most = 12;                  ///< of each kind; 0 = all
};
/// "5 %", "0.05" or "100 t". nullopt for anything else.
[[nodiscard]] std::optional<Threshold> threshold_of(const std::string& text);

/// Whether a change is as large as that; one without a number is.
[[nodiscard]] bool reaches(const Difference& difference, const Threshold& threshold);
/// "+3.2 %" of the base; "new" where that is 0.
[[nodiscard]] std::string percent_of(const Difference& difference);
/// What went in, a line each.
[[nodiscard]] std::string text_of(const std::vector<InputChange>& inputs);
[[nodiscard]] nlohmann::json json_of(const std::vector<InputChange>& inputs);

/// Flows of air and water, and heat to the surroundings, are left out; JSON has them.
[[nodiscard]] std::string text_of(const Comparison& comparison, const Threshold& threshold);
/// Every change that reaches the threshold, however many (`most` does not count).
[[nodiscard]] nlohmann::json json_of(const Comparison& comparison, const Threshold& threshold);

}  // namespace huan::analysis
