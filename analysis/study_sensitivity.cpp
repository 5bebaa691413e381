#include "analysis/study_sensitivity.h"

#include "analysis/sensitivity_correlation.h"
#include "analysis/sensitivity_morris.h"
#include "analysis/sensitivity_sobol.h"

namespace huan::analysis {
namespace {

using Indices = std::vector<SensitivityIndex>;

SensitivityIndex estimated(std::string index, std::string factor, std::string other,
                           const Estimate& e, std::uint64_t n) {
  const double half = e.half_width;
  return {std::move(index),
          std::move(factor),
          std::move(other),
          e.value,
          e.value - half,
          e.value + half,
          n};
}

void add_sobol(const std::vector<std::string>& f, const SobolIndices& found, Indices& lines) {
  for (std::size_t j = 0; j < f.size(); ++j) {
    lines.push_back(estimated("first", f[j], "", found.first[j], found.rows));
    lines.push_back(estimated("total", f[j], "", found.total[j], found.rows));
  }
  for (std::size_t j = 0; j < found.second.size(); ++j) {
    for (std::size_t k = 0; k < found.second[j].size(); ++k) {
      lines.push_back(estimated("second", f[j], f[j + k + 1], found.second[j][k], found.rows));
    }
  }
}

void add_morris(const std::vector<std::string>& f, const MorrisEffects& found, Indices& lines) {
  constexpr double no_bound = SensitivityIndex::no_bound;
  for (std::size_t j = 0; j < f.size(); ++j) {
    const MorrisEffect& e = found.by_factor[j];
    lines.push_back(estimated("mu_star", f[j], "", e.mu_star, found.trajectories));
    lines.push_back({"mu", f[j], "", e.mu, no_bound, no_bound, found.trajectories});
    lines.push_back({"sigma", f[j], "", e.sigma, no_bound, no_bound, found.trajectories});
  }
}

void add_correlations(const std::vector<std::string>& f, const Correlations& found,
                      Indices& lines) {
  const auto add = [&](const char* index, const std::vector<Coefficient>& values) {
    for (std::size_t j = 0; j < values.size(); ++j) {
      lines.push_back(
          {index, f[j], "", values[j].value, values[j].low, values[j].high, found.rows});
    }
  };
  add("spearman", found.spearman);
  add("prcc", found.prcc);
  add("pearson", found.pearson);
}

}  // namespace

StudySensitivity::StudySensitivity(const StudyResults& study, SensitivityWish wish)
    : study_(study), wish_(wish) {
  if (study.factors.empty() || (study.design == "saltelli" && !wish.correlations)) return;
  if (study.design == "morris" && !wish.correlations)
    units_ = study.units();
  else
    levels_ = study.levels();
}

Indices StudySensitivity::of(const std::vector<double>& y) const {
  if (study_.design == "saltelli" && !wish_.correlations) return sobol(y);
  if (study_.design == "morris" && !wish_.correlations) return morris(y);
  return correlated(y);
}

Indices StudySensitivity::sobol(const std::vector<double>& y) const {
  const std::size_t d = study_.factors.size();
  const bool second = study_.second_order;
  Indices lines;
  if (!wish_.convergence) {
    add_sobol(study_.factors, sobol_indices(y, d, second, wish_.resampling), lines);
  } else {
    for (const auto& some : sobol_convergence(y, d, second, wish_.resampling))
      add_sobol(study_.factors, some, lines);
  }
  return lines;
}

Indices StudySensitivity::morris(const std::vector<double>& y) const {
  const std::size_t d = study_.factors.size();
  Indices lines;
  if (!wish_.convergence) {
    add_morris(study_.factors, morris_effects(units_, y, d, wish_.resampling), lines);
  } else {
    for (const auto& some : morris_convergence(units_, y, d, wish_.resampling))
      add_morris(study_.factors, some, lines);
  }
  return lines;
}

Indices StudySensitivity::correlated(const std::vector<double>& y) const {
  const std::size_t d = study_.factors.size();
  std::vector<std::size_t> sizes = {y.size()};
  for (std::size_t n = 16; wish_.convergence && n < y.size(); n *= 2) {
    if (n >= d + 4) sizes.insert(sizes.end() - 1, n);
  }
  Indices lines;
  for (const std::size_t n : sizes) {
    add_correlations(study_.factors,
                     correlations(std::span(levels_).first(n * d), std::span(y).first(n), d,
                                  wish_.resampling.level),
                     lines);
  }
  return lines;
}

}  // namespace huan::analysis
