/// What held processes of a run back, and why, as the report's page gets it.
#pragma once

#include <nlohmann/json.hpp>

#include "analysis/dataset.h"

namespace huan::analysis::report {

/// The largest of Explainer::worst, those with capacity to spare behind the others:
/// [{ process, cause, stock, unit, lost, hours, of_capacity, when, detail, spare,
///    chain: [{ id, cause, stock, share, ran, detail }] }]; processes, routes and stocks by id.
[[nodiscard]] nlohmann::json page_why(const Dataset& data);

}  // namespace huan::analysis::report
