/// How a scenario or a study chooses among series: sim/pattern.h.
#pragma once

#include "sim/pattern.h"

namespace huan::analysis {

using sim::matches;
using sim::matches_any;

}  // namespace huan::analysis
