#include "models/quadratic_program.h"

#include <random>

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
