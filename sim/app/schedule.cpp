#include "sim/app/schedule.h"

#include <fmt/format.h>

#include "scenarios/reader/units.h"
#include "sim/app/command.h"
#include "sim/time.h"

namespace huan::app {
namespace {

std::optional<sim::Period> period_of(const scenarios::Output& output) {
  if (output.every_months == 1) return sim::Period::month;
  if (output.every_months == 3) return sim::Period::quarter;
  if (output.every_months == 12) return sim::Period::year;
  if (output.every_months != 0) return std::nullopt;
  if (output.every_days == 1) return sim::Period::day;
  if (output.every_days == 7) return sim::Period::week;
  return std::nullopt;
}

}  // namespace

Schedule schedule_of(const scenarios::Scenario& scenario) {
  const sim::Era era(std::chrono::floor<std::chrono::days>(scenario.header.start.at));
  const double duration = scenario.header.days();
  const auto period = period_of(scenario.output);
  const std::vector<double> edges =
      period ? era.edges(*period, duration) : sim::even_edges(scenario.output.every_days, duration);
  Schedule schedule;
  for (std::size_t i = 1; i < edges.size(); ++i) {
    schedule.samples.push_back(edges[i]);
    schedule.periods.push_back(period ? era.label(*period, edges[i - 1])
                                      : era.text_of(edges[i - 1]));
  }
  return schedule;
}

void sample_every(const std::string& text, scenarios::Output& output) {
  output.every_months = 0;
  output.every_days = 0;
  if (const auto period = sim::period_named(text)) {
    switch (*period) {
      case sim::Period::day:
        output.every_days = 1;
        return;
      case sim::Period::week:
        output.every_days = 7;
        return;
      case sim::Period::month:
        output.every_months = 1;
        return;
      case sim::Period::quarter:
        output.every_months = 3;
        return;
      case sim::Period::year:
        output.every_months = 12;
        return;
    }
  }
  scenarios::UnitFault fault;
  const auto number = scenarios::parse_number(text, {models::Dimension::time}, fault);
  if (!number || !(number->value() > 0)) {
    throw UsageError(fmt::format(
        "--every {}: day, week, month, quarter, year or a time such as \"12 h\" is needed", text));
  }
  output.every_days = number->value();
}

}  // namespace huan::app
