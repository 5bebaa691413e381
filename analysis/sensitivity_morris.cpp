#include "analysis/sensitivity_morris.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>

#include "analysis/resampled_rows.h"

namespace huan::analysis {
namespace {

/// Elementary effects of usable trajectories: trajectories x factors, row by row.
struct Effects {
  std::size_t factors = 0, trajectories = 0;
  std::uint64_t left_out = 0;
  std::vector<double> d;
  [[nodiscard]] double at(std::size_t t, std::size_t j) const { return d[t * factors + j]; }
};

/// Which factor a step moves.
std::size_t moved(std::span<const double> from, std::span<const double> to) {
  std::optional<std::size_t> found;
  for (std::size_t j = 0; j < from.size(); ++j) {
    if (from[j] == to[j]) continue;
    if (found) throw std::invalid_argument("a step of a trajectory moves more than one factor");
    found = j;
  }
  if (!found) throw std::invalid_argument("a step of a trajectory moves nothing");
  return *found;
}

Effects effects_of(std::span<const double> units, std::span<const double> outputs,
                   std::size_t factors) {
  const std::size_t length = factors + 1;
  if (factors == 0 || outputs.empty() || outputs.size() % length != 0 ||
      units.size() != outputs.size() * factors)
    throw std::invalid_argument("the results are not those of a Morris design of " +
                                std::to_string(factors) + " factors");
  Effects effects;
  effects.factors = factors;
  for (std::size_t first = 0; first < outputs.size(); first += length) {
    std::vector<double> row(factors);
    for (std::size_t step = first; step + 1 < first + length; ++step) {
      const auto from = units.subspan(step * factors, factors);
      const auto to = units.subspan((step + 1) * factors, factors);
      const std::size_t j = moved(from, to);
      row[j] = (outputs[step + 1] - outputs[step]) / (to[j] - from[j]);
    }
    if (!std::ranges::all_of(row, [](double d) { return std::isfinite(d); })) {
      ++effects.left_out;
      continue;
    }
    effects.d.insert(effects.d.end(), row.begin(), row.end());
    ++effects.trajectories;
  }
  if (effects.trajectories < 2)
    throw std::invalid_argument("fewer than two trajectories have results");
  return effects;
}

}  // namespace

MorrisEffects morris_effects(std::span<const double> units, std::span<const double> outputs,
                             std::size_t factors, const Resampling& resampling) {
  const Effects effects = effects_of(units, outputs, factors);
  const double z = normal_width(resampling.level);
  MorrisEffects found;
  found.trajectories = effects.trajectories;
  found.left_out = effects.left_out;
  std::vector<Spread> again(factors);
  for (std::uint64_t i = 0; i < resampling.resamples; ++i) {
    const auto drawn = resampled_rows(effects.trajectories, i, resampling.seed, "morris");
    for (std::size_t j = 0; j < factors; ++j) {
      double sum = 0;
      for (const std::size_t t : drawn) sum += std::abs(effects.at(t, j));
      again[j].add(sum / static_cast<double>(drawn.size()));
    }
  }
  for (std::size_t j = 0; j < factors; ++j) {
    Spread all;
    double sum = 0;
    for (std::size_t t = 0; t < effects.trajectories; ++t) {
      all.add(effects.at(t, j));
      sum += std::abs(effects.at(t, j));
    }
    const double mu_star = sum / static_cast<double>(effects.trajectories);
    found.by_factor.push_back({all.mean(), {mu_star, z * again[j].deviation()}, all.deviation()});
  }
  return found;
}

std::vector<MorrisEffects> morris_convergence(std::span<const double> units,
                                              std::span<const double> outputs, std::size_t factors,
                                              const Resampling& resampling) {
  const std::size_t length = factors + 1;
  const std::size_t all = outputs.size() / length;
  std::vector<MorrisEffects> steps;
  for (std::size_t n = std::min<std::size_t>(4, all); n < all; n *= 2) {
    try {
      steps.push_back(morris_effects(units.first(n * length * factors), outputs.first(n * length),
                                     factors, resampling));
    } catch (const std::invalid_argument&) {
      // Too few finite trajectories: nothing to say yet.
    }
  }
  steps.push_back(morris_effects(units, outputs, factors, resampling));
  return steps;
}

}  // namespace huan::analysis
