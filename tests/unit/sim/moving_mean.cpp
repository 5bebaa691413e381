#include "sim/moving_mean.h"

#include <cmath>

#include <catch2/catch.hpp>

namespace huan::sim {
namespace {

/// Follows the looks until the mean is at `level`; returns that day.
double day_it_reaches(const MovingMean& mean, double from, double level) {
  double now = from;
  for (int i = 0; i < 5000 && std::isfinite(now); ++i) {
    if (std::abs(mean.at(now) - level) < 1e-9) return now;
    now = mean.next_look(now, level);
  }
  return -1;
}

TEST_CASE("a mean without a window is the rate") {
  MovingMean mean;
  mean.change(3, 7);
  CHECK(mean.at(3) == 7);
  CHECK(std::isinf(mean.next_look(3, 8)));
}

TEST_CASE("a moving mean rises and falls in straight lines") {
  MovingMean mean(5);
  mean.change(10, 10);  // nothing before
  CHECK(mean.at(10) == 0);
  CHECK(mean.at(12) == Approx(4).epsilon(1e-12));
  CHECK(day_it_reaches(mean, 10, 6) == Approx(13).epsilon(1e-12));
  CHECK(mean.at(15) == Approx(10).epsilon(1e-12));
  mean.change(20, 0);
  CHECK(mean.at(22) == Approx(6).epsilon(1e-12));
  CHECK(day_it_reaches(mean, 20, 5) == Approx(22.5).epsilon(1e-12));
  CHECK(mean.at(30) == Approx(0).margin(1e-12));
  CHECK(day_it_reaches(mean, 20, 11) == -1);
}

TEST_CASE("what moved at once counts from its instant on and leaves with it") {
  MovingMean mean(10);
  mean.change(4, 0, 50);
  CHECK(mean.at(4) == Approx(5).epsilon(1e-12));
  CHECK(mean.at(13.9) == Approx(5).epsilon(1e-12));
  CHECK(mean.at(14.1) == Approx(0).margin(1e-12));
}

TEST_CASE("a rate that changes all the time needs no more memory, and the mean stays right") {
  MovingMean mean(1);
  double sum = 0;
  double now = 0;
  for (int i = 0; i < 100000; ++i) {  // 4 and 0 t/d in turns of 0.0001 d: 2 t/d on average
    mean.change(now, i % 2 == 0 ? 4 : 0);
    sum += (i % 2 == 0 ? 4 : 0) * 1e-4;
    now = 1e-4 * (i + 1);
  }
  CHECK(sum == Approx(20));
  CHECK(mean.at(now) == Approx(2).margin(4e-3));
  CHECK(mean.footprint() <= 2100);
}

}  // namespace
}  // namespace huan::sim
