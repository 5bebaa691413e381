// The instants at which clerks do their rounds.
#include "models/rounds.h"

#include <catch2/catch.hpp>

using namespace huan;
using models::Rounds;

namespace {

sim::Era from(int year, unsigned month, unsigned day) {
  return sim::Era(
      sim::Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}});
}

}  // namespace

TEST_CASE("Rounds of a month begin with the first of every month, leap years included") {
  const Rounds monthly(from(2024, 1, 15), 365.0 / 12);
  CHECK(monthly.next(0) == 17);        // 1 February
  CHECK(monthly.next(17) == 17 + 29);  // 1 March of a leap year
  CHECK(monthly.next(20.5) == 46);
}

TEST_CASE("Rounds of a year begin with January, of a quarter with its first month") {
  const Rounds yearly(from(2023, 5, 1), 365);
  CHECK(yearly.next(0) == 245);
  CHECK(yearly.next(245) == 245 + 366);
  const Rounds quarterly(from(2023, 5, 1), 3 * 365.0 / 12);
  CHECK(quarterly.next(0) == 61);  // 1 July
}

TEST_CASE("Other widths are counted from the start") {
  const Rounds ten(from(2023, 5, 1), 10);
  CHECK(ten.next(0) == 10);
  CHECK(ten.next(9.999) == 10);
  CHECK(ten.next(10) == 20);
  const Rounds hours(from(2023, 5, 1), 1.0 / 12);
  double time = 0;
  for (int k = 0; k < 1000; ++k) {
    const double next = hours.next(time);
    REQUIRE(next > time);
    CHECK(next - time == Approx(1.0 / 12).epsilon(1e-6));
    time = next;
  }
}

TEST_CASE("A width of nothing is refused") {
  CHECK_THROWS_AS(Rounds(from(2023, 5, 1), 0), std::invalid_argument);
}
