/// One study as the report's page gets it (analysis/report/README.md, "A study").
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "analysis/study_results.h"

namespace huan::analysis::report {

/// How much of a study stands in the page, so that it stays small whatever the study's size. What
/// is left out is counted in the data, and the page says so.
struct PageStudyLimits {
  std::size_t cells = 14'000;             ///< results times their years or intervals
  std::size_t level_values = 300'000;     ///< of the distributions behind "how often above"
  std::size_t runs = 2'000;               ///< drawn in a scatter
  std::size_t run_values = 200'000;       ///< of all scatters and indices together
  std::size_t factor_values = 100'000;    ///< levels of factors in them
  std::size_t sensitivity_rows = 20'000;  ///< factors times results and years that have indices
};

/// Results whose id matches a pattern (without patterns all); those without a number in any run
/// are left out. `at`: the year or interval to open at (PagePeriods). Text is as in the file.
/// Errors: hdf5::Failure.
[[nodiscard]] nlohmann::json page_study(const StudyResults& study, const std::string& file,
                                        const std::vector<std::string>& patterns,
                                        const PageStudyLimits& limits = {},
                                        const std::string& at = {});

}  // namespace huan::analysis::report
