/// Whether the ends of routes and boundaries are there, and may be joined.
#pragma once

#include <string>

#include "scenarios/builder/draft.h"
#include "scenarios/reader/complaint.h"
#include "scenarios/reader/scenario.h"

namespace huan::scenarios {

/// Complains of every end that is no stock of its facility, and of every route or boundary that
/// brings what the stock at its end does not hold: the same material, or a grade of it, may flow.
void check_ends(const Scenario& scenario, const models::Library& library, const Draft& draft,
                Complaints& complaints);

/// What to say of a facility that has no stock `name`: the nearest one, or all it has.
[[nodiscard]] std::string stocks_hint(const std::string& facility, const std::string& name,
                                      const Draft& draft);

}  // namespace huan::scenarios
