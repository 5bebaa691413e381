#include "analysis/design.h"

#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "analysis/permutation.h"
#include "analysis/sensitivity_correlation.h"
#include "tests/unit/analysis/small_studies.h"

using namespace huan;
using namespace huan::analysis;
using scenarios::DesignKind;
using scenarios::Factor;
using tests::uniform_study;

namespace {

std::vector<double> column(const Design& design, std::size_t j) {
  std::vector<double> values;
  for (std::uint64_t i = 0; i < design.points(); ++i) values.push_back(design.unit(i)[j]);
  return values;
}

/// Spearman's coefficient of two columns of levels.
double rank_correlation(const Design& design, std::size_t a, std::size_t b) {
  std::vector<double> x, y;
  for (std::uint64_t i = 0; i < design.points(); ++i) {
    const auto levels = design.levels(i);
    x.push_back(levels[a]);
    y.push_back(levels[b]);
  }
  return correlations(x, y, 1).spearman[0].value;
}

Factor choice(std::string name, std::vector<std::string> options, std::vector<double> weights) {
  Factor factor;
  factor.name = std::move(name);
  factor.kind = Factor::Kind::choose;
  for (std::string& option : options) factor.options.emplace_back(std::move(option));
  factor.weights = std::move(weights);
  return factor;
}

}  // namespace

TEST_CASE("A keyed permutation takes every place once") {
  for (const std::uint64_t n : {1, 2, 3, 7, 16, 100, 1000}) {
    const KeyedPermutation permutation(n, 7, "x");
    std::set<std::uint64_t> seen;
    for (std::uint64_t i = 0; i < n; ++i) seen.insert(permutation(i));
    CHECK(seen.size() == n);
    CHECK(*seen.rbegin() == n - 1);
  }
  const KeyedPermutation large(1'000'000'000'000, 7, "x");
  CHECK(large(5) < 1'000'000'000'000);
  CHECK(large(5) == KeyedPermutation(1'000'000'000'000, 7, "x")(5));
  CHECK(large(5) != KeyedPermutation(1'000'000'000'000, 8, "x")(5));
  CHECK_THROWS_AS(large(1'000'000'000'000), std::invalid_argument);
}

// Sobol's first points in two dimensions: (0, 0), (1/2, 1/2), (3/4, 1/4), (1/4, 3/4), (3/8, 3/8),
// (7/8, 7/8): Joe and Kuo's directions, as in SALib and scipy.
TEST_CASE("Sobol's points are those of the sequence, the origin first") {
  auto study = uniform_study(DesignKind::sobol, 6, 2);
  study.skip = 0;
  const Design design(study);
  const double points[6][2] = {{0, 0},       {0.5, 0.5},     {0.75, 0.25},
                               {0.25, 0.75}, {0.375, 0.375}, {0.875, 0.875}};
  for (std::uint64_t i = 0; i < 6; ++i)
    CHECK(design.unit(i) == std::vector<double>{points[i][0], points[i][1]});
  study.skip = 2;
  CHECK(Design(study).unit(1) == design.unit(3));
}

// numpy prints the first number of saltelli.sample(Ishigami, 1024) as -3.13238877: 1.5 / 1024 of
// [-pi, pi].
TEST_CASE("What is left out of the sequence is what SALib leaves out") {
  const auto study = uniform_study(DesignKind::saltelli, 1024, 3);
  const Design design(study);
  CHECK(design.unit(0)[0] == 1.5 / 1024);
  CHECK(-std::numbers::pi + 2 * std::numbers::pi * design.unit(0)[0] ==
        Approx(-3.13238877).margin(5e-9).epsilon(0));
  const auto three = uniform_study(DesignKind::sobol, 3, 1);
  CHECK(Design(three).unit(0)[0] == 1.5 / 16);
}

