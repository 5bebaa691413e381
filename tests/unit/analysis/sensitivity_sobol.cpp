#include "analysis/sensitivity_sobol.h"

#include <stdexcept>

#include <catch2/catch.hpp>

#include "tests/unit/analysis/small_studies.h"

using namespace huan;
using namespace huan::analysis;
using scenarios::DesignKind;
using tests::IshigamiByHand;

namespace {

constexpr double pi = std::numbers::pi;

/// Three standard errors of an estimate whose interval is 1.96 of them.
double three_errors(const Estimate& estimate) { return 3 * estimate.half_width / 1.96; }

void check_near(const Estimate& estimate, double exact) {
  INFO(estimate.value << " +- " << estimate.half_width << ", exactly " << exact);
  CHECK(std::abs(estimate.value - exact) <= three_errors(estimate));
  CHECK(estimate.half_width < 0.1);
}

scenarios::Study saltelli(std::uint64_t rows, std::size_t factors, double low, double high) {
  return tests::uniform_study(DesignKind::saltelli, rows, factors, low, high);
}

}  // namespace

// SALib's README example (saltelli.sample(problem, 1000), sobol.analyze), as a published notebook
// prints it: cocalc.com/share/public_paths/88256bc40ae5a010359de34833302adc5323476d. That release
// left out the first 1000 points of the sequence (SALib, sample/saltelli.py of 2018).
TEST_CASE("The design and the estimators are SALib's to the last printed digit") {
  constexpr double bound = 3.14159265359;  // as in the notebook
  auto study = saltelli(1000, 3, -bound, bound);
  study.skip = 1000;
  const auto s = sobol_indices(tests::results(study, tests::ishigami), 3, true, {});
  const double first[] = {0.30797549, 0.44776661, -0.00425452};
  const double total[] = {0.56013728, 0.4387225, 0.24284474};
  for (std::size_t j = 0; j < 3; ++j) {
    CHECK(s.first[j].value == Approx(first[j]).margin(6e-9).epsilon(0));
    CHECK(s.total[j].value == Approx(total[j]).margin(6e-9).epsilon(0));
  }
  CHECK(s.second[0][0].value == Approx(0.012204615255332008).margin(1e-11).epsilon(0));
  CHECK(s.second[0][1].value == Approx(0.2515257351736558).margin(1e-11).epsilon(0));
  CHECK(s.second[1][0].value == Approx(-0.009953919522955074).margin(1e-11).epsilon(0));
}

// The intervals printed there, of 100 resamples by numpy's generator. The standard deviation of m
// numbers is known to about 1 / sqrt(2 (m - 1)): 7 % for 100, 1.6 % for our 2000; four times the
// two together is 29 %.
TEST_CASE("The bootstrap intervals are as wide as SALib's") {
  constexpr double bound = 3.14159265359;
  auto study = saltelli(1000, 3, -bound, bound);
  study.skip = 1000;
  const auto s = sobol_indices(tests::results(study, tests::ishigami), 3, true, {2000, 0.95, 1});
  const double first[] = {0.063927, 0.054012, 0.053252};
  const double total[] = {0.085162, 0.041973, 0.026515};
  for (std::size_t j = 0; j < 3; ++j) {
    CHECK(s.first[j].half_width == Approx(first[j]).epsilon(0.29));
    CHECK(s.total[j].half_width == Approx(total[j]).epsilon(0.29));
  }
  CHECK(s.second[0][0].half_width == Approx(0.086689).epsilon(0.29));
  CHECK(s.second[0][1].half_width == Approx(0.103264).epsilon(0.29));
  CHECK(s.second[1][0].half_width == Approx(0.064820).epsilon(0.29));
}

TEST_CASE("Ishigami's function: indices agree with the closed form within three standard errors") {
  const IshigamiByHand hand;
  const auto s =
      sobol_indices(tests::results(saltelli(4096, 3, -pi, pi), tests::ishigami), 3, true, {});
  check_near(s.first[0], hand.v1 / hand.v);
  check_near(s.first[1], hand.v2 / hand.v);
  check_near(s.first[2], 0);
  check_near(s.total[0], (hand.v1 + hand.v13) / hand.v);
  check_near(s.total[1], hand.v2 / hand.v);
  check_near(s.total[2], hand.v13 / hand.v);
  check_near(s.second[0][0], 0);
  check_near(s.second[0][1], hand.v13 / hand.v);
  check_near(s.second[1][0], 0);
}

