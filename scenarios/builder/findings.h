/// What the engine finds wrong with a plan, said at the places of the scenario.
#pragma once

#include "scenarios/reader/complaint.h"
#include "scenarios/reader/scenario.h"
#include "sim/network.h"

namespace huan::scenarios {

/// Adds a complaint with a hint for each finding, at the first subject that stands in the scenario;
/// the others become notes.
void complain(const std::vector<sim::Finding>& findings, const Scenario& scenario,
              Complaints& complaints);

}  // namespace huan::scenarios
