/// Indicators from their TOML text; docs/indicators.md is the reference.
#pragma once

#include <span>
#include <string>

#include "analysis/indicator.h"
#include "scenarios/reader/complaint.h"
#include "scenarios/reader/node.h"
#include "scenarios/reader/scenario.h"

namespace huan::analysis {

/// One `[[indicator]]`. Unknown keys, quantities, units and classes, and units that the terms
/// cannot have, are complained about.
void read_indicator(const scenarios::Node& node, Indicators& indicators,
                    scenarios::Complaints& complaints);
/// Those of a scenario that was read.
[[nodiscard]] Indicators indicators_of(std::span<const scenarios::Indicator> declared,
                                       scenarios::Complaints& complaints);
/// Those in the text of a scenario or of a file of indicators; all else in it is left unread.
[[nodiscard]] Indicators indicators_in(std::string text, const std::string& name,
                                       scenarios::Complaints& complaints);

/// Those the program carries with it, for any region: analysis/indicators.toml. Errors:
/// std::logic_error with the complaints.
[[nodiscard]] const Indicators& general_indicators();

}  // namespace huan::analysis
