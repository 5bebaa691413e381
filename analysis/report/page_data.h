/// Results as the JSON text that the report's page reads.
#pragma once

#include <span>
#include <string>

#include <nlohmann/json.hpp>

#include "analysis/comparison.h"
#include "analysis/indicators.h"

namespace huan::analysis::report {

/// Number of the contract between program and page (analysis/report/README.md); the page refuses
/// another one.
inline constexpr int page_contract = 3;

struct PageRunResults {
  Dataset data;
  IndicatorResults indicators;
};

/// The runs in the order given, the first being the base of any comparison. Valid JSON and UTF-8
/// whatever text the results hold; the same results give the same bytes. It may hold "</script>":
/// it must not stand in a page as it is.
/// `comparisons`: of the first with others; changes below 1 %, and beyond the hundred largest of
/// each kind, are left out. `studies`: as page_study makes them. With runs, the page is that of the
/// runs, with the studies' bands in its time series; without, it is that of the studies.
[[nodiscard]] std::string page_data(std::span<const PageRunResults> runs,
                                    std::span<const Comparison> comparisons = {},
                                    std::span<const nlohmann::json> studies = {});

}  // namespace huan::analysis::report
