/// Which factor makes the result vary: Sobol's indices from a Saltelli design.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/estimate.h"

namespace huan::analysis {

/// f_A, f_B, f_ABj, f_BAj the results at the rows of the design, V the variance of f_A and f_B
/// together, all standardised by mean and standard deviation of the whole sample first:
///
///     first order   S_j  = mean(f_B (f_ABj - f_A)) / V           (Saltelli et al. 2010)
///     total         T_j  = mean((f_A - f_ABj)^2) / (2 V)         (Jansen 1999)
///     second order  S_jk = mean(f_BAj f_ABk - f_A f_B) / V - S_j - S_k   (Saltelli 2002)
///
/// as SALib has them. half_width is the normal quantile times the standard deviation of the
/// estimator over resamples of the base rows.
struct SobolIndices {
  std::uint64_t rows = 0;                     ///< of the base matrices that were used
  std::uint64_t left_out = 0;                 ///< for a result that is not finite (a failed run)
  std::vector<Estimate> first, total;         ///< by factor
  std::vector<std::vector<Estimate>> second;  ///< [j][k - j - 1], j < k; empty without BA
};

/// `outputs` one per point, in the order of the design. Errors: std::invalid_argument when their
/// number does not fit, fewer than two rows are left, or all results are equal.
[[nodiscard]] SobolIndices sobol_indices(std::span<const double> outputs, std::size_t factors,
                                         bool second_order, const Resampling& resampling);

/// The indices of the first n rows, n doubling from 16 (or from 2) up to all: whether they have
/// settled.
[[nodiscard]] std::vector<SobolIndices> sobol_convergence(std::span<const double> outputs,
                                                          std::size_t factors, bool second_order,
                                                          const Resampling& resampling);

}  // namespace huan::analysis
