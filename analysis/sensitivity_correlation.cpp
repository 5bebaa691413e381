#include "analysis/sensitivity_correlation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include <Eigen/QR>

#include "analysis/resampled_rows.h"

namespace huan::analysis {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double explained = 1e-9;  ///< [1] of a spread: less than that is rounding

/// Ranks from 1; equal values share the mean of theirs.
VectorXd ranks_of(const VectorXd& values) {
  std::vector<Eigen::Index> order(static_cast<std::size_t>(values.size()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::ranges::sort(order, {}, [&](Eigen::Index i) { return values(i); });
  VectorXd ranks(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last + 1 < order.size() && values(order[last + 1]) == values(order[first])) ++last;
    for (std::size_t k = first; k <= last; ++k)
      ranks(order[k]) = static_cast<double>(first + last) / 2 + 1;
    first = last + 1;
  }
  return ranks;
}

VectorXd centred(const VectorXd& x) { return x.array() - x.mean(); }

/// Of centred numbers; NaN when one of them does not vary.
double correlation(const VectorXd& x, const VectorXd& y) {
  const double size = x.norm() * y.norm();
  if (!(size > 0)) return std::numeric_limits<double>::quiet_NaN();
  return std::clamp(x.dot(y) / size, -1.0, 1.0);
}

/// What the columns do not explain.
VectorXd unexplained(const MatrixXd& columns, const VectorXd& y) {
  if (columns.cols() == 0) return y;
  return y - columns * columns.colPivHouseholderQr().solve(y);
}

/// Of centred ranks.
double partial(const MatrixXd& x, const VectorXd& y, Eigen::Index j) {
  MatrixXd others(x.rows(), x.cols() - 1);
  for (Eigen::Index k = 0, at = 0; k < x.cols(); ++k)
    if (k != j) others.col(at++) = x.col(k);
  const VectorXd own = unexplained(others, x.col(j));
  const VectorXd rest = unexplained(others, y);
  const bool empty =
      own.norm() <= explained * x.col(j).norm() || rest.norm() <= explained * y.norm();
  return empty ? std::numeric_limits<double>::quiet_NaN() : correlation(own, rest);
}

Coefficient with_interval(double r, double variance, double z) {
  if (std::isnan(r) || std::abs(r) >= 1) return {r, r, r};
  const double width = z * std::sqrt(variance);
  return {r, std::tanh(std::atanh(r) - width), std::tanh(std::atanh(r) + width)};
}

}  // namespace

Correlations correlations(std::span<const double> levels, std::span<const double> outputs,
                          std::size_t factors, double level) {
  if (levels.size() != outputs.size() * factors)
    throw std::invalid_argument("correlations: levels and results do not fit");
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < outputs.size(); ++i)
    if (std::isfinite(outputs[i])) rows.push_back(i);
  if (rows.size() < factors + 4)
    throw std::invalid_argument("correlations of " + std::to_string(factors) +
                                " factors need at least " + std::to_string(factors + 4) +
                                " results");
  const auto n = static_cast<Eigen::Index>(rows.size());
  const auto d = static_cast<Eigen::Index>(factors);
  MatrixXd x(n, d), ranks(n, d);
  VectorXd y(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const std::size_t row = rows[static_cast<std::size_t>(i)];
    y(i) = outputs[row];
    for (Eigen::Index j = 0; j < d; ++j)
      x(i, j) = levels[row * factors + static_cast<std::size_t>(j)];
  }
  for (Eigen::Index j = 0; j < d; ++j) ranks.col(j) = centred(ranks_of(x.col(j)));
  const VectorXd y_ranks = centred(ranks_of(y));
  Correlations found;
  found.rows = rows.size();
  found.left_out = outputs.size() - rows.size();
  const double z = normal_width(level);
  const double freedom = static_cast<double>(n) - 3;
  for (Eigen::Index j = 0; j < d; ++j) {
    const double pearson = correlation(centred(x.col(j)), centred(y));
    found.pearson.push_back(with_interval(pearson, 1 / freedom, z));
    const double spearman = correlation(ranks.col(j), y_ranks);
    found.spearman.push_back(with_interval(spearman, 1.06 / freedom, z));
    const double rest = freedom - static_cast<double>(factors - 1);
    found.prcc.push_back(with_interval(partial(ranks, y_ranks, j), 1.06 / rest, z));
  }
  return found;
}

}  // namespace huan::analysis
