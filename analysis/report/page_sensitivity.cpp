#include "analysis/report/page_sensitivity.h"

#include <stdexcept>

#include "analysis/report/page_number.h"

namespace huan::analysis::report {
namespace {

using Json = nlohmann::json;

constexpr int index_digits = 4;

Json index_lists(const std::vector<SensitivityIndex>& lines) {
  Json out = Json::object();
  for (const SensitivityIndex& line : lines) {
    if (!line.other.empty()) continue;
    Json& index = out[line.index];
    index["value"].push_back(shortened(line.value, index_digits));
    index["low"].push_back(shortened(line.low, index_digits));
    index["high"].push_back(shortened(line.high, index_digits));
  }
  return out;
}

/// Of each n, the values by factor of the indices that tell factors apart.
Json convergence_of(const std::vector<SensitivityIndex>& lines) {
  Json out = Json::array();
  for (const SensitivityIndex& line : lines) {
    if (!line.other.empty() || line.index == "mu" || line.index == "pearson") continue;
    if (out.empty() || out.back()["n"] != line.n) out.push_back({{"n", line.n}});
    out.back()[line.index].push_back(shortened(line.value, index_digits));
  }
  return out;
}

}  // namespace

PageSensitivity::PageSensitivity(const StudyResults& study)
    : study_(study),
      whole_(study, {}),
      growing_(study, {.resampling = {.resamples = 0}, .convergence = true}) {}

Json PageSensitivity::of(const std::vector<double>& by_run) const {
  const std::vector<double> y = study_.by_point(by_run);
  Json out;
  try {
    const auto lines = whole_.of(y);
    out = {{"n", lines.empty() ? 0 : lines.front().n}, {"indices", index_lists(lines)}};
  } catch (const std::invalid_argument& fault) {
    return {{"why_not", fault.what()}};
  }
  try {
    out["convergence"] = convergence_of(growing_.of(y));
  } catch (const std::invalid_argument&) {  // too few of the first rows have results
  }
  return out;
}

}  // namespace huan::analysis::report
