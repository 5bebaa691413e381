#include "analysis/sensitivity_correlation.h"

#include <stdexcept>

#include <boost/math/distributions/normal.hpp>
#include <catch2/catch.hpp>

#include "tests/unit/analysis/small_studies.h"

using namespace huan;
using namespace huan::analysis;
using scenarios::DesignKind;

namespace {

/// n x d independent standard normal numbers from a Sobol sequence.
std::vector<double> normals(std::uint64_t n, std::size_t d) {
  auto study = tests::uniform_study(DesignKind::sobol, n, d);
  for (auto& factor : study.factors)
    factor.distribution = sim::Distribution{sim::Distribution::Shape::normal, 0, 1, 0, 0, {}};
  const Design design(study);
  std::vector<double> x;
  for (std::uint64_t i = 0; i < n; ++i)
    for (const double level : design.levels(i)) x.push_back(level);
  return x;
}

/// Spearman's coefficient of a bivariate normal: 6 / pi asin(r / 2).
double spearman_of(double r) { return 6 / std::numbers::pi * std::asin(r / 2); }

}  // namespace

// By hand: x = 1, 2, 3, 4, 5, y = 2, 1, 4, 3, 5: covariances 8 / 10 = 0.8; ranks are the numbers.
TEST_CASE("Five numbers by hand, with ties sharing a rank") {
  const auto straight =
      correlations(std::vector<double>{1, 2, 3, 4, 5}, std::vector<double>{2, 1, 4, 3, 5}, 1);
  CHECK(straight.pearson[0].value == Approx(0.8));
  CHECK(straight.spearman[0].value == Approx(0.8));
  CHECK(straight.prcc[0].value == Approx(0.8));  // nothing to take out
  // Ranks of 1, 1, 2, 3, 3 are 1.5, 1.5, 3, 4.5, 4.5: deviations -1.5, -1.5, 0, 1.5, 1.5 against
  // -2, -1, 0, 1, 2: 9 / sqrt(9 x 10) = 0.9487.
  const auto tied =
      correlations(std::vector<double>{1, 1, 2, 3, 3}, std::vector<double>{1, 2, 3, 4, 5}, 1);
  CHECK(tied.spearman[0].value == Approx(9 / std::sqrt(90.0)));
}

// Fisher: artanh 0.8 = 1.0986; n = 28: 1.0986 -+ 1.96 / 5, so 0.6080 and 0.9034.
TEST_CASE("The interval of a coefficient is Fisher's") {
  std::vector<double> x, y;
  for (int k = 0; k < 7; ++k) {  // four points per k whose moments make r = 0.8 exactly
    x.insert(x.end(), {1, -1, 1, -1});
    const double e = 0.75;
    y.insert(y.end(), {1 + e, -1 - e, 1 - e, -1 + e});
  }
  const auto found = correlations(x, y, 1);
  CHECK(found.pearson[0].value == Approx(0.8));
  CHECK(found.pearson[0].low == Approx(std::tanh(std::atanh(0.8) - 1.959964 / 5)).epsilon(1e-6));
  CHECK(found.pearson[0].high == Approx(std::tanh(std::atanh(0.8) + 1.959964 / 5)).epsilon(1e-6));
}

// y = 3 x1 - 2 x2 + 6 x3: sd 7, so r = 3/7, -2/7, 6/7. Sampling errors of n numbers: (1 - r^2) /
// sqrt(n).
TEST_CASE("A linear model of normal factors has the coefficients worked out by hand") {
  const std::uint64_t n = 4096;
  const auto x = normals(n, 3);
  std::vector<double> y;
  for (std::uint64_t i = 0; i < n; ++i)
    y.push_back(3 * x[3 * i] - 2 * x[3 * i + 1] + 6 * x[3 * i + 2]);
  const auto found = correlations(x, y, 3);
  const double r[] = {3. / 7, -2. / 7, 6. / 7};
  for (std::size_t j = 0; j < 3; ++j) {
    const double error = (1 - r[j] * r[j]) / std::sqrt(static_cast<double>(n));
    CHECK(std::abs(found.pearson[j].value - r[j]) < 3 * error);
    CHECK(std::abs(found.spearman[j].value - spearman_of(r[j])) < 3.2 * error);
    CHECK(found.pearson[j].low < r[j]);
    CHECK(found.pearson[j].high > r[j]);
  }
  // Of ranks, with s = 6 / pi asin(r / 2): s_j / sqrt(1 - the others' s^2).
  for (std::size_t j = 0; j < 3; ++j) {
    double others = 0;
    for (std::size_t k = 0; k < 3; ++k) others += k == j ? 0 : std::pow(spearman_of(r[k]), 2);
    const double partial = spearman_of(r[j]) / std::sqrt(1 - others);
    CHECK(std::abs(found.prcc[j].value - partial) < 3 * std::sqrt(1.06 / static_cast<double>(n)));
  }
}

// y = x1 + x2 + e, all of variance 1: with the other taken out, r = 1 / sqrt(2); x3 does nothing.
// For ranks of normal numbers the same holds of the copula's Spearman matrix: with s = 6 / pi
// asin(r / 2) of r = 1 / sqrt(3), 1 / sqrt(3) and 0, s_12.3 = s / sqrt(1 - s^2).
TEST_CASE("Partial rank correlation takes the other factors out") {
  const std::uint64_t n = 8192;
  const auto x = normals(n, 4);
  std::vector<double> levels, y;
  for (std::uint64_t i = 0; i < n; ++i) {
    levels.insert(levels.end(), {x[4 * i], x[4 * i + 1], x[4 * i + 2]});
    y.push_back(x[4 * i] + x[4 * i + 1] + x[4 * i + 3]);
  }
  const auto found = correlations(levels, y, 3);
  const double s = spearman_of(1 / std::sqrt(3.0));
  const double partial = s / std::sqrt(1 - s * s);
  const double error = std::sqrt(1.06 / static_cast<double>(n));
  CHECK(std::abs(found.prcc[0].value - partial) < 3 * error);
  CHECK(std::abs(found.prcc[1].value - partial) < 3 * error);
  CHECK(std::abs(found.prcc[2].value) < 3 * error);
}

TEST_CASE("A curve that only rises has rank correlation 1 and Pearson's below it") {
  std::vector<double> x, y;
  for (int i = 0; i < 50; ++i) x.push_back(i), y.push_back(std::exp(i * 0.3));
  const auto found = correlations(x, y, 1);
  CHECK(found.spearman[0].value == Approx(1));
  CHECK(found.pearson[0].value < 0.7);
}

TEST_CASE("What cannot be told is NaN, failed runs are left out, too few runs are refused") {
  std::vector<double> levels, y;
  for (int i = 0; i < 20; ++i) {
    levels.insert(levels.end(), {double(i), 2.0 * i, double(i * 7 % 20), 5});
    y.push_back(i * 7 % 20 + 0.1 * (i * 3 % 20));
  }
  y[3] = std::nan("");
  const auto found = correlations(levels, y, 4);
  CHECK(found.rows == 19);
  CHECK(found.left_out == 1);
  CHECK(std::isnan(found.prcc[0].value));     // the second is twice the first
  CHECK(std::isnan(found.pearson[3].value));  // does not vary
  CHECK(found.prcc[2].value > 0.9);
  CHECK_THROWS_AS(correlations(std::vector<double>(10), std::vector<double>(5), 2),
                  std::invalid_argument);
}
