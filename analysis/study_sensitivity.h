/// What the results of a study hang on, by the method that fits its design.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "analysis/estimate.h"
#include "analysis/study_results.h"

namespace huan::analysis {

/// One number about one or two factors.
struct SensitivityIndex {
  static constexpr double no_bound = std::numeric_limits<double>::quiet_NaN();
  std::string index;  ///< "first", "total", "second", "mu_star", "mu", "sigma", "spearman", ...
  std::string factor, other;
  double value = 0, low = no_bound, high = no_bound;
  std::uint64_t n = 0;  ///< base rows, trajectories or points it comes from
};

struct SensitivityWish {
  Resampling resampling{.resamples = 1000};
  bool correlations = false;  ///< whatever the design
  bool convergence = false;   ///< of the first n rows or points too, n doubling
};

/// Sobol indices of a saltelli design, elementary effects of a morris design, else Spearman's,
/// partial rank and Pearson's correlations. Holds the design, which is read once.
class StudySensitivity {
 public:
  /// `study` outlives this. Errors: hdf5::Failure.
  StudySensitivity(const StudyResults& study, SensitivityWish wish);

  /// `by_point`: a result at each point, as StudyResults gives it. Errors: std::invalid_argument,
  /// with the reason, when there is no answer: too few rows have results, or all are equal.
  [[nodiscard]] std::vector<SensitivityIndex> of(const std::vector<double>& by_point) const;

 private:
  const StudyResults& study_;
  SensitivityWish wish_;
  std::vector<double> levels_, units_;

  [[nodiscard]] std::vector<SensitivityIndex> sobol(const std::vector<double>& y) const;
  [[nodiscard]] std::vector<SensitivityIndex> morris(const std::vector<double>& y) const;
  [[nodiscard]] std::vector<SensitivityIndex> correlated(const std::vector<double>& y) const;
};

}  // namespace huan::analysis
