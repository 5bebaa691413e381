// Shares that survive. Areas under the curves were integrated numerically elsewhere (200,000
// steps).
#include "models/lifetime.h"

#include <cmath>

#include <catch2/catch.hpp>

using huan::models::Lifetime;

TEST_CASE("A fixed lifetime ends all at once") {
  const Lifetime fixed("fixed", 10, 0);
  CHECK(fixed.survival(9.99) == 1);
  CHECK(fixed.survival(10) == 0);
  CHECK(fixed.survival_integral(4) == 4);
  CHECK(fixed.mean_survival(8, 12) == Approx(0.5));
  CHECK(fixed.steady_survival(4) == Approx(0.6));
}

TEST_CASE("Normal lifetimes are not cut at birth") {
  const Lifetime normal("normal", 10, 3);
  CHECK(normal.survival(10) == Approx(0.5));
  CHECK(normal.survival(0) == Approx(0.5 * std::erfc(-10 / 3.0 / std::sqrt(2.0))));
  CHECK(normal.survival_integral(8) == Approx(7.546977292169366).epsilon(1e-10));
}

TEST_CASE("Lognormal and Weibull lifetimes have the mean and the spread they were given") {
  const Lifetime lognormal("lognormal", 10, 5);
  CHECK(lognormal.survival(12) == Approx(0.2669204625983837).epsilon(1e-12));
  CHECK(lognormal.survival_integral(12) == Approx(8.798326177310685).epsilon(1e-8));
  CHECK(lognormal.survival_integral(1e6) == Approx(10));
  const Lifetime shaped("weibull", 10, 0, 2.5);
  CHECK(shaped.survival(8) == Approx(0.6541100490412433).epsilon(1e-12));
  CHECK(shaped.survival_integral(8) == Approx(7.138804872687492).epsilon(1e-9));
  const Lifetime spread("weibull", 10, 4.279071708243755);
  CHECK(spread.survival(8) == Approx(shaped.survival(8)).epsilon(1e-9));
}

TEST_CASE("What a constant inflow left lives on as the area that remains") {
  const Lifetime shaped("weibull", 10, 0, 2.5);
  CHECK(shaped.steady_survival(0) == 1);
  CHECK(shaped.steady_survival(8) == Approx(1 - 0.7138804872687492).epsilon(1e-9));
  CHECK(shaped.steady_survival(1e5) == Approx(0).margin(1e-12));
}

TEST_CASE("Lifetimes that cannot be are refused") {
  CHECK_THROWS_WITH(Lifetime("gamma", 10, 3), Catch::Contains("gamma"));
  CHECK_THROWS_AS(Lifetime("normal", 0, 3), std::invalid_argument);
  CHECK_THROWS_AS(Lifetime("normal", 10, 0), std::invalid_argument);
  CHECK_THROWS_AS(Lifetime("weibull", 10, 1e6), std::invalid_argument);
}
