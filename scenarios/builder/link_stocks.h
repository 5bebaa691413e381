/// The stocks that routes, boundaries and limits need beside those of the facilities.
#pragma once

#include "scenarios/builder/draft.h"
#include "scenarios/reader/scenario.h"

namespace huan::scenarios {

/// Adds the world's stocks of what crosses boundaries, tallies of what that costs, the rights of
/// limits, and junctions behind the gates of shipments under a limit. The ends must be there.
void add_link_stocks(const Scenario& scenario, const Ground& ground, Draft& draft);

}  // namespace huan::scenarios
