#include "analysis/closure.h"

#include <catch2/catch.hpp>

#include "tests/unit/analysis/small_studies.h"

using namespace huan;
using namespace huan::analysis;

namespace {

/// Two products and a rest of 0.1 t/t that may be 0 to 0.2: a in 0.2 to 0.4 (0.3), b in 0.5 to 0.7
/// (0.6). The second is as wide as the first.
scenarios::Study two_products() {
  auto study = tests::uniform_study(scenarios::DesignKind::random, 1, 2);
  study.factors[0].distribution->a = 0.2;
  study.factors[0].distribution->b = 0.4;
  study.factors[1].distribution->a = 0.5;
  study.factors[1].distribution->b = 0.7;
  study.closures.push_back({"rest", {{0, -1, 0.3}, {1, -1, 0.6}}, 0.1, 0, 0.2});
  return study;
}

}  // namespace

TEST_CASE("What its balance allows is left as drawn") {
  const auto study = two_products();
  CHECK(closed_levels(study, {0.33, 0.65}) == std::vector<double>{0.33, 0.65});
}

// 0.38 + 0.68 leaves -0.06: each gives 0.03, being equally wide.
TEST_CASE("What is too much is taken from all, by the width of their ranges") {
  auto study = two_products();
  auto closed = closed_levels(study, {0.38, 0.68});
  CHECK(closed[0] == Approx(0.35));
  CHECK(closed[1] == Approx(0.65));
  CHECK(closed[0] + closed[1] <= 1);  // rounding leaves the rest at its bound, not below it
  // Three times as wide (0.3 to 0.9) gives nine times as much: 0.006 and 0.054.
  study.factors[1].distribution->a = 0.3;
  study.factors[1].distribution->b = 0.9;
  closed = closed_levels(study, {0.38, 0.68});
  CHECK(closed[0] == Approx(0.374));
  CHECK(closed[1] == Approx(0.626));
}

// 0.21 + 0.51 leaves 0.28, 0.08 more than 0.2.
TEST_CASE("What is too little is given to all, none beyond its own range") {
  auto study = two_products();
  const auto closed = closed_levels(study, {0.21, 0.51});
  CHECK(closed[0] == Approx(0.25));
  CHECK(closed[1] == Approx(0.55));
  study.factors[0].distribution->b = 0.22;  // the first can give 0.01 only
  study.closures[0].terms[0].mode = 0.21;
  study.closures[0].own = 0.19;
  const auto clamped = closed_levels(study, {0.21, 0.51});
  CHECK(clamped[0] <= 0.22);
  CHECK(0.19 - (clamped[0] - 0.21) - (clamped[1] - 0.6) == Approx(0.2));
}

TEST_CASE("An input of a recipe whose balance is an output counts the other way") {
  auto study = two_products();
  study.closures[0].terms[0].sign = 1;  // rest = 0.1 + (a - 0.3) - (b - 0.6)
  const auto closed = closed_levels(study, {0.22, 0.68});
  CHECK(0.1 + (closed[0] - 0.3) - (closed[1] - 0.6) == Approx(0).margin(1e-12));
  CHECK(closed[0] > 0.22);
  CHECK(closed[1] < 0.68);
}

TEST_CASE("Numbers that leave more for the rest are set first; others keep their places") {
  auto study = two_products();
  auto third = tests::uniform_study(scenarios::DesignKind::random, 1, 1).factors[0];
  study.factors.insert(study.factors.begin() + 1, third);
  study.closures[0].terms[1].factor = 2;
  CHECK(closing_order(study, {0.35, 0.5, 0.55}) == std::vector<std::size_t>{2, 1, 0});
  CHECK(closing_order(study, {0.25, 0.5, 0.65}) == std::vector<std::size_t>{0, 1, 2});
}
