/// Routes whose lots would wait for ever.
#pragma once

#include "scenarios/reader/complaint.h"
#include "scenarios/reader/facility.h"
#include "sim/plan.h"

namespace huan::scenarios {

/// Warns when `route` orders lots above what its destination holds.
void warn_of_queues(const Route& route, const sim::Plan& plan, Complaints& complaints);

}  // namespace huan::scenarios
