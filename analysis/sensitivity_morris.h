/// Which factors matter at all: Morris's elementary effects.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/estimate.h"

namespace huan::analysis {

/// The elementary effect of a step that moves u_j from u to u + delta is
///
///     d_j = (f(u + delta) - f(u)) / delta
///
/// in units of the result per whole range of the factor, whichever way the step went. Morris
/// (1991); mu_star Campolongo et al. (2007).
struct MorrisEffect {
  double mu = 0;     ///< mean of d_j
  Estimate mu_star;  ///< mean of |d_j|, interval by resampling trajectories
  double sigma = 0;  ///< standard deviation of d_j (n - 1): interactions and curvature
};
struct MorrisEffects {
  std::uint64_t trajectories = 0;  ///< that were used
  std::uint64_t left_out = 0;      ///< for a result that is not finite
  std::vector<MorrisEffect> by_factor;
};

/// `units`: points x factors, row by row, as Design::unit gives them; `outputs` one per point.
/// Errors: std::invalid_argument when the numbers do not fit, a step does not move exactly one
/// factor, or fewer than two trajectories are left.
[[nodiscard]] MorrisEffects morris_effects(std::span<const double> units,
                                           std::span<const double> outputs, std::size_t factors,
                                           const Resampling& resampling);
[[nodiscard]] std::vector<MorrisEffects> morris_convergence(std::span<const double> units,
                                                            std::span<const double> outputs,
                                                            std::size_t factors,
                                                            const Resampling& resampling);

}  // namespace huan::analysis
