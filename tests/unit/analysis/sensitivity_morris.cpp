#include "analysis/sensitivity_morris.h"

#include <map>
#include <stdexcept>

#include <catch2/catch.hpp>

#include "tests/unit/analysis/small_studies.h"

using namespace huan;
using namespace huan::analysis;
using scenarios::DesignKind;

namespace {

std::vector<double> units_of(const scenarios::Study& study) {
  const Design design(study);
  std::vector<double> units;
  for (std::uint64_t i = 0; i < design.points(); ++i)
    for (const double u : design.unit(i)) units.push_back(u);
  return units;
}

/// Morris (1991), without the coefficients that he drew at random: 20 factors, w = 2 x - 1 save for
/// w = 2 (1.1 x / (x + 0.1)) - 1 of the third, fifth and seventh; 20 w_j for the first ten, -15 w_i
/// w_j for pairs of the first six, -10 for triples of the first five, 5 for quadruples of the first
/// four.
double morris_function(const std::vector<double>& x) {
  std::vector<double> w;
  for (std::size_t j = 0; j < x.size(); ++j) {
    const bool bent = j == 2 || j == 4 || j == 6;
    w.push_back(bent ? 2 * (1.1 * x[j] / (x[j] + 0.1)) - 1 : 2 * x[j] - 1);
  }
  double y = 0;
  for (std::size_t i = 0; i < 10; ++i) y += 20 * w[i];
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = i + 1; j < 6; ++j) y -= 15 * w[i] * w[j];
  for (std::size_t i = 0; i < 5; ++i)
    for (std::size_t j = i + 1; j < 5; ++j)
      for (std::size_t l = j + 1; l < 5; ++l) y -= 10 * w[i] * w[j] * w[l];
  return y + 5 * w[0] * w[1] * w[2] * w[3];
}

}  // namespace

// Saltelli et al. (2008), Global Sensitivity Analysis: The Primer, exercise on pages 140 to 145:
// trajectory t_1 of table 3.10, effects of table 3.12, as SALib's test_analyze_morris.py repeats
// them. -1.64, -0.39, 0.39, 1.64 are the levels 0, 1/3, 2/3, 1. Printed to 0.01, so effects are
// known to 0.01 / (2/3) + 0.005 = 0.02.
TEST_CASE("A published trajectory of 15 factors has the published effects") {
  const std::map<char, double> level = {{'a', 0}, {'b', 1. / 3}, {'c', 2. / 3}, {'d', 1}};
  const std::string start = "daacbcaabbddbcd";
  // Which factor moves, to which level, and the result after the step.
  struct Step {
    std::size_t factor;
    char to;
    double result;
  };
  const Step steps[] = {{5, 'a', 22.72},  {8, 'd', 21.04}, {7, 'c', 16.01}, {3, 'a', 10.40},
                        {11, 'b', 10.04}, {13, 'a', 8.60}, {1, 'c', 13.39}, {14, 'b', 4.69},
                        {9, 'd', 8.02},   {4, 'd', 9.98},  {10, 'b', 3.75}, {6, 'c', 1.33},
                        {2, 'c', 2.59},   {0, 'b', 6.37},  {12, 'd', 9.99}};
  std::vector<double> units, outputs;
  std::string now = start;
  const auto note = [&](double result) {
    for (const char c : now) units.push_back(level.at(c));
    outputs.push_back(result);
  };
  note(24.9);
  for (const Step& step : steps) {
    now[step.factor] = step.to;
    note(step.result);
  }
  const double published[] = {-5.67, 7.18, 1.89, 8.42, 2.93, 3.28, -3.62, -7.55,
                              -2.51, 5.00, 9.34, 0.54, 5.43, 2.15, 13.05};
  // Twice the same trajectory: the mean is the trajectory's own.
  std::vector<double> twice_units = units, twice = outputs;
  twice_units.insert(twice_units.end(), units.begin(), units.end());
  twice.insert(twice.end(), outputs.begin(), outputs.end());
  const auto effects = morris_effects(twice_units, twice, 15, {});
  for (std::size_t j = 0; j < 15; ++j) {
    INFO("factor " << j + 1);
    CHECK(effects.by_factor[j].mu == Approx(published[j]).margin(0.02).epsilon(0));
    CHECK(effects.by_factor[j].sigma == Approx(0).margin(1e-12));
  }
}

