/// The point of a polyhedron nearest to a wish: a strictly convex quadratic program, solved
/// exactly.
///
///     minimise   1/2 x' H x + a' x
///     subject to n_e' x = b_e,   n_i' x >= b_i
///
/// Dual active-set method of Goldfarb and Idnani (Math. Programming 27, 1983): starts from the
/// unconstrained minimum and adds the most violated constraint, dropping those whose multiplier
/// would turn negative. It ends after finitely many steps with a point that meets the active
/// constraints to rounding, or with the constraint that cannot be met. Equalities that follow from
/// earlier ones are passed over. Dense; for some hundred unknowns.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <Eigen/Core>

namespace huan::models {

/// normal' x = bound, or >= bound. Scale rows so that their entries are near 1.
struct LinearConstraint {
  Eigen::VectorXd normal;
  double bound = 0;
  bool equality = false;
};

struct QuadraticSolution {
  Eigen::VectorXd x;
  /// The constraint that contradicts the others; x then is not feasible.
  std::optional<std::size_t> infeasible;
};

/// Errors: std::invalid_argument when H is not positive definite; std::runtime_error when it has
/// not ended after 100 steps per constraint.
[[nodiscard]] QuadraticSolution solve_quadratic(const Eigen::MatrixXd& hessian,
                                                const Eigen::VectorXd& linear,
                                                const std::vector<LinearConstraint>& constraints);

}  // namespace huan::models
