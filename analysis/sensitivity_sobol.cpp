#include "analysis/sensitivity_sobol.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "analysis/resampled_rows.h"

namespace huan::analysis {
namespace {

/// Results of the usable base rows, each a block in the order of the design: A, AB, [BA,] B.
struct SobolBlocks {
  std::size_t factors = 0, block = 0, rows = 0;
  std::vector<double> y;

  [[nodiscard]] const double* row(std::size_t i) const { return y.data() + i * block; }
};

/// Sums over rows, from which every index follows.
struct SobolSums {
  double v = 0;
  std::vector<double> first, total, joint;
};

bool all_finite(std::span<const double> values) {
  return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

void standardise(std::vector<double>& y) {
  const auto n = static_cast<double>(y.size());
  const double mean = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double squares = 0;
  for (const double value : y) squares += (value - mean) * (value - mean);
  const double deviation = std::sqrt(squares / n);
  const double size =
      std::max(std::abs(*std::ranges::max_element(y)), std::abs(*std::ranges::min_element(y)));
  if (!(deviation > 1e-14 * size))
    throw std::invalid_argument("all results are equal: nothing makes them vary");
  for (double& value : y) value = (value - mean) / deviation;
}

SobolBlocks blocks_of(std::span<const double> outputs, std::size_t factors, bool second_order) {
  SobolBlocks blocks;
  blocks.factors = factors;
  blocks.block = second_order ? 2 * factors + 2 : factors + 2;
  if (factors == 0 || outputs.empty() || outputs.size() % blocks.block != 0)
    throw std::invalid_argument("the results are not those of a Saltelli design of " +
                                std::to_string(factors) + " factors");
  for (std::size_t at = 0; at < outputs.size(); at += blocks.block) {
    const auto row = outputs.subspan(at, blocks.block);
    if (!all_finite(row)) continue;
    blocks.y.insert(blocks.y.end(), row.begin(), row.end());
    ++blocks.rows;
  }
  if (blocks.rows < 2)
    throw std::invalid_argument("fewer than two rows of the design have results");
  standardise(blocks.y);
  return blocks;
}

/// [j, k) pairs in a row: (0, 1), (0, 2), ..., (1, 2), ...
std::size_t pair_at(std::size_t j, std::size_t k, std::size_t factors) {
  return j * factors - j * (j + 1) / 2 + (k - j - 1);
}

SobolSums sums_of(const SobolBlocks& blocks, std::span<const std::size_t> rows) {
  const std::size_t d = blocks.factors;
  const bool joint = blocks.block == 2 * d + 2;
  SobolSums sums{0, std::vector<double>(d), std::vector<double>(d),
                 std::vector<double>(joint ? d * (d - 1) / 2 : 0)};
  const auto n = static_cast<double>(rows.size());
  double sum = 0, squares = 0;
  for (const std::size_t i : rows) {
    const double* y = blocks.row(i);
    const double a = y[0];
    const double b = y[blocks.block - 1];
    sum += a + b;
    squares += a * a + b * b;
    for (std::size_t j = 0; j < d; ++j) {
      const double ab = y[1 + j];
      sums.first[j] += b * (ab - a);
      sums.total[j] += (a - ab) * (a - ab);
      for (std::size_t k = j + 1; joint && k < d; ++k)
        sums.joint[pair_at(j, k, d)] += y[1 + d + j] * y[1 + k] - a * b;
    }
  }
  sums.v = squares / (2 * n) - (sum / (2 * n)) * (sum / (2 * n));
  for (std::vector<double>* part : {&sums.first, &sums.total, &sums.joint})
    for (double& value : *part) value /= n;
  return sums;
}

/// first, total, second in one row.
std::vector<double> indices_of(const SobolSums& sums) {
  const std::size_t d = sums.first.size();
  std::vector<double> all;
  for (const double first : sums.first) all.push_back(first / sums.v);
  for (const double total : sums.total) all.push_back(total / (2 * sums.v));
  if (sums.joint.empty()) return all;
  for (std::size_t j = 0; j < d; ++j)
    for (std::size_t k = j + 1; k < d; ++k)
      all.push_back(sums.joint[pair_at(j, k, d)] / sums.v - all[j] - all[k]);
  return all;
}

SobolIndices estimate_of(const SobolBlocks& blocks, const Resampling& resampling) {
  std::vector<std::size_t> rows(blocks.rows);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const std::vector<double> values = indices_of(sums_of(blocks, rows));
  std::vector<Spread> spreads(values.size());
  for (std::uint64_t i = 0; i < resampling.resamples; ++i) {
    const auto drawn = resampled_rows(blocks.rows, i, resampling.seed, "sobol");
    const std::vector<double> again = indices_of(sums_of(blocks, drawn));
    for (std::size_t k = 0; k < again.size(); ++k) spreads[k].add(again[k]);
  }
  const double z = normal_width(resampling.level);
  std::size_t at = 0;
  const auto next = [&] {
    const Estimate estimate{values[at], z * spreads[at].deviation()};
    ++at;
    return estimate;
  };
  SobolIndices indices;
  indices.rows = blocks.rows;
  const std::size_t d = blocks.factors;
  for (std::size_t j = 0; j < d; ++j) indices.first.push_back(next());
  for (std::size_t j = 0; j < d; ++j) indices.total.push_back(next());
  for (std::size_t j = 0; at < values.size(); ++j) {
    indices.second.emplace_back();
    for (std::size_t k = j + 1; k < d; ++k) indices.second.back().push_back(next());
  }
  return indices;
}

}  // namespace

SobolIndices sobol_indices(std::span<const double> outputs, std::size_t factors, bool second_order,
                           const Resampling& resampling) {
  const SobolBlocks blocks = blocks_of(outputs, factors, second_order);
  SobolIndices indices = estimate_of(blocks, resampling);
  indices.left_out = outputs.size() / blocks.block - blocks.rows;
  return indices;
}

std::vector<SobolIndices> sobol_convergence(std::span<const double> outputs, std::size_t factors,
                                            bool second_order, const Resampling& resampling) {
  const std::size_t block = second_order ? 2 * factors + 2 : factors + 2;
  const std::size_t all = outputs.size() / block;
  std::vector<SobolIndices> steps;
  for (std::size_t n = std::min<std::size_t>(16, all); n < all; n *= 2) {
    try {
      steps.push_back(sobol_indices(outputs.first(n * block), factors, second_order, resampling));
    } catch (const std::invalid_argument&) {
      // Too few finite rows, or none that differ: nothing to say yet.
    }
  }
  steps.push_back(sobol_indices(outputs, factors, second_order, resampling));
  return steps;
}

}  // namespace huan::analysis
