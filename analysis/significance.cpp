#include "analysis/significance.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <boost/math/distributions/students_t.hpp>

#include "analysis/interval.h"

namespace huan::analysis {
namespace {

constexpr double power = 0.8;
constexpr std::uint64_t most_samples = 1'000'000;

double variance_of(std::span<const double> values) {
  const double middle = mean(values);
  double sum = 0;
  for (const double v : values) sum += (v - middle) * (v - middle);
  return sum / static_cast<double>(values.size() - 1);
}

/// Two-sided, of change / error.
double p_of(double change, double error, double freedom) {
  if (change == 0) return 1;
  if (error == 0) return 0;
  const boost::math::students_t t(freedom);
  return 2 * boost::math::cdf(boost::math::complement(t, std::abs(change) / error));
}

double upper_point(double freedom, double tail) {
  return boost::math::quantile(boost::math::complement(boost::math::students_t(freedom), tail));
}

}  // namespace

std::optional<MeanChange> paired_change(std::span<const double> changes) {
  const auto interval = interval_of_mean(changes);
  if (!interval) return std::nullopt;
  const auto n = static_cast<double>(changes.size());
  const double variance = variance_of(changes);
  const double change = mean(changes);
  return MeanChange{change,
                    interval->first,
                    interval->second,
                    p_of(change, std::sqrt(variance / n), n - 1),
                    std::sqrt(variance),
                    1};
}

std::optional<MeanChange> separate_change(std::span<const double> a, std::span<const double> b) {
  const auto interval = interval_of_difference(a, b);
  if (!interval) return std::nullopt;
  const double va = variance_of(a);
  const double vb = variance_of(b);
  const auto na = static_cast<double>(a.size());
  const auto nb = static_cast<double>(b.size());
  const double ea = va / na;
  const double eb = vb / nb;
  const double change = mean(b) - mean(a);
  if (ea + eb == 0) return MeanChange{change, change, change, p_of(change, 0, 1), 0, 1};
  const double freedom = (ea + eb) * (ea + eb) / (ea * ea / (na - 1) + eb * eb / (nb - 1));
  return MeanChange{change,
                    interval->first,
                    interval->second,
                    p_of(change, std::sqrt(ea + eb), freedom),
                    std::sqrt(va + vb),
                    (va + vb) * (va + vb) / (va * va + vb * vb)};
}

std::vector<double> holm(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return p[i]; });
  std::vector<double> adjusted(p.size());
  double so_far = 0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const auto left = static_cast<double>(p.size() - rank);
    so_far = std::max(so_far, std::min(1.0, left * p[order[rank]]));
    adjusted[order[rank]] = so_far;
  }
  return adjusted;
}

std::optional<std::uint64_t> samples_to_tell(const MeanChange& change, double level) {
  if (change.change == 0) return std::nullopt;
  const auto tell = [&](std::uint64_t n) {
    const auto samples = static_cast<double>(n);
    const double freedom = (samples - 1) * change.freedom;
    return std::abs(change.change) * std::sqrt(samples) >=
           change.spread * (upper_point(freedom, level / 2) + upper_point(freedom, 1 - power));
  };
  if (!tell(most_samples)) return std::nullopt;
  std::uint64_t too_few = 1;
  std::uint64_t enough = most_samples;
  while (enough - too_few > 1) {
    const std::uint64_t middle = (too_few + enough) / 2;
    (tell(middle) ? enough : too_few) = middle;
  }
  return enough;
}

}  // namespace huan::analysis
