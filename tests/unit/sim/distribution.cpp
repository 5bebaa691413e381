#include "sim/distribution.h"

#include <cmath>
#include <numbers>
#include <stdexcept>

#include <catch2/catch.hpp>

using huan::sim::Distribution;
using huan::sim::fault_of;
using huan::sim::quantile;
using Shape = Distribution::Shape;

namespace {

Distribution of(Shape shape, double a, double b, double c = 0, double d = 0) {
  return {shape, a, b, c, d, {}};
}

}  // namespace

TEST_CASE("Quantiles by hand: uniform, log-uniform, triangular") {
  CHECK(quantile(of(Shape::uniform, 600, 1000), 0.25) == Approx(700));
  CHECK(quantile(of(Shape::log_uniform, 1, 100), 0.5) == Approx(10));
  // Left of the mode F = (x - a)^2 / ((c - a)(b - a)): 0.5 + sqrt(0.1 x 0.7 x 0.5).
  const Distribution triangle = of(Shape::triangular, 0.5, 1.0, 1.2);
  CHECK(quantile(triangle, 0.1) == Approx(0.5 + std::sqrt(0.1 * 0.7 * 0.5)));
  CHECK(quantile(triangle, 5.0 / 7) == Approx(1.0));
  CHECK(quantile(triangle, 0.9) == Approx(1.2 - std::sqrt(0.1 * 0.7 * 0.2)));
}

TEST_CASE("Quantiles from tables: normal, lognormal, beta") {
  const Distribution normal = of(Shape::normal, 800, 50);
  CHECK(quantile(normal, 0.5) == Approx(800));
  CHECK(quantile(normal, 0.975) == Approx(800 + 50 * 1.959964));
  const Distribution lognormal = of(Shape::lognormal, 3, 1.5);
  CHECK(quantile(lognormal, 0.5) == Approx(3));
  CHECK(quantile(lognormal, 0.841344746) == Approx(4.5));  // one deviation up: times gsd
  // Beta (2, 2): F = 3 x^2 - 2 x^3; F(0.25) = 0.15625. Beta (1, 1) is uniform.
  CHECK(quantile(of(Shape::beta, 10, 20, 2, 2), 0.15625) == Approx(12.5));
  CHECK(quantile(of(Shape::beta, 10, 20, 1, 1), 0.3) == Approx(13));
}

TEST_CASE("The ends of a bounded distribution are exact, those of an open one infinite") {
  for (const Distribution& x :
       {of(Shape::uniform, 0.1, 0.3), of(Shape::log_uniform, 0.1, 0.3),
        of(Shape::triangular, 0.1, 0.15, 0.3), of(Shape::beta, 0.1, 0.3, 2, 5)}) {
    CHECK(huan::sim::is_bounded(x));
    CHECK(quantile(x, 0) == 0.1);
    CHECK(quantile(x, 1) == 0.3);
  }
  CHECK_FALSE(huan::sim::is_bounded(of(Shape::normal, 0, 1)));
  CHECK(quantile(of(Shape::normal, 0, 1), 0) == -INFINITY);
  CHECK(quantile(of(Shape::lognormal, 1, 2), 1) == INFINITY);
}

// N(0, 1) between -1 and 1: F(0.5 of it) is still the middle; the quarter is where Phi = 0.1587 +
// 0.25 x 0.6827 = 0.3293, z = -0.4418.
TEST_CASE("What lies outside of 'between' is left out and the rest scaled up") {
  Distribution x = of(Shape::normal, 0, 1);
  x.between = {-1, 1};
  CHECK(huan::sim::is_bounded(x));
  CHECK(quantile(x, 0) == -1);
  CHECK(quantile(x, 0.25) == Approx(-0.4418).margin(5e-5));
  CHECK(quantile(x, 0.5) == Approx(0).margin(1e-12));
  CHECK(quantile(x, 1) == 1);
}

TEST_CASE("A number that is certain has one value") {
  for (const double u : {0.0, 0.4, 1.0}) {
    CHECK(quantile(of(Shape::uniform, 5, 5), u) == 5);
    CHECK(quantile(of(Shape::triangular, 5, 5, 5), u) == 5);
    CHECK(quantile(of(Shape::beta, 5, 5, 2, 2), u) == 5);
  }
  CHECK(quantile(of(Shape::triangular, 1, 1, 2), 0.75) == Approx(1.5));  // mode at an end
}

TEST_CASE("Parameters that make no distribution are said in a sentence") {
  CHECK(fault_of(of(Shape::uniform, 2, 1)) == "the lowest value comes first");
  CHECK(fault_of(of(Shape::log_uniform, 0, 1)) == "a logarithm needs numbers above 0");
  CHECK(fault_of(of(Shape::normal, 1, 0)) == "the standard deviation must be above 0");
  CHECK(fault_of(of(Shape::lognormal, 1, 1)) == "the geometric standard deviation must be above 1");
  CHECK(fault_of(of(Shape::triangular, 1, 3, 2)) == "the order is lowest, most likely, highest");
  CHECK(fault_of(of(Shape::beta, 0, 1, 0, 1)) == "the shapes alpha and beta must be above 0");
  CHECK(fault_of(of(Shape::uniform, NAN, 1)) == "every number must be finite");
  Distribution x = of(Shape::normal, 0, 1);
  x.between = {50, 60};
  CHECK(fault_of(x) == "'between' leaves nothing");
  CHECK_THROWS_AS(quantile(x, 0.5), std::invalid_argument);
  CHECK_THROWS_AS(quantile(of(Shape::uniform, 0, 1), 1.1), std::invalid_argument);
}
