#include "analysis/spread.h"

#include <cmath>
#include <numeric>
#include <stdexcept>

#include <catch2/catch.hpp>

using namespace huan::analysis;

namespace {

std::vector<double> one_to(int n) {
  std::vector<double> values(static_cast<std::size_t>(n));
  std::iota(values.rbegin(), values.rend(), 1.0);  // order does not matter
  return values;
}

}  // namespace

// numpy.quantile([1, 2, 3, 4], [0, 0.25, 0.5, 1]) = 1, 1.75, 2.5, 4: places 3 p.
TEST_CASE("Quantiles lie linearly between order statistics") {
  const std::vector<double> values = {4, 1, 3, 2};
  CHECK(quantile_of(values, 0).value == 1);
  CHECK(quantile_of(values, 0.25).value == 1.75);
  CHECK(quantile_of(values, 0.5).value == 2.5);
  CHECK(quantile_of(values, 1).value == 4);
}

// The classical table for the median of 20 values at 95 %: the 6th and the 15th (sum of binomial
// (20, 1/2) from 6 to 14 is 0.9586).
TEST_CASE("The median of twenty values lies between the sixth and the fifteenth") {
  const auto median = quantile_of(one_to(20), 0.5);
  CHECK(median.value == 10.5);
  CHECK(median.low == 6);
  CHECK(median.high == 15);
}

// Of 20 values binomially many lie below their 95 % quantile: at most 16 with a probability of
// 1 - 0.95^20 - 20 0.05 0.95^19 - 190 0.05^2 0.95^18 - 1140 0.05^3 0.95^17 = 0.0159, at most 17
// with 0.0755: from the 17th on. Place 19 x 0.95 = 18.05, so 19.05.
TEST_CASE("An extreme quantile of few values is bounded by the smallest or largest alone") {
  const auto high = quantile_of(one_to(20), 0.95);
  CHECK(high.value == Approx(19.05));
  CHECK(high.low == 17);
  CHECK(high.high == 20);
  const auto low = quantile_of(one_to(20), 0.05);
  CHECK(low.low == 1);
  CHECK(low.high == 4);
}

// Clopper and Pearson: 0 of 20: 1 - 0.025^(1/20) = 0.1684; 5 of 20: 0.0866 to 0.4910 (tables).
TEST_CASE("A share of runs has its exact binomial interval") {
  const auto none = exceedance(one_to(20), 20);
  CHECK(none.value == 0);
  CHECK(none.low == 0);
  CHECK(none.high == Approx(1 - std::pow(0.025, 1.0 / 20)));
  const auto some = exceedance(one_to(20), 15);
  CHECK(some.value == 0.25);
  CHECK(some.low == Approx(0.0866).margin(5e-5));
  CHECK(some.high == Approx(0.4910).margin(5e-5));
  CHECK(exceedance(one_to(20), 0).high == 1);
}

TEST_CASE("Bands over time are quantiles at each instant, failed runs left out") {
  const std::vector<double> runs = {1, 10, NAN, 2, 20, NAN, 3, NAN, NAN};  // 3 runs x 3 times
  const std::vector<double> shares = {0, 0.5, 1};
  const auto bands = quantiles_over_time(runs, 3, shares);
  CHECK(bands[0] == std::vector<double>{1, 2, 3});
  CHECK(bands[1] == std::vector<double>{10, 15, 20});
  CHECK(std::isnan(bands[2][0]));
  CHECK_THROWS_AS(quantiles_over_time(runs, 4, shares), std::invalid_argument);
  CHECK_THROWS_AS(quantile_of({}, 0.5), std::invalid_argument);
  CHECK_THROWS_AS(quantile_of(runs, 1.5), std::invalid_argument);
}
