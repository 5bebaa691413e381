/// What a what-if sets and an event of its base sets again later.
#pragma once

#include "scenarios/reader/complaint.h"
#include "scenarios/reader/scenario.h"

namespace huan::scenarios {

/// Warns of every value set by an overlay or the command line that a lasting event of another file
/// sets again during the run; the event's line is shown beside it.
void warn_of_undone(const Scenario& scenario, Complaints& complaints);

}  // namespace huan::scenarios
