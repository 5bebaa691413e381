/// How a result is spread over the runs of a study: quantiles, and how often a level is exceeded.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace huan::analysis {

/// An estimate with bounds that need not lie symmetrically.
struct Bounded {
  double value = 0;
  double low = 0, high = 0;
};

/// The finite ones, in order.
[[nodiscard]] std::vector<double> sorted_finite(std::span<const double> values);
/// What share p in [0, 1] of them does not exceed, linearly between order statistics at (n - 1) p
/// (numpy's default); there is at least one.
[[nodiscard]] double quantile_of_sorted(const std::vector<double>& sorted, double p);

/// What share p of all values does not exceed, as quantile_of_sorted. The interval needs no
/// assumption about the distribution: order statistics l and h with P(K < l) and P(K >= h) of K
/// binomial (n, p) at most (1 - level) / 2 each, the smallest or largest value where there is no
/// such rank. Values that are not finite are left out. Errors: std::invalid_argument without values
/// or for p outside [0, 1].
[[nodiscard]] Bounded quantile_of(std::span<const double> values, double p, double level = 0.95);

/// The share of runs above `limit`, with the exact binomial interval of Clopper and Pearson.
[[nodiscard]] Bounded exceedance(std::span<const double> values, double limit, double level = 0.95);

/// Several quantiles at each instant: `values` runs x times, row by row; result [time][p], NaN
/// where no run has a value. Errors: as quantile_of, and when the values are no table.
[[nodiscard]] std::vector<std::vector<double>> quantiles_over_time(std::span<const double> values,
                                                                   std::size_t times,
                                                                   std::span<const double> shares);

}  // namespace huan::analysis
