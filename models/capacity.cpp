#include "models/capacity.h"

#include <stdexcept>
#include <string>

namespace huan::models {

std::optional<double> days_left_by(const std::vector<sim::OutageSpec>& outages,
                                   const std::vector<sim::StopSpec>& stops, double duration) {
  if (outages.empty() && stops.empty()) return std::nullopt;
  double days = days_per_year;
  if (!stops.empty()) {
    if (!(duration > 0)) throw std::invalid_argument("planned stops in a run of no length");
    double stopped = 0;
    for (const sim::StopSpec& stop : stops) stopped += stop.end - stop.begin;
    days -= stopped / duration * days_per_year;
  }
  for (const sim::OutageSpec& outage : outages)
    days *= outage.mean_up / (outage.mean_up + outage.mean_down);
  if (!(days > 0)) throw std::invalid_argument("planned stops and outages leave no operating day");
  return days;
}

Capacity capacity_of(double amount, bool is_running_rate, double operating_days, bool told) {
  if (!(operating_days > 0 && operating_days <= days_per_year)) {
    throw std::invalid_argument("operating days of " + std::to_string(operating_days) +
                                " d/a: must be above 0 and at most 365");
  }
  const double running_share = operating_days / days_per_year;
  const double running = is_running_rate ? amount : amount / running_share;
  return {running, told ? running : running * running_share, operating_days};
}

}  // namespace huan::models
