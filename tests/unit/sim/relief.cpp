// Small problems worked by hand; the path is exact here, without ties.
#include "sim/relief.h"

#include <catch2/catch.hpp>

using huan::sim::ReliefPath;
using huan::sim::ReliefProblem;

namespace {

using Pool = ReliefProblem::Pool;
using Flow = ReliefProblem::Flow;

/// Wants `want`, moves `net` of it into the only pool, is cut on the pool's segment.
Flow moves(double want, double net, bool give, int segment) {
  return {want, {{0, give, segment, want, 0}}, {{0, net}}};
}

}  // namespace

TEST_CASE("A taker gets what an empty pool is given") {
  const ReliefProblem problem{{Pool{4, 1, 0, 10}}, {moves(10, -1, true, 0)}};
  ReliefPath path(problem);
  REQUIRE(path.follow());
  CHECK(path.ration(0) == Approx(0.6));  // cut by 6 of 10
}

TEST_CASE("The last class is cut first, and only it when that is enough") {
  const ReliefProblem problem{{Pool{12, 2, 0, 15}},
                              {moves(5, -1, true, 0), moves(10, -1, true, 1)}};
  ReliefPath path(problem);
  REQUIRE(path.follow());
  CHECK(path.ration(0) == Approx(0.6));  // 3 of the last class's 5
}

TEST_CASE("A full pool cuts its givers") {
  const ReliefProblem problem{{Pool{-3, 0, 1, 12}}, {moves(12, 1, false, 0)}};
  ReliefPath path(problem);
  REQUIRE(path.follow());
  CHECK(path.ration(0) == Approx(-0.75));  // 3 of 12 are left
}

TEST_CASE("Where everybody has enough nobody is rationed") {
  const ReliefProblem problem{{Pool{20, 1, 0, 10}}, {moves(10, -1, true, 0)}};
  ReliefPath path(problem);
  REQUIRE(path.follow());
  CHECK(path.ration(0) == 0);
}

TEST_CASE("A loop of gain one half gives twice what it is fed") {
  // the pool gets 4 and half of what its taker draws: 4 + u / 2 = u, u = 8 of the 10 it wants
  const ReliefProblem problem{{Pool{4, 1, 0, 10}}, {moves(10, -0.5, true, 0)}};
  ReliefPath path(problem);
  REQUIRE(path.follow());
  CHECK(path.ration(0) == Approx(0.2));
}

TEST_CASE("Two pools in a row: the second is cut by what the first lets through") {
  // 3 come to the first; what moves from it to the second (10 wanted) is all the second has for 8
  ReliefProblem problem;
  problem.pools = {Pool{3, 1, 0, 11}, Pool{0, 1, 0, 17}};
  problem.flows = {{10, {{0, true, 0, 10, 0}}, {{0, -1}, {1, 1}}},
                   {8, {{1, true, 0, 8, 0}}, {{1, -1}}}};
  ReliefPath path(problem);
  REQUIRE(path.follow());
  CHECK(path.ration(0) == Approx(0.7));
  CHECK(path.ration(1) == Approx(0.625));
}
