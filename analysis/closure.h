/// Numbers drawn independently, brought back to what their balances allow.
#pragma once

#include <vector>

#include "scenarios/reader/study.h"

namespace huan::analysis {

/// The levels, with those of every closure whose rest lies outside [low, high] moved as little as
/// brings it to the bound: in least squares, each by the width w_k of its distribution,
///
///     minimise sum_k ((x'_k - x_k) / w_k)^2,   own + sum_k sign_k (x'_k - mode_k) = bound,
///     lowest_k <= x'_k <= highest_k
///
/// so x'_k = clamp(x_k + lambda sign_k w_k^2): data reconciliation as in material flow analysis. It
/// can always be done, since the modes close.
[[nodiscard]] std::vector<double> closed_levels(const scenarios::Study& study,
                                                std::vector<double> levels);

/// The factors in the order in which their numbers can be set one after another: in each closure
/// those first that leave more for the rest, so that it never falls below what it is in the end.
[[nodiscard]] std::vector<std::size_t> closing_order(const scenarios::Study& study,
                                                     const std::vector<double>& closed);

}  // namespace huan::analysis
