#include "models/capacity.h"

#include <catch2/catch.hpp>

using namespace huan;

namespace {

sim::OutageSpec outage(double up, double down) {
  sim::OutageSpec spec;
  spec.mean_up = up;
  spec.mean_down = down;
  return spec;
}

}  // namespace

TEST_CASE("A plant that nothing stops has no days told by stops") {
  CHECK_FALSE(models::days_left_by({}, {}, 365).has_value());
}

TEST_CASE("Outages leave up / (up + down) of the days") {
  CHECK(*models::days_left_by({outage(45, 5)}, {}, 730) == Approx(365 * 0.9));
  CHECK(*models::days_left_by({outage(45, 5), outage(30, 10)}, {}, 730) ==
        Approx(365 * 0.9 * 0.75));
}

TEST_CASE("Planned stops count per year of the run, and outages act on what they leave") {
  const std::vector<sim::StopSpec> stops = {{10, 25}, {375, 390}};
  CHECK(*models::days_left_by({}, stops, 730) == Approx(350));
  CHECK(*models::days_left_by({outage(45, 5)}, stops, 730) == Approx(350 * 0.9));
}

TEST_CASE("Stops that leave nothing are refused") {
  CHECK_THROWS_AS(models::days_left_by({}, {{0, 100}}, 100), std::invalid_argument);
  CHECK_THROWS_AS(models::days_left_by({}, {{0, 1}}, 0), std::invalid_argument);
}

TEST_CASE("A yearly capacity is what the plant does in a year") {
  const double per_day = 110000.0 / 365;
  const auto told = models::capacity_of(per_day, false, 330, true);
  CHECK(told.running == Approx(110000.0 / 330));
  CHECK(told.wanted == Approx(110000.0 / 330));
  const auto spread = models::capacity_of(per_day, false, 330, false);
  CHECK(spread.running == Approx(110000.0 / 330));
  CHECK(spread.wanted * 365 == Approx(110000));
}

TEST_CASE("A daily capacity is the running rate: 100 t/d is 36.5 kt/a only without stops") {
  CHECK(models::capacity_of(100, true, 365, false).wanted * 365 == Approx(36500));
  CHECK(models::capacity_of(100, true, 330, false).wanted * 365 == Approx(33000));
  CHECK(models::capacity_of(100, true, 330, true).wanted == Approx(100));
}

TEST_CASE("Operating days outside a year are refused") {
  CHECK_THROWS_AS(models::capacity_of(100, true, 0, false), std::invalid_argument);
  CHECK_THROWS_AS(models::capacity_of(100, true, 366, false), std::invalid_argument);
}
