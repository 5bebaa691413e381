/// One run of a study, or the beginning of it, to see how long runs take.
#pragma once

#include <cstdint>
#include <string>

#include "analysis/overrides.h"
#include "scenarios/reader/reader.h"

namespace huan::app {

struct Trial {
  std::string fault;     ///< why the run failed; empty when it did not
  double days = 0;       ///< [d] of the whole run
  double done_days = 0;  ///< [d] of it that were simulated
  double read_s = 0;     ///< [s] to read the scenario, once for all runs of a variant
  double set_up_s = 0;   ///< [s] to copy, change and build it
  double run_s = 0;      ///< [s] for the days done
  /// [s] set-up and run, by proportion to the days done.
  [[nodiscard]] double seconds() const {
    return set_up_s + (done_days > 0 ? run_s * days / done_days : 0);
  }
};

/// Sets a point up and simulates it until its end or until `most_s` [s] are over. Nothing is
/// written. Never throws for what the point's numbers make of the scenario.
[[nodiscard]] Trial try_run(const scenarios::Study& study, const analysis::Overrides& point,
                            const scenarios::Shelf& shelf, const scenarios::ReadOptions& options,
                            double most_s);

}  // namespace huan::app
