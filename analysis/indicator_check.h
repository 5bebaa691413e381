/// Whether an indicator can be computed from its terms, and in its unit.
#pragma once

#include "analysis/indicator.h"
#include "scenarios/reader/complaint.h"

namespace huan::analysis {

/// Complains about an operation that makes no sense for a quantity (a sum of activities, the last
/// of an amount), and about a unit that what is added up cannot have.
void check_indicator(const Indicator& indicator, scenarios::Complaints& complaints);

}  // namespace huan::analysis
