#include "analysis/spread.h"

#include <cmath>
#include <numeric>

#include <boost/math/distributions/students_t.hpp>

namespace huan::analysis {
namespace {

constexpr double tail = 0.025;

double variance_of_mean(std::span<const double> values) {
  const double middle = mean(values);
  double sum = 0;
  for (const double v : values) sum += (v - middle) * (v - middle);
  const auto n = static_cast<double>(values.size());
  return sum / (n - 1) / n;
}

std::pair<double, double> around(double middle, double variance, double freedom) {
  if (variance == 0) return {middle, middle};
  const boost::math::students_t distribution(freedom);
  const double reach = boost::math::quantile(boost::math::complement(distribution, tail));
  return {middle - reach * std::sqrt(variance), middle + reach * std::sqrt(variance)};
}

}  // namespace

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::optional<std::pair<double, double>> interval_of_mean(std::span<const double> values) {
  if (values.size() < 2) return std::nullopt;
  return around(mean(values), variance_of_mean(values), static_cast<double>(values.size()) - 1);
}

std::optional<std::pair<double, double>> interval_of_difference(std::span<const double> a,
                                                                std::span<const double> b) {
  if (a.size() < 2 || b.size() < 2) return std::nullopt;
  const double va = variance_of_mean(a);
  const double vb = variance_of_mean(b);
  if (va + vb == 0) return around(mean(b) - mean(a), 0, 1);
  const double freedom =
      (va + vb) * (va + vb) /
      (va * va / static_cast<double>(a.size() - 1) + vb * vb / static_cast<double>(b.size() - 1));
  return around(mean(b) - mean(a), va + vb, freedom);
}

}  // namespace huan::analysis
