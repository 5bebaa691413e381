/// What a results file says about a scenario.
#pragma once

#include "analysis/results_meta.h"
#include "scenarios/reader/scenario.h"
#include "sim/app/schedule.h"
#include "sim/substances.h"

namespace huan::app {

[[nodiscard]] analysis::ResultsMeta results_meta_of(const scenarios::Scenario& scenario,
                                                    std::uint64_t replicate,
                                                    const Schedule& schedule,
                                                    const sim::SubstanceTable& substances);

/// Here and now, for a file made by `command`.
[[nodiscard]] analysis::Provenance provenance_now(const std::string& command);

}  // namespace huan::app
