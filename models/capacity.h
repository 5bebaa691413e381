/// What a capacity means while the plant runs.
///
///     running rate = capacity per year / operating days        or as written, per day or hour
///
/// Operating days [d/a] come from outages and planned stops when a scenario gives them; then the
/// process wants its running rate and stops at times. Otherwise they come from the recipe and are
/// spread evenly: the process wants running rate x operating days / 365 all year. Never both.
#pragma once

#include <optional>
#include <vector>

#include "sim/plan.h"

namespace huan::models {

inline constexpr double days_per_year = 365;

struct Capacity {
  double running = 0;         ///< [t/d] while it runs
  double wanted = 0;          ///< [t/d] what its process wants when nothing stops it
  double operating_days = 0;  ///< [d/a]
};

/// [d/a] expected days of running: what planned stops leave of a year, times mean_up / (mean_up +
/// mean_down) of every kind of outage. nullopt when there is neither.
///
/// `duration` [d] > 0 is the length of the run the stops are spread over. Errors:
/// std::invalid_argument when nothing is left.
[[nodiscard]] std::optional<double> days_left_by(const std::vector<sim::OutageSpec>& outages,
                                                 const std::vector<sim::StopSpec>& stops,
                                                 double duration);

/// `amount` [t/d]: a running rate, or the capacity of a year / 365. `told` = the operating days
/// come from outages and stops that the run will play.
///
/// Errors: std::invalid_argument for operating days outside (0, 365].
[[nodiscard]] Capacity capacity_of(double amount, bool is_running_rate, double operating_days,
                                   bool told);

}  // namespace huan::models
