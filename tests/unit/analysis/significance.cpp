#include "analysis/significance.h"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

using namespace huan::analysis;

// Student (1908), after Cushny and Peebles: hours of sleep gained by ten patients with each of two
// drugs. Mean gain of the second over the first 1.58 h, t = 4.0621 with 9 degrees of freedom.
// scipy.stats.ttest_rel: p = 0.00283289; ttest_ind(equal_var=False): t = 1.86081,
// df = 17.7765, p = 0.0793941.
TEST_CASE("Student's sleepers: pairs tell what separate groups do not") {
  const std::vector<double> first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
  const std::vector<double> second = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
  std::vector<double> gains;
  for (std::size_t i = 0; i < first.size(); ++i) gains.push_back(second[i] - first[i]);

  const auto paired = paired_change(gains);
  REQUIRE(paired);
  CHECK(paired->change == Approx(1.58));
  CHECK(paired->spread == Approx(1.58 / 4.0621 * std::sqrt(10.0)).epsilon(1e-4));
  CHECK(paired->p == Approx(0.00283289).epsilon(1e-5));
  // t(0.975, 9) = 2.262157, tables
  CHECK(paired->high - paired->low == Approx(2 * 2.262157 * 1.58 / 4.0621).epsilon(1e-4));

  const auto separate = separate_change(first, second);
  REQUIRE(separate);
  CHECK(separate->change == Approx(1.58));
  CHECK(separate->p == Approx(0.0793941).epsilon(1e-5));
  CHECK(separate->low < 0);
  CHECK(separate->high > 0);
}

TEST_CASE("A change that is the same in all samples is no chance; none at all is no change") {
  const std::vector<double> three = {3, 3, 3};
  CHECK(paired_change(three)->p == 0);
  CHECK(paired_change(three)->low == 3);
  CHECK(paired_change(three)->high == 3);
  const std::vector<double> none = {0, 0, 0};
  CHECK(paired_change(none)->p == 1);
  CHECK(separate_change(none, three)->p == 0);
  CHECK(separate_change(three, three)->p == 1);
  CHECK_FALSE(paired_change(std::span(three).first(1)));
  CHECK_FALSE(separate_change(three, std::span(none).first(1)));
}

// By hand: 0.005 x 4 = 0.02; 0.01 x 3 = 0.03; 0.03 x 2 = 0.06; 0.04 x 1 is less than the one
// before, so 0.06; and 0.6 x 2 is no probability.
TEST_CASE("Holm's step-down: the smallest of m counts m times, and none less than one before it") {
  const std::vector<double> p = {0.01, 0.04, 0.03, 0.005};
  const auto adjusted = holm(p);
  REQUIRE(adjusted.size() == 4);
  CHECK(adjusted[0] == Approx(0.03));
  CHECK(adjusted[1] == Approx(0.06));
  CHECK(adjusted[2] == Approx(0.06));
  CHECK(adjusted[3] == Approx(0.02));
  CHECK(holm(std::vector<double>{0.6, 0.9}) == std::vector<double>{1, 1});
  CHECK(holm({}).empty());
}

// Cohen (1988) and G*Power: a change of half a standard deviation is found at 5 % with a power of
// 80 % by 34 pairs, or by 64 in each of two groups of equal variance.
TEST_CASE("How many would tell: the textbook's 34 pairs, and 64 in each of two groups") {
  MeanChange half{.change = 0.5, .spread = 1, .freedom = 1};
  CHECK(samples_to_tell(half, 0.05) == 34);
  const MeanChange groups{.change = -0.5, .spread = std::sqrt(2.0), .freedom = 2};
  CHECK(samples_to_tell(groups, 0.05) == 64);
  CHECK(samples_to_tell(half, 0.05 / 100) > 34);
  half.change = 1e-6;
  CHECK_FALSE(samples_to_tell(half, 0.05));
  half.change = 0;
  CHECK_FALSE(samples_to_tell(half, 0.05));
}

TEST_CASE(
    "Separate samples of equal spread have twice the freedom, of one that varies the single") {
  const std::vector<double> a = {1, 2, 3, 4};
  const std::vector<double> b = {5, 7, 6, 8};
  const std::vector<double> still = {5, 5, 5, 5};
  CHECK(separate_change(a, b)->freedom == Approx(2));
  CHECK(separate_change(a, still)->freedom == Approx(1));
  CHECK(separate_change(a, b)->spread == Approx(std::sqrt(10.0 / 3)));  // 5 / 3 each
}
