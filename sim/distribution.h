/// What a number that is not known may be: a distribution, read through its quantiles.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace huan::sim {

/// A probability distribution of one number. What a, b, c, d mean, in the number's unit unless said
/// otherwise:
///
///     uniform       a, b: lowest and highest, a <= b
///     log_uniform   a, b: lowest and highest, 0 < a <= b; the logarithm is uniform
///     normal        a: mean; b > 0: standard deviation
///     lognormal     a > 0: median; b > 1: geometric standard deviation [1]
///     triangular    a, b, c: lowest, mode, highest, a <= b <= c
///     beta          a, b: lowest and highest, a <= b; c, d > 0: the shapes alpha and beta [1]
///
/// `between` cuts a distribution off: what lies outside is left out, the rest scaled up.
struct Distribution {
  enum class Shape : std::uint8_t { uniform, log_uniform, normal, lognormal, triangular, beta };
  Shape shape = Shape::uniform;
  double a = 0, b = 0, c = 0, d = 0;
  std::optional<std::pair<double, double>> between;
  friend bool operator==(const Distribution&, const Distribution&) = default;
};

/// Whether no value lies beyond some lowest and highest one: quantiles at 0 and 1 are finite.
[[nodiscard]] bool is_bounded(const Distribution& distribution);

/// The value that the share u of all values does not exceed: F^-1(u), u in [0, 1]; with `between`
/// = (l, h) it is F^-1(F(l) + u (F(h) - F(l))). At 0 and 1 of an unbounded distribution the result
/// is infinite. By Boost.Math. Errors: std::invalid_argument when the parameters break what stands
/// above, when u is outside [0, 1], or when `between` holds no value.
[[nodiscard]] double quantile(const Distribution& distribution, double u);

/// What is wrong with the parameters, in one sentence without an end; empty when nothing is.
[[nodiscard]] std::string_view fault_of(const Distribution& distribution);

}  // namespace huan::sim
