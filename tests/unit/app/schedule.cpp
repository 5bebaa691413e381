#include "sim/app/schedule.h"

#include <catch2/catch.hpp>

#include "sim/app/command.h"

namespace huan::app {
namespace {

scenarios::Scenario half_a_year() {
  using namespace std::chrono;
  scenarios::Scenario scenario;
  scenario.header.start = {sys_days{2021y / 1 / 15}};
  scenario.header.end = {sys_days{2021y / 7 / 1}};
  return scenario;
}

TEST_CASE("months end where the calendar's months end, the first one cut short") {
  const Schedule schedule = schedule_of(half_a_year());
  CHECK(schedule.samples == std::vector<double>{17, 45, 76, 106, 137, 167});
  CHECK(schedule.periods.front() == "2021-01");
  CHECK(schedule.periods.back() == "2021-06");
}

TEST_CASE("any time will do as an interval, the last one cut short") {
  scenarios::Scenario scenario = half_a_year();
  sample_every("100 d", scenario.output);
  CHECK(schedule_of(scenario).samples == std::vector<double>{100, 167});
  sample_every("quarter", scenario.output);
  CHECK(schedule_of(scenario).samples == std::vector<double>{76, 167});
}

TEST_CASE("an interval that is no time is a mistake of the command line") {
  scenarios::Output output;
  CHECK_THROWS_AS(sample_every("5 t", output), UsageError);
  CHECK_THROWS_AS(sample_every("0 h", output), UsageError);
}

}  // namespace
}  // namespace huan::app
