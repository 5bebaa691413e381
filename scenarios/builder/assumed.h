/// How much of what a scenario stands on is stated, and how much assumed.
#pragma once

#include <vector>

#include "scenarios/builder/builder.h"

namespace huan::scenarios {

/// The numbers that were written, by kind: those that say how large a region is (capacity, rate,
/// arrivals, demand, population, storage with the capacities of stocks) each on its own, all others
/// of facilities, routes, boundaries and limits together. What a facility that is itself `assumed`
/// says counts as assumed.
[[nodiscard]] std::vector<Assumed> count_assumed(const Scenario& scenario);

}  // namespace huan::scenarios
