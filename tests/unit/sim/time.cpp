#include "sim/time.h"

#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using huan::sim::Date;
using huan::sim::Era;
using huan::sim::even_edges;
using huan::sim::Period;
using huan::sim::period_named;
using huan::sim::Window;

namespace {

Date date(int y, unsigned m, unsigned d) {
  return std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d);
}
std::chrono::month_day day(unsigned m, unsigned d) {
  return std::chrono::month(m) / std::chrono::day(d);
}
const Era from_2019(date(2019, 1, 1));

}  // namespace

TEST_CASE("Days are counted from the midnight at which the start begins") {
  CHECK(from_2019.days_of(date(2019, 1, 1)) == 0);
  CHECK(from_2019.days_of(date(2019, 12, 31)) == 364);
  CHECK(from_2019.days_of(date(2020, 3, 1)) == 365 + 31 + 29);
  CHECK(from_2019.days_of(date(2018, 12, 31)) == -1);
  CHECK(from_2019.days_of(date(2026, 1, 1)) == 7 * 365 + 2);  // 2020 and 2024
  CHECK(Era(date(1900, 1, 1)).days_of(date(1901, 1, 1)) == 365);
  CHECK(Era(date(2000, 1, 1)).days_of(date(2001, 1, 1)) == 366);
}

TEST_CASE("A day has its date from its midnight to the next") {
  CHECK(from_2019.date_of(0) == date(2019, 1, 1));
  CHECK(from_2019.date_of(0.999) == date(2019, 1, 1));
  CHECK(from_2019.date_of(-0.001) == date(2018, 12, 31));
  CHECK(from_2019.date_of(424) == date(2020, 2, 29));
  CHECK(from_2019.date_of(425) == date(2020, 3, 1));
}

TEST_CASE("Dates and days are each other's inverse") {
  for (int d = -1000; d < 3000; ++d) CHECK(from_2019.days_of(from_2019.date_of(d)) == d);
}

TEST_CASE("A date that does not exist is refused by name") {
  CHECK_THROWS_WITH(from_2019.days_of(date(2019, 2, 29)), Catch::Contains("2019-02-29"));
  CHECK_THROWS_AS(Era(date(2021, 13, 1)), std::invalid_argument);
  CHECK_THROWS_AS(from_2019.window(date(2019, 4, 31), date(2019, 5, 1)), std::invalid_argument);
}

TEST_CASE("An instant is written as a date, with the time of day where it is not midnight") {
  CHECK(from_2019.text_of(59) == "2019-03-01");
  CHECK(from_2019.text_of(59.5) == "2019-03-01T12:00:00");
  CHECK(from_2019.text_of(59 + 1.0 / 24) == "2019-03-01T01:00:00");
  CHECK(from_2019.text_of(59 + (3600.0 * 23 + 60 * 5 + 7) / 86400) == "2019-03-01T23:05:07");
  CHECK(from_2019.text_of(59 - 1e-9) == "2019-03-01");
  CHECK(from_2019.text_of(-0.5) == "2018-12-31T12:00:00");
}

TEST_CASE("Months of a run end where the calendar's do, in leap years too") {
  CHECK(from_2019.edges(Period::month, 120) == std::vector<double>{0, 31, 59, 90, 120});
  const Era leap(date(2020, 1, 1));
  CHECK(leap.edges(Period::month, 366) ==
        std::vector<double>{0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366});
}

TEST_CASE("A run that begins or ends within a period has a short first or last one") {
  const Era mid(date(2019, 1, 15));
  CHECK(mid.edges(Period::month, 50.25) == std::vector<double>{0, 17, 45, 50.25});
  CHECK(mid.edges(Period::year, 400) == std::vector<double>{0, 351, 400});
  CHECK(mid.edges(Period::quarter, 100) == std::vector<double>{0, 76, 100});
  CHECK(mid.edges(Period::day, 1.5) == std::vector<double>{0, 1, 1.5});
  CHECK(mid.edges(Period::month, 3) == std::vector<double>{0, 3});
}

TEST_CASE("Weeks begin on Monday") {
  // 2019-01-01 was a Tuesday.
  CHECK(from_2019.edges(Period::week, 20) == std::vector<double>{0, 6, 13, 20});
  CHECK(Era(date(2019, 1, 7)).edges(Period::week, 14) == std::vector<double>{0, 7, 14});
}

TEST_CASE("Periods are named after their calendar") {
  CHECK(from_2019.label(Period::day, 59.7) == "2019-03-01");
  CHECK(from_2019.label(Period::month, 59) == "2019-03");
  CHECK(from_2019.label(Period::month, 58.999) == "2019-02");
  CHECK(from_2019.label(Period::quarter, 0) == "2019-Q1");
  CHECK(from_2019.label(Period::quarter, 90) == "2019-Q2");
  CHECK(from_2019.label(Period::quarter, 364) == "2019-Q4");
  CHECK(from_2019.label(Period::year, 365) == "2020");
}

