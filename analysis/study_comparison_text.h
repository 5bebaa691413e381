/// A comparison of studies written out.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "analysis/comparison_text.h"
#include "analysis/study_comparison.h"

namespace huan::analysis {

/// A line of the table per line of the study, at the period where it shows most: of what differs
/// where it changed most, of what does not where chance is least likely. `base`, `other`: the
/// files.
[[nodiscard]] std::string text_of(const StudyComparison& comparison, const std::string& base,
                                  const std::string& other, const Threshold& threshold);
/// Every number at every period that either has and whose change reaches the threshold.
[[nodiscard]] nlohmann::json json_of(const StudyComparison& comparison, const std::string& base,
                                     const std::string& other, const Threshold& threshold);

}  // namespace huan::analysis
