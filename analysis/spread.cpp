#include "analysis/spread.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <boost/math/distributions/binomial.hpp>

namespace huan::analysis {
namespace {

using Binomial = boost::math::binomial_distribution<
    double, boost::math::policies::policy<boost::math::policies::discrete_quantile<
                boost::math::policies::integer_round_outwards>>>;

void check_share(double p, const char* what) {
  if (!(p >= 0 && p <= 1)) throw std::invalid_argument(std::string(what) + ": no share");
}

}  // namespace

std::vector<double> sorted_finite(std::span<const double> values) {
  std::vector<double> sorted;
  for (const double value : values)
    if (std::isfinite(value)) sorted.push_back(value);
  std::ranges::sort(sorted);
  return sorted;
}

double quantile_of_sorted(const std::vector<double>& sorted, double p) {
  const double place = static_cast<double>(sorted.size() - 1) * p;
  const auto below = static_cast<std::size_t>(place);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

Bounded quantile_of(std::span<const double> values, double p, double level) {
  check_share(p, "quantile_of");
  const std::vector<double> sorted = sorted_finite(values);
  if (sorted.empty()) throw std::invalid_argument("quantile_of: there is no value");
  Bounded found{quantile_of_sorted(sorted, p), sorted.front(), sorted.back()};
  if (p <= 0 || p >= 1) return found;
  const Binomial below(static_cast<double>(sorted.size()), p);
  // How many of n values lie below the quantile is binomial; k of them do so with P(K <= low) and
  // P(K > high) within what is left out on each side.
  const double outside = (1 - level) / 2;
  const double low = boost::math::quantile(below, outside);
  const double high = boost::math::quantile(below, 1 - outside);
  const bool has_low = boost::math::cdf(below, low) <= outside;
  if (has_low) found.low = sorted.at(static_cast<std::size_t>(low));
  if (high < static_cast<double>(sorted.size()))
    found.high = sorted.at(static_cast<std::size_t>(high));
  return found;
}

Bounded exceedance(std::span<const double> values, double limit, double level) {
  double n = 0, above = 0;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    n += 1;
    above += value > limit;
  }
  if (n == 0) throw std::invalid_argument("exceedance: there is no value");
  const double outside = (1 - level) / 2;
  return {above / n, above > 0 ? Binomial::find_lower_bound_on_p(n, above, outside) : 0,
          above < n ? Binomial::find_upper_bound_on_p(n, above, outside) : 1};
}

std::vector<std::vector<double>> quantiles_over_time(std::span<const double> values,
                                                     std::size_t times,
                                                     std::span<const double> shares) {
  if (times == 0 || values.size() % times != 0)
    throw std::invalid_argument("quantiles_over_time: no table of runs x times");
  std::vector<std::vector<double>> found(times);
  for (std::size_t t = 0; t < times; ++t) {
    std::vector<double> column;
    for (std::size_t at = t; at < values.size(); at += times) column.push_back(values[at]);
    const std::vector<double> sorted = sorted_finite(column);
    for (const double p : shares) {
      check_share(p, "quantiles_over_time");
      found[t].push_back(sorted.empty() ? std::nan("") : quantile_of_sorted(sorted, p));
    }
  }
  return found;
}

}  // namespace huan::analysis