TEST_CASE("ISO weeks belong to the year of their Thursday") {
  // ISO 8601: 2014-12-29 is in 2015-W01 (its Thursday is New Year), 2019-01-01 in 2019-W01,
  // 2019-12-30 in 2020-W01, 2021-01-03 in 2020-W53.
  CHECK(from_2019.label(Period::week, from_2019.days_of(date(2014, 12, 29))) == "2015-W01");
  CHECK(from_2019.label(Period::week, 0) == "2019-W01");
  CHECK(from_2019.label(Period::week, from_2019.days_of(date(2019, 12, 29))) == "2019-W52");
  CHECK(from_2019.label(Period::week, from_2019.days_of(date(2019, 12, 30))) == "2020-W01");
  CHECK(from_2019.label(Period::week, from_2019.days_of(date(2021, 1, 3))) == "2020-W53");
  CHECK(from_2019.label(Period::week, from_2019.days_of(date(2021, 1, 4))) == "2021-W01");
}

TEST_CASE("A period is found around any of its instants") {
  CHECK(from_2019.period_around(Period::quarter, 45.5) == Window{0, 90});
  CHECK(from_2019.period_around(Period::month, 31) == Window{31, 59});
  CHECK(from_2019.period_around(Period::week, 0) == Window{-1, 6});
}

TEST_CASE("Periods have names in scenarios") {
  CHECK(period_named("month") == Period::month);
  CHECK(period_named("week") == Period::week);
  CHECK(name_of(Period::quarter) == "quarter");
  CHECK_FALSE(period_named("fortnight"));
}

TEST_CASE("A window of dates holds both its first and its last day") {
  CHECK(from_2019.window(date(2019, 1, 5), date(2019, 1, 5)) == Window{4, 5});
  CHECK(from_2019.window(date(2020, 2, 28), date(2020, 3, 1)) == Window{423, 426});
}

TEST_CASE("Yearly windows recur on the same days, both included") {
  const double y = 365;
  CHECK(from_2019.yearly(day(2, 10), day(2, 24), 3 * y) ==
        std::vector<Window>{{40, 55}, {y + 40, y + 55}, {2 * y + 1 + 40, 2 * y + 1 + 55}});
}

TEST_CASE("Yearly windows over New Year are open at the start and cut at the end of a run") {
  // Heating season, 15 November to 15 March.
  CHECK(from_2019.yearly(day(11, 15), day(3, 15), 730) ==
        std::vector<Window>{{0, 74}, {318, 365 + 31 + 29 + 15}, {365 + 319, 730}});
}

TEST_CASE("A window of a whole year is one without gaps") {
  CHECK(from_2019.yearly(day(1, 1), day(12, 31), 1000) == std::vector<Window>{{0, 1000}});
  CHECK(from_2019.yearly(day(7, 1), day(6, 30), 1000) == std::vector<Window>{{0, 1000}});
}

TEST_CASE("In years without 29 February a window begins a day later or ends a day earlier") {
  const double feb_28 = 58;
  CHECK(from_2019.yearly(day(2, 29), day(3, 2), 365) ==
        std::vector<Window>{{feb_28 + 1, feb_28 + 3}});
  CHECK(from_2019.yearly(day(2, 27), day(2, 29), 365 + 366) ==
        std::vector<Window>{{feb_28 - 1, feb_28 + 1}, {365 + feb_28 - 1, 365 + feb_28 + 2}});
  CHECK(from_2019.yearly(day(2, 29), day(2, 29), 365).empty());
}

TEST_CASE("A yearly window needs days that some year has") {
  CHECK_THROWS_WITH(from_2019.yearly(day(2, 30), day(3, 1), 365), Catch::Contains("02-30"));
  CHECK_THROWS_AS(from_2019.yearly(day(2, 1), day(3, 1), 0), std::invalid_argument);
}

TEST_CASE("Even steps end with the run, without a sliver at its end") {
  CHECK(even_edges(0.5, 2) == std::vector<double>{0, 0.5, 1, 1.5, 2});
  CHECK(even_edges(0.75, 2) == std::vector<double>{0, 0.75, 1.5, 2});
  CHECK(even_edges(5, 2) == std::vector<double>{0, 2});
  const auto tenths = even_edges(0.1, 365);  // 0.1 is no binary fraction
  CHECK(tenths.size() == 3651);
  CHECK(tenths.back() == 365);
  CHECK_THROWS_AS(even_edges(0, 2), std::invalid_argument);
  CHECK_THROWS_AS(even_edges(1, std::numeric_limits<double>::infinity()), std::invalid_argument);
}
