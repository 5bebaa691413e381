/// Whether a run and a study are of one scenario.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "analysis/comparison.h"

namespace huan::analysis::report {

/// What a study file says of its scenario.
struct StudyScenario {
  std::string resolved;  ///< of its first point
  std::string study;     ///< the study as written; empty of replicates
};

struct ScenarioMatch {
  /// Inputs of the study (`before`) that the run (`after`) does not share, but for those that the
  /// study varies by their paths or from the library, and for how results are written.
  std::vector<InputChange> differences;
  /// The study varies overlays or alternatives: the differences may be what these set.
  bool varies_options = false;
};

[[nodiscard]] ScenarioMatch match(const StudyScenario& study, const std::string& run);

/// "market.demand is 260 t/d, in the study 200 t/d; ...": the first few.
[[nodiscard]] std::string text_of(const ScenarioMatch& match);
/// { count, varies_options, differences: [{ what, section, id, name, path, study, run }] }: the
/// first few.
[[nodiscard]] nlohmann::json json_of(const ScenarioMatch& match);

/// First and last day of a resolved scenario, "2021-01-01"; empty where it does not say.
struct ScenarioDates {
  std::string start, end;
};
[[nodiscard]] ScenarioDates dates_of(const std::string& scenario);

}  // namespace huan::analysis::report
