/// Whether a change of a mean is more than chance.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace huan::analysis {

/// A change of a mean between two samples, in the unit of their values.
struct MeanChange {
  double change = 0;
  double low = 0, high = 0;  ///< 95 % confidence interval
  /// [1] how often chance alone would give a change at least as large, either way (two-sided t
  /// test); 0 where the change is the same in all samples, 1 where there is none.
  double p = 1;
  double spread = 0;  ///< standard deviation of one pair's change, or of one value less another
  /// Of n samples each the spread has (n - 1) `freedom` degrees of freedom: 1 for pairs, 1 to 2
  /// for separate samples (Welch).
  double freedom = 1;
};

/// Of the differences of pairs (Student's t with n - 1 degrees of freedom). nullopt for fewer than
/// two.
[[nodiscard]] std::optional<MeanChange> paired_change(std::span<const double> changes);
/// From a to b, independent samples of unequal variance (Welch 1947). nullopt where one has fewer
/// than two values.
[[nodiscard]] std::optional<MeanChange> separate_change(std::span<const double> a,
                                                        std::span<const double> b);

/// What remains of each p when many are looked at (Holm 1979): saying "differs" where it is at most
/// q is wrong of any one of them with a probability of at most q, however they hang together.
[[nodiscard]] std::vector<double> holm(std::span<const double> p);

/// How many samples (pairs, or values of each) would find a change as large as this one, spread
/// as this one is, in four of five cases at the two-sided `level`: the least n with
/// |change| sqrt(n) / spread >= t(1 - level / 2) + t(0.8). nullopt without a change, and for more
/// than a million.
[[nodiscard]] std::optional<std::uint64_t> samples_to_tell(const MeanChange& change, double level);

}  // namespace huan::analysis
