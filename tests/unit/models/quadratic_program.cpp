#include "models/quadratic_program.h"

#include <algorithm>
#include <bit>
#include <random>

#include <Eigen/Cholesky>
#include <catch2/catch.hpp>

using huan::models::LinearConstraint;
using huan::models::solve_quadratic;

namespace {

Eigen::VectorXd vector(std::initializer_list<double> values) {
  Eigen::VectorXd v(static_cast<Eigen::Index>(values.size()));
  Eigen::Index i = 0;
  for (const double value : values) v(i++) = value;
  return v;
}

/// The point of the simplex {x >= 0, sum x = 1} nearest to `wish`, by bisection on the shift.
Eigen::VectorXd nearest_on_simplex(const Eigen::VectorXd& wish) {
  double low = wish.minCoeff() - 1, high = wish.maxCoeff();
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    const double sum = (wish.array() - middle).max(0.0).sum();
    (sum > 1 ? low : high) = middle;
  }
  return (wish.array() - low).max(0.0).matrix();
}

/// How far `wish` is from the polyhedron: the least over all sets of at most three active
/// constraints whose point meets the others.
double nearest_distance(const Eigen::VectorXd& wish,
                        const std::vector<LinearConstraint>& constraints) {
  double nearest = 1e300;
  for (unsigned set = 0; set < 1U << constraints.size(); ++set) {
    if (std::popcount(set) > 3) continue;
    Eigen::MatrixXd normals(3, std::popcount(set));
    Eigen::VectorXd bounds(std::popcount(set));
    Eigen::Index column = 0;
    for (std::size_t i = 0; i < constraints.size(); ++i) {
      if ((set >> i & 1U) == 0) continue;
      normals.col(column) = constraints[i].normal;
      bounds(column++) = constraints[i].bound;
    }
    const Eigen::MatrixXd square = normals.transpose() * normals;
    const Eigen::VectorXd missing = bounds - normals.transpose() * wish;
    const Eigen::VectorXd x = wish + normals * square.ldlt().solve(missing);
    const bool inside = std::ranges::all_of(
        constraints, [&x](const LinearConstraint& c) { return c.normal.dot(x) >= c.bound - 1e-7; });
    if (inside) nearest = std::min(nearest, (x - wish).norm());
  }
  return nearest;
}

}  // namespace

TEST_CASE("The five-constraint example of Nocedal and Wright (16.4) ends at (1.4, 1.7)") {
  const Eigen::MatrixXd G = 2 * Eigen::MatrixXd::Identity(2, 2);
  const std::vector<LinearConstraint> constraints = {{vector({1, -2}), -2},
                                                     {vector({-1, -2}), -6},
                                                     {vector({-1, 2}), -2},
                                                     {vector({1, 0}), 0},
                                                     {vector({0, 1}), 0}};
  const auto solution = solve_quadratic(G, vector({-2, -5}), constraints);
  REQUIRE_FALSE(solution.infeasible);
  CHECK(solution.x(0) == Approx(1.4).epsilon(1e-12));
  CHECK(solution.x(1) == Approx(1.7).epsilon(1e-12));
}

TEST_CASE("The nearest point of a simplex is found, whatever the wish") {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> uniform(-2, 2);
  for (int trial = 0; trial < 200; ++trial) {
    const Eigen::Index n = 1 + trial % 30;
    Eigen::VectorXd wish(n);
    for (Eigen::Index i = 0; i < n; ++i) wish(i) = uniform(random);
    std::vector<LinearConstraint> constraints = {{Eigen::VectorXd::Ones(n), 1, true}};
    for (Eigen::Index i = 0; i < n; ++i) constraints.push_back({Eigen::VectorXd::Unit(n, i), 0});
    const auto solution = solve_quadratic(Eigen::MatrixXd::Identity(n, n), -wish, constraints);
    REQUIRE_FALSE(solution.infeasible);
    CHECK((solution.x - nearest_on_simplex(wish)).cwiseAbs().maxCoeff() < 1e-9);
  }
}

TEST_CASE("Of all active sets the one that a search through all of them finds") {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> uniform(-1, 1);
  for (int trial = 0; trial < 300; ++trial) {
    const Eigen::VectorXd wish =
        3 * Eigen::VectorXd::NullaryExpr(3, [&] { return uniform(random); });
    std::vector<LinearConstraint> constraints;
    for (int i = 0; i < 7; ++i) {  // all hold at 0
      constraints.push_back({Eigen::VectorXd::NullaryExpr(3, [&] { return uniform(random); }),
                             uniform(random) / 2 - 0.5});
    }
    const auto solution = solve_quadratic(Eigen::MatrixXd::Identity(3, 3), -wish, constraints);
    REQUIRE_FALSE(solution.infeasible);
    CHECK((solution.x - wish).norm() == Approx(nearest_distance(wish, constraints)).epsilon(1e-9));
    for (const auto& c : constraints) CHECK(c.normal.dot(solution.x) >= c.bound - 1e-8);
  }
}

TEST_CASE("Constraints that contradict each other are named; repeated equalities are not") {
  const Eigen::MatrixXd G = Eigen::MatrixXd::Identity(2, 2);
  const Eigen::VectorXd a = Eigen::VectorXd::Zero(2);
  const LinearConstraint sum{vector({1, 1}), 1, true};
  const auto twice = solve_quadratic(G, a, {sum, sum});
  REQUIRE_FALSE(twice.infeasible);
  CHECK(twice.x(0) == Approx(0.5));
  const auto other_sum = solve_quadratic(G, a, {sum, {vector({1, 1}), 2, true}});
  CHECK(other_sum.infeasible == 1U);
  const auto too_much =
      solve_quadratic(G, a, {sum, {vector({1, 0}), 0}, {vector({0, 1}), 2}, {vector({1, 0}), 0.5}});
  REQUIRE(too_much.infeasible);
}

TEST_CASE("A matrix that is not positive definite is refused") {
  CHECK_THROWS_AS(solve_quadratic(-Eigen::MatrixXd::Identity(2, 2), Eigen::VectorXd::Zero(2), {}),
                  std::invalid_argument);
}
