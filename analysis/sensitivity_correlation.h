/// How a result goes with each factor, in any sample.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace huan::analysis {

/// A correlation coefficient with its interval by Fisher's transformation:
/// tanh(artanh(r) -+ z / sqrt(n - 3 - k)), k the factors held constant; for ranks the variance is
/// 1.06 / (n - 3 - k) (Fieller et al. 1957).
struct Coefficient {
  double value = 0;
  double low = 0, high = 0;
};
struct Correlations {
  std::uint64_t rows = 0, left_out = 0;
  std::vector<Coefficient> pearson;   ///< of the numbers
  std::vector<Coefficient> spearman;  ///< of their ranks, ties sharing the mean rank
  /// Of the ranks, what the ranks of all other factors explain linearly taken out of both: partial
  /// rank correlation. NaN when the other factors explain a factor or the result fully.
  std::vector<Coefficient> prcc;
};

/// `levels`: points x factors, row by row; rows whose output is not finite are left out. Errors:
/// std::invalid_argument when the numbers do not fit or fewer than factors + 4 rows are left.
[[nodiscard]] Correlations correlations(std::span<const double> levels,
                                        std::span<const double> outputs, std::size_t factors,
                                        double level = 0.95);

}  // namespace huan::analysis
