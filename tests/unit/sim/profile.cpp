#include "sim/profile.h"

#include <limits>
#include <stdexcept>
#include <vector>

#include <catch2/catch.hpp>

using huan::sim::Era;
using huan::sim::Keep;
using huan::sim::monthly_profile;
using huan::sim::ProfileCursor;
using huan::sim::ProfileSpec;
using huan::sim::scaled;

namespace {

constexpr std::array<double, 12> heating = {1, 1, 0.6, 0, 0, 0, 0, 0, 0, 0, 0.5, 1};

const Era era_2019(std::chrono::year(2019) / 1 / 1);
const Era era_2020(std::chrono::year(2020) / 1 / 1);

ProfileSpec profile(std::vector<double> at, std::vector<double> factor) {
  return {"season", std::move(at), std::move(factor)};
}

/// Integral of the factor over [0, end), by the cursor alone.
double integral(const ProfileSpec& spec, double end) {
  ProfileCursor cursor(spec);
  double sum = 0;
  for (double t = 0; t < end;) {
    const double next = std::min(cursor.next_step(), end);
    sum += cursor.factor() * (next - t);
    t = next;
    cursor.at(t);
  }
  return sum;
}

}  // namespace

TEST_CASE("A cursor without a profile stands at 1 for ever") {
  ProfileCursor cursor;
  CHECK(cursor.at(1e6) == 1);
  CHECK(cursor.next_step() == huan::sim::unlimited);
}

TEST_CASE("A factor holds from its instant until the next") {
  const auto spec = profile({0, 10, 20}, {0.5, 2, 0});
  ProfileCursor cursor(spec);
  CHECK(cursor.factor() == 0.5);
  CHECK(cursor.next_step() == 10);
  CHECK(cursor.at(9.999) == 0.5);
  CHECK(cursor.at(10) == 2);
  CHECK(cursor.next_step() == 20);
  CHECK(cursor.at(500) == 0);
  CHECK(cursor.next_step() == huan::sim::unlimited);
}

TEST_CASE("A profile that began before the run is entered in its middle") {
  const auto spec = profile({-30, -10, 5}, {1, 2, 3});
  ProfileCursor cursor(spec);
  CHECK(cursor.factor() == 2);
  CHECK(cursor.next_step() == 5);
}

TEST_CASE("Steps to the same factor are no steps") {
  const auto spec = profile({0, 1, 2, 3, 4}, {1, 1, 1, 0.5, 0.5});
  ProfileCursor cursor(spec);
  CHECK(cursor.next_step() == 3);
  CHECK(cursor.at(3) == 0.5);
  CHECK(cursor.next_step() == huan::sim::unlimited);
}

TEST_CASE("A cursor can jump ahead and go back, and its copy is its own") {
  const auto spec = profile({0, 1, 2, 3, 4}, {5, 6, 7, 8, 9});
  ProfileCursor cursor(spec);
  CHECK(cursor.at(3.5) == 8);
  ProfileCursor copy = cursor;
  CHECK(copy.at(1) == 6);
  CHECK(copy.at(0.5) == 5);
  CHECK(cursor.factor() == 8);
  CHECK(cursor.next_step() == 4);
}

TEST_CASE("Months become steps at the first of each month") {
  const ProfileSpec spec = monthly_profile("heating", heating, era_2020, 730);
  CHECK(spec.name == "heating");
  ProfileCursor cursor(spec);
  CHECK(cursor.factor() == 1);
  CHECK(cursor.next_step() == 60);  // January and February alike; 2020 is a leap year
  CHECK(cursor.at(60) == 0.6);
  CHECK(cursor.next_step() == 91);
  CHECK(cursor.at(91) == 0);
  CHECK(cursor.next_step() == 305);
  CHECK(cursor.at(366) == 1);
  CHECK(cursor.next_step() == 366 + 59);
}

TEST_CASE("A run that starts within a month starts with that month's factor") {
  const Era mid(std::chrono::year(2019) / 3 / 20);
  const ProfileSpec spec = monthly_profile("heating", heating, mid, 100);
  ProfileCursor cursor(spec);
  CHECK(cursor.factor() == 0.6);
  CHECK(cursor.next_step() == 12);
}

TEST_CASE("Keeping the total makes the mean factor of a common year 1") {
  const ProfileSpec spec = monthly_profile("heating", heating, era_2019, 365, Keep::total);
  CHECK(integral(spec, 365) == Approx(365).epsilon(1e-14));
  // 31 + 28 + 0.6 31 + 0.5 30 + 31 = 123.6 days of full heating
  CHECK(spec.factor[0] == Approx(365 / 123.6));
  CHECK(spec.factor[3] == 0);
  const ProfileSpec leap = monthly_profile("heating", heating, era_2020, 366, Keep::total);
  CHECK(leap.factor[0] == spec.factor[0]);
}

TEST_CASE("Keeping the peak makes the largest factor 1") {
  auto doubled = heating;
  for (double& factor : doubled) factor *= 2;
  CHECK(monthly_profile("h", doubled, era_2019, 365, Keep::peak).factor ==
        monthly_profile("h", heating, era_2019, 365).factor);
}

TEST_CASE("A measured series is scaled by its mean over the time asked for") {
  const auto series = profile({0, 10, 30}, {1, 4, 7});
  const ProfileSpec kept = scaled(series, Keep::total, 0, 40);  // (10 + 80 + 70) / 40 = 4
  CHECK(kept.factor == std::vector<double>{0.25, 1, 1.75});
  CHECK(scaled(series, Keep::total, 5, 15).factor[0] == 1 / 2.5);
  CHECK(scaled(series, Keep::peak, 0, 40).factor[2] == 1);
  CHECK(scaled(series, Keep::factors, 0, 40).factor == series.factor);
}

TEST_CASE("A profile that is none is refused by name") {
  const auto refused = [](const ProfileSpec& spec, const char* why) {
    CHECK_THROWS_WITH(check(spec), Catch::Contains("'season'") && Catch::Contains(why));
  };
  refused(profile({}, {}), "no step");
  refused(profile({0, 1}, {1}), "one factor per step");
  refused(profile({1}, {1}), "after the start");
  refused(profile({0, 2, 2}, {1, 2, 3}), "ascend");
  refused(profile({0, huan::sim::unlimited}, {1, 2}), "ascend");
  refused(profile({0}, {-1}), "factor");
  refused(profile({0}, {huan::sim::unlimited}), "factor");
  CHECK_THROWS_AS(scaled(profile({0}, {0}), Keep::total, 0, 1), std::invalid_argument);
  CHECK_THROWS_AS(scaled(profile({0}, {0}), Keep::peak, 0, 1), std::invalid_argument);
  CHECK_THROWS_AS(scaled(profile({0}, {1}), Keep::total, 1, 1), std::invalid_argument);
  CHECK_THROWS_AS(monthly_profile("m", {}, era_2019, 365, Keep::total), std::invalid_argument);
}