TEST_CASE("A Saltelli design has the rows A, AB_1 .. AB_D, BA_1 .. BA_D, B") {
  auto study = uniform_study(DesignKind::saltelli, 4, 2);
  const Design design(study);
  auto base_study = uniform_study(DesignKind::sobol, 4, 4);
  const Design base(base_study);
  REQUIRE(design.points() == 4 * 6);
  for (std::uint64_t i = 0; i < 4; ++i) {
    const auto ab = base.unit(i);  // a_1 a_2 b_1 b_2
    CHECK(design.unit(6 * i) == std::vector<double>{ab[0], ab[1]});
    CHECK(design.unit(6 * i + 1) == std::vector<double>{ab[2], ab[1]});
    CHECK(design.unit(6 * i + 2) == std::vector<double>{ab[0], ab[3]});
    CHECK(design.unit(6 * i + 3) == std::vector<double>{ab[0], ab[3]});
    CHECK(design.unit(6 * i + 4) == std::vector<double>{ab[2], ab[1]});
    CHECK(design.unit(6 * i + 5) == std::vector<double>{ab[2], ab[3]});
  }
  study.second_order = false;
  const Design shorter(study);
  REQUIRE(shorter.points() == 4 * 4);
  CHECK(shorter.unit(6) == design.unit(8));
  CHECK(shorter.unit(7) == design.unit(11));
}

TEST_CASE("Morris's trajectories move each factor once, by p / (2 (p - 1)), on the grid's levels") {
  auto study = uniform_study(DesignKind::morris, 200, 5);
  study.levels = 6;
  const Design design(study);
  REQUIRE(design.points() == 200 * 6);
  const double delta = 6.0 / 10;
  std::map<std::size_t, int> first, up;
  std::map<long, int> levels;
  for (std::uint64_t t = 0; t < 200; ++t) {
    std::set<std::size_t> moved;
    for (std::uint64_t s = 0; s < 5; ++s) {
      const auto from = design.unit(6 * t + s), to = design.unit(6 * t + s + 1);
      for (std::size_t j = 0; j < 5; ++j) {
        CHECK(from[j] * 5 == Approx(std::round(from[j] * 5)).margin(1e-12));
        ++levels[std::lround(from[j] * 5)];
        if (from[j] == to[j]) continue;
        moved.insert(j);
        CHECK(std::abs(to[j] - from[j]) == Approx(delta));
        up[j] += to[j] > from[j];
        first[j] += s == 0;
      }
    }
    CHECK(moved.size() == 5);
  }
  // Binomial: 200 x 1/2 and 200 x 1/5, within four standard deviations of the fixed seed's draw.
  for (std::size_t j = 0; j < 5; ++j) {
    CHECK(std::abs(up[j] - 100) < 4 * std::sqrt(50));
    CHECK(std::abs(first[j] - 40) < 4 * std::sqrt(32));
  }
  CHECK(levels.size() == 6);
}

TEST_CASE("A Latin hypercube has one point in every n-th of each factor, factors unrelated") {
  const auto study = uniform_study(DesignKind::lhs, 500, 3);
  const Design design(study);
  for (std::size_t j = 0; j < 3; ++j) {
    std::set<int> strata;
    for (const double u : column(design, j)) strata.insert(static_cast<int>(u * 500));
    CHECK(strata.size() == 500);
  }
  for (const auto& [a, b] : {std::pair(0, 1), std::pair(0, 2), std::pair(1, 2)})
    CHECK(std::abs(rank_correlation(design, a, b)) < 4 / std::sqrt(499.0));
}

TEST_CASE("Random points: another factor changes nobody's numbers, another seed all of them") {
  auto study = uniform_study(DesignKind::random, 100, 2);
  const Design two(study);
  const auto third = uniform_study(DesignKind::random, 100, 3);
  const Design three(third);
  for (std::uint64_t i = 0; i < 100; ++i) {
    CHECK(two.unit(i)[0] == three.unit(i)[0]);
    CHECK(two.unit(i)[1] == three.unit(i)[1]);
    CHECK(two.unit(i)[0] != two.unit(i)[1]);
  }
  auto other = uniform_study(DesignKind::random, 100, 2);
  other.seed = 2;
  CHECK(Design(other).unit(7) != two.unit(7));
}

