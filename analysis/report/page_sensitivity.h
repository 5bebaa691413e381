/// What a study's result hangs on, as the report's page gets it.
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "analysis/study_sensitivity.h"

namespace huan::analysis::report {

/// The numbers of `huan sensitivity`: the same method, resamples and seed.
class PageSensitivity {
 public:
  /// `study` outlives this.
  explicit PageSensitivity(const StudyResults& study);

  /// { n, indices { NAME: { value, low, high } }, convergence: [{ n, NAME }] }, lists with an entry
  /// per factor, the convergence of the first n rows and without intervals; or { why_not }. Indices
  /// of two factors are left out.
  [[nodiscard]] nlohmann::json of(const std::vector<double>& by_run) const;

 private:
  const StudyResults& study_;
  StudySensitivity whole_, growing_;
};

}  // namespace huan::analysis::report
