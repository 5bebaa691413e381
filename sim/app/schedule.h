/// When results are sampled, and what the intervals are called.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/reader/scenario.h"

namespace huan::app {

struct Schedule {
  std::vector<double> samples;       ///< [d] end of every interval
  std::vector<std::string> periods;  ///< "2021-01", ...
};

/// What `[output]` says.
[[nodiscard]] Schedule schedule_of(const scenarios::Scenario& scenario);

/// "month", "year", "12 h", ... into `[output]`; UsageError for anything else.
void sample_every(const std::string& text, scenarios::Output& output);

}  // namespace huan::app