// The six trajectories and effects of SALib's test_analyze_morris.py
// (test_analysis_of_morris_results), results printed to 0.01. Means, absolute means and deviations
// by hand from the effects. Two of its effects do not follow from its own results
// (2.39 - 0.71 over 2/3 is 2.52; 2.3 - 0.97 is 1.995, printed 2.01), so 0.02 is allowed.
TEST_CASE("Six published trajectories of two factors have the published effects") {
  const double t = 1. / 3;
  const std::vector<double> units = {
      0, t, 0, 1, 2 * t, 1, 0, t, 2 * t, t, 2 * t, 1, 2 * t, 0,     2 * t, 2 * t, 0, 2 * t,
      t, 1, 1, 1, 1,     t, t, 1, t,     t, 1,     t, t,     2 * t, t,     0,     1, 0};
  const std::vector<double> outputs = {0.97, 0.71, 2.39, 0.97, 2.30, 2.39, 1.87, 2.40, 0.87,
                                       2.15, 1.71, 1.54, 2.15, 2.17, 1.54, 2.20, 1.87, 1.00};
  const auto effects = morris_effects(units, outputs, 2, {1000, 0.95, 1});
  const double first[] = {2.52, 2.01, 2.30, -0.66, -0.93, -1.30};
  const double second[] = {-0.39, 0.13, 0.80, 0.25, -0.02, 0.51};
  const auto mean = [](const double(&d)[6], bool absolute) {
    double sum = 0;
    for (const double x : d) sum += absolute ? std::abs(x) : x;
    return sum / 6;
  };
  CHECK(effects.by_factor[0].mu == Approx(mean(first, false)).margin(0.02).epsilon(0));
  CHECK(effects.by_factor[1].mu == Approx(mean(second, false)).margin(0.02).epsilon(0));
  CHECK(effects.by_factor[0].mu_star.value == Approx(mean(first, true)).margin(0.02).epsilon(0));
  CHECK(effects.by_factor[1].mu_star.value == Approx(mean(second, true)).margin(0.02).epsilon(0));
  // SALib expects 0.5 +- 0.1 for the first factor's interval (test_compute_mu_star_confidence).
  // Exactly: 1.96 sqrt(sum (|d| - mean)^2 / 6 / 6) = 0.559; 1000 resamples know it to 2.2 %.
  CHECK(effects.by_factor[0].mu_star.half_width == Approx(0.559).epsilon(0.09));
}

TEST_CASE("Morris's function: the effects that can be worked out by hand") {
  const auto study = tests::uniform_study(DesignKind::morris, 400, 20);
  const auto y = tests::results(study, morris_function);
  CHECK(y.size() == 400 * 21);
  const auto effects = morris_effects(units_of(study), y, 20, {});
  // The last ten do nothing; the eighth to the tenth are straight lines of slope 2 x 20.
  for (std::size_t j = 10; j < 20; ++j) {
    CHECK(std::abs(effects.by_factor[j].mu) < 1e-10);
    CHECK(effects.by_factor[j].mu_star.value < 1e-10);
  }
  for (std::size_t j = 7; j < 10; ++j) {
    CHECK(effects.by_factor[j].mu == Approx(40).epsilon(1e-12));
    CHECK(effects.by_factor[j].mu_star.value == Approx(40).epsilon(1e-12));
    CHECK(effects.by_factor[j].sigma < 1e-9);
  }
  // Seventh: alone, but bent: its effect is (w(2/3) - w(0)) x 30 or (w(1) - w(1/3)) x 30 with equal
  // chances. w(0) = -1, w(1/3) = 9/13, w(2/3) = 21/23, w(1) = 1.
  const double low = 30 * (21. / 23 + 1), high = 30 * (1 - 9. / 13);
  const double spread = (low - high) / 2;
  CHECK(std::abs(effects.by_factor[6].mu - (low + high) / 2) < 3 * spread / std::sqrt(400));
  // Sixth: 40 - 30 (w1 + ... + w5); on the four levels w has mean 0 and mean square 5/9, the bent
  // ones mean m = (-1 + 9/13 + 21/23 + 1) / 4 and their own mean square.
  const double m = (-1 + 9. / 13 + 21. / 23 + 1) / 4;
  const double square = (1 + 81. / 169 + 441. / 529 + 1) / 4;
  const double sigma = 30 * std::sqrt(3 * 5. / 9 + 2 * (square - m * m));
  const MorrisEffect& sixth = effects.by_factor[5];
  CHECK(std::abs(sixth.mu - (40 - 60 * m)) < 3 * sigma / std::sqrt(400));
  // A standard deviation from 400 numbers is known to 1 / sqrt(800) where they are about normal.
  CHECK(sixth.sigma == Approx(sigma).epsilon(3 / std::sqrt(800)));
}

TEST_CASE("A failed run takes its trajectory out; convergence ends with all of them") {
  const auto study = tests::uniform_study(DesignKind::morris, 20, 3);
  auto y = tests::results(study, [](const auto& x) { return x[0] - 2 * x[1]; });
  y[6] = std::nan("");
  const auto units = units_of(study);
  const auto effects = morris_effects(units, y, 3, {});
  CHECK(effects.trajectories == 19);
  CHECK(effects.left_out == 1);
  CHECK(effects.by_factor[1].mu == Approx(-2));
  CHECK(effects.by_factor[1].mu_star.value == Approx(2));
  const auto steps = morris_convergence(units, y, 3, {});
  REQUIRE(steps.size() == 4);  // 4, 8, 16, 20
  CHECK(steps.back().trajectories == 19);
}

TEST_CASE("Points that are no trajectories have no effects") {
  const std::vector<double> two_at_once = {0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1, 1};
  CHECK_THROWS_AS(morris_effects(two_at_once, std::vector<double>(6, 1), 2, {}),
                  std::invalid_argument);
  CHECK_THROWS_AS(morris_effects({}, {}, 2, {}), std::invalid_argument);
}
