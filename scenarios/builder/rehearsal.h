/// Plays a script without an engine, so that what cannot be carried out is found before the run.
#pragma once

#include "scenarios/builder/script.h"

namespace huan::scenarios {

/// Asks a copy of the script at every instant it wants to be asked at, with every opening and
/// closing as the scenario dates it, then lets every watch fire once. What it cannot do becomes a
/// complaint.
void rehearse(const Script& script, const Blueprint& blueprint, const Scenario& scenario,
              Complaints& complaints);

}  // namespace huan::scenarios