// V_j = 1 / (3 (1 + a_j)^2), V = prod (1 + V_j) - 1, S_j = V_j / V, S_jk = V_j V_k / V,
// T_j = V_j prod_{k != j} (1 + V_k) / V: |4 x - 2| has mean 1 and variance 1/3.
TEST_CASE("Sobol's G-function: indices agree with the closed form within three standard errors") {
  const std::vector<double> a = {0, 1, 4.5, 9, 99, 99, 99, 99};
  std::vector<double> v;
  double all = 1;
  for (const double aj : a) v.push_back(1 / (3 * (1 + aj) * (1 + aj))), all *= 1 + v.back();
  const double variance = all - 1;
  const auto y = tests::results(saltelli(2048, a.size(), 0, 1),
                                [&](const auto& x) { return tests::sobol_g(x, a); });
  const auto s = sobol_indices(y, a.size(), true, {});
  for (std::size_t j = 0; j < a.size(); ++j) {
    check_near(s.first[j], v[j] / variance);
    check_near(s.total[j], v[j] * all / (1 + v[j]) / variance);
    for (std::size_t k = j + 1; k < a.size(); ++k)
      check_near(s.second[j][k - j - 1], v[j] * v[k] / variance);
  }
}

TEST_CASE("Without the rows BA there are first and total indices, the same as with them") {
  auto study = saltelli(256, 3, -pi, pi);
  const auto with = sobol_indices(tests::results(study, tests::ishigami), 3, true, {0, 0.95, 1});
  study.second_order = false;
  const auto y = tests::results(study, tests::ishigami);
  CHECK(y.size() == 256 * 5);
  const auto without = sobol_indices(y, 3, false, {0, 0.95, 1});
  CHECK(without.second.empty());
  // The same rows, standardised by another mean: the estimators of S_j depend on it, those of T_j
  // do not.
  for (std::size_t j = 0; j < 3; ++j) {
    CHECK(without.first[j].value == Approx(with.first[j].value).margin(0.05));
    CHECK(without.total[j].value == Approx(with.total[j].value).epsilon(1e-12));
    CHECK(without.first[j].half_width == 0);
  }
}

TEST_CASE("A failed run takes its row out, and it is said how many rows were left out") {
  auto y = tests::results(saltelli(64, 3, -pi, pi), tests::ishigami);
  const auto whole = sobol_indices(std::span(y).subspan(8), 3, true, {});
  y[5] = std::nan("");
  const auto s = sobol_indices(y, 3, true, {});
  CHECK(s.rows == 63);
  CHECK(s.left_out == 1);
  CHECK(s.first[0].value == whole.first[0].value);
  CHECK(s.total[2].half_width == whole.total[2].half_width);
}

TEST_CASE("Convergence: the intervals shrink as 1 / sqrt(n), and the last step is the whole") {
  const auto y = tests::results(saltelli(1024, 3, -pi, pi), tests::ishigami);
  const auto steps = sobol_convergence(y, 3, true, {});
  REQUIRE(steps.size() == 7);  // 16, 32, ..., 1024
  CHECK(steps.front().rows == 16);
  CHECK(steps.back().rows == 1024);
  CHECK(steps.back().first[0].value == sobol_indices(y, 3, true, {}).first[0].value);
  // From 64 to 1024 rows by sqrt(16) = 4; each width is known to some 7 %, its sample to more.
  const double ratio = steps[2].total[0].half_width / steps[6].total[0].half_width;
  CHECK(ratio == Approx(4).epsilon(0.4));
}

TEST_CASE("Results that do not vary, or do not fit the design, have no indices") {
  CHECK_THROWS_AS(sobol_indices(std::vector<double>(80, 3.7), 3, true, {}), std::invalid_argument);
  CHECK_THROWS_AS(sobol_indices(std::vector<double>(81, 1), 3, true, {}), std::invalid_argument);
  CHECK_THROWS_AS(sobol_indices(std::vector<double>(8, 1), 3, true, {}), std::invalid_argument);
}