TEST_CASE("Any point is the same whoever makes it, in whatever order") {
  for (const DesignKind kind : {DesignKind::random, DesignKind::lhs, DesignKind::sobol,
                                DesignKind::saltelli, DesignKind::morris, DesignKind::grid}) {
    const auto study = uniform_study(kind, 8, 3);
    const Design forward(study), backward(study);
    std::vector<std::vector<double>> there, back;
    for (std::uint64_t i = 0; i < forward.points(); ++i) there.push_back(forward.levels(i));
    for (std::uint64_t i = backward.points(); i-- > 0;) back.push_back(backward.levels(i));
    std::reverse(back.begin(), back.end());
    CHECK(there == back);
    CHECK_THROWS_AS(forward.unit(forward.points()), std::out_of_range);
  }
}

TEST_CASE("A grid takes all combinations, the last factor fastest") {
  auto study = uniform_study(DesignKind::grid, 0, 1, 600, 1000);  // three levels
  study.factors.push_back(choice("scrap", {"three", "four"}, {}));
  const Design design(study);
  REQUIRE(design.points() == 6);
  const double expected[6][2] = {{600, 0}, {600, 1}, {800, 0}, {800, 1}, {1000, 0}, {1000, 1}};
  for (std::uint64_t i = 0; i < 6; ++i)
    CHECK(design.levels(i) == std::vector<double>{expected[i][0], expected[i][1]});
}

TEST_CASE("A list takes its rows, whatever their number") {
  scenarios::Study study;
  study.design = DesignKind::list;
  study.size = 1003;
  Factor factor;
  factor.name = "a.b";
  factor.options.resize(1003);
  study.factors = {factor};
  const Design design(study);
  for (std::uint64_t i = 0; i < 1003; ++i) REQUIRE(design.levels(i)[0] == double(i));
}

TEST_CASE("Options come as often as their weights say") {
  auto study = uniform_study(DesignKind::sobol, 1024, 1);
  study.factors.push_back(choice("scrap", {"a", "b", "c"}, {0.25, 0, 0.75}));
  const Design design(study);
  std::map<double, int> counts;
  for (std::uint64_t i = 0; i < 1024; ++i) ++counts[design.levels(i)[1]];
  CHECK(counts[0] == 256);  // a block of Sobol points has exactly a quarter below 1/4
  CHECK(counts[1] == 0);
  CHECK(counts[2] == 768);
}

// Pearson's r of the normals is 2 sin(pi rank / 6), which makes the ranks correlate as asked.
// Standard errors of n points: at most 1 / sqrt(n - 1).
TEST_CASE("A correlated group's ranks correlate as asked, its margins stay, the others too") {
  auto study = uniform_study(DesignKind::random, 4000, 4);
  study.correlations.push_back({{0, 2, 3}, {1, 0.7, -0.3, 0.7, 1, 0.1, -0.3, 0.1, 1}, {}});
  const Design design(study);
  const double error = 1 / std::sqrt(3999.0);
  CHECK(std::abs(rank_correlation(design, 0, 2) - 0.7) < 3 * error);
  CHECK(std::abs(rank_correlation(design, 0, 3) + 0.3) < 3 * error);
  CHECK(std::abs(rank_correlation(design, 2, 3) - 0.1) < 3 * error);
  CHECK(std::abs(rank_correlation(design, 1, 2)) < 3 * error);
  std::vector<double> last;
  for (std::uint64_t i = 0; i < design.points(); ++i) last.push_back(design.levels(i)[3]);
  std::sort(last.begin(), last.end());
  // Kolmogorov's distance from uniform: 1.95 / sqrt(n) is exceeded once in a thousand.
  double distance = 0;
  for (std::size_t i = 0; i < last.size(); ++i)
    distance = std::max(distance, std::abs(last[i] - (double(i) + 0.5) / double(last.size())));
  CHECK(distance < 1.95 / std::sqrt(4000.0));
  const auto plain_study = uniform_study(DesignKind::random, 4000, 4);
  CHECK(design.levels(17)[1] == Design(plain_study).levels(17)[1]);
}

TEST_CASE("Runs are numbered point by point; common random numbers give replicates one stream") {
  auto study = uniform_study(DesignKind::random, 5, 1);
  study.replicates = 3;
  const Design design(study);
  CHECK(runs_of(study, design) == 15);
  const StudyRun run = run_of(study, 7);
  CHECK(run.point == 2);
  CHECK(run.replicate == 1);
  CHECK(run.stream == 1);
  study.common = false;
  CHECK(run_of(study, 7).stream == 7);
}
