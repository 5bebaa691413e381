/// One run as the report's page gets it (analysis/report/README.md, "The page's data").
#pragma once

#include <nlohmann/json.hpp>

#include "analysis/dataset.h"

namespace huan::analysis::report {

/// What a table would say that the run does not have is left out. Text is as in the file: who
/// writes it down as JSON must cope with what is no UTF-8.
[[nodiscard]] nlohmann::json page_run(const Dataset& data);

}  // namespace huan::analysis::report
