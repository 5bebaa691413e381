/// A study's points as a table of numbers.
#pragma once

#include <ostream>

#include "analysis/design.h"

namespace huan::analysis {

/// The level as a number for tables and correlations: a number in the unit of its factor (options
/// in the first option's), a date in days since 1970-01-01, else the option's index.
[[nodiscard]] double number_of(const scenarios::Factor& factor, double level);

/// Comment lines (#) that say what the columns are, then a line of numbers for each point,
/// separated by commas, in the order of the design: what numpy.loadtxt and SALib read. Errors are
/// left in `out`'s state.
void write_design(const scenarios::Study& study, const Design& design, std::ostream& out);

}  // namespace huan::analysis
