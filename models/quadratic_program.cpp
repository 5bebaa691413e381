#include "models/quadratic_program.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include <Eigen/Cholesky>
#include <Eigen/Jacobi>

namespace huan::models {
namespace {

constexpr double tolerance = 1e-9;
constexpr double infinity = std::numeric_limits<double>::infinity();

/// The active set with J = L^-T Q (`basis_`) and R (`triangle_`, of the active normals) of the
/// paper.
class DualActiveSet {
 public:
  DualActiveSet(const Eigen::MatrixXd& hessian, const Eigen::VectorXd& linear,
                const std::vector<LinearConstraint>& constraints);

  QuadraticSolution solve();

 private:
  enum class Outcome { added, passed, impossible };

  void look(const Eigen::VectorXd& normal);  ///< sets d, z, r for a candidate
  Outcome add(std::size_t index);
  void add_column();
  void drop(Eigen::Index position);
  [[nodiscard]] double blocking_step(Eigen::Index& position) const;
  [[nodiscard]] std::optional<std::size_t> most_violated() const;
  [[nodiscard]] double slack(std::size_t index) const;
  void count_step();

  const std::vector<LinearConstraint>& constraints_;
  Eigen::MatrixXd basis_, triangle_;
  Eigen::VectorXd x_, d_, z_, r_;
  std::vector<std::size_t> active_;
  std::vector<double> multipliers_;  ///< of the active constraints
  std::vector<bool> is_active_;
  std::size_t steps_ = 0;
};

DualActiveSet::DualActiveSet(const Eigen::MatrixXd& hessian, const Eigen::VectorXd& linear,
                             const std::vector<LinearConstraint>& constraints)
    : constraints_(constraints), is_active_(constraints.size(), false) {
  const Eigen::LLT<Eigen::MatrixXd> factor(hessian);
  if (factor.info() != Eigen::Success) {
    throw std::invalid_argument("quadratic program: the matrix is not positive definite");
  }
  x_ = factor.solve(-linear);
  basis_ = factor.matrixU().solve(Eigen::MatrixXd::Identity(hessian.rows(), hessian.cols()));
  triangle_ = Eigen::MatrixXd::Zero(hessian.rows(), hessian.cols());
}

double DualActiveSet::slack(std::size_t index) const {
  const LinearConstraint& c = constraints_[index];
  return c.normal.dot(x_) - c.bound;
}

/// z: the step in x per unit of the candidate's multiplier; r: how fast the other multipliers fall.
void DualActiveSet::look(const Eigen::VectorXd& normal) {
  const auto q = static_cast<Eigen::Index>(active_.size());
  d_ = basis_.transpose() * normal;
  z_ = basis_.rightCols(basis_.cols() - q) * d_.tail(d_.size() - q);
  r_ = triangle_.topLeftCorner(q, q).triangularView<Eigen::Upper>().solve(d_.head(q));
}

/// The longest step that keeps the multipliers of the active inequalities from turning negative.
double DualActiveSet::blocking_step(Eigen::Index& position) const {
  double step = infinity;
  position = -1;
  for (std::size_t i = 0; i < active_.size(); ++i) {
    const auto k = static_cast<Eigen::Index>(i);
    if (constraints_[active_[i]].equality || r_(k) <= 1e-14) continue;
    if (multipliers_[i] / r_(k) < step) {
      step = multipliers_[i] / r_(k);
      position = k;
    }
  }
  return step;
}

/// Turns d so that only its first q + 1 entries are left, and makes those a column of R.
void DualActiveSet::add_column() {
  const auto q = static_cast<Eigen::Index>(active_.size());
  for (Eigen::Index i = d_.size() - 1; i > q; --i) {
    Eigen::JacobiRotation<double> turn;
    turn.makeGivens(d_(i - 1), d_(i));
    d_.applyOnTheLeft(i - 1, i, turn.adjoint());
    basis_.applyOnTheRight(i - 1, i, turn);
  }
  triangle_.col(q).head(q + 1) = d_.head(q + 1);
}

void DualActiveSet::drop(Eigen::Index position) {
  const auto q = static_cast<Eigen::Index>(active_.size());
  for (Eigen::Index i = position; i + 1 < q; ++i) triangle_.col(i) = triangle_.col(i + 1);
  triangle_.col(q - 1).setZero();
  for (Eigen::Index i = position; i + 1 < q; ++i) {
    Eigen::JacobiRotation<double> turn;
    turn.makeGivens(triangle_(i, i), triangle_(i + 1, i));
    triangle_.applyOnTheLeft(i, i + 1, turn.adjoint());
    basis_.applyOnTheRight(i, i + 1, turn);
  }
  is_active_[active_[static_cast<std::size_t>(position)]] = false;
  active_.erase(active_.begin() + position);
  multipliers_.erase(multipliers_.begin() + position);
}

void DualActiveSet::count_step() {
  if (++steps_ > 100 * (constraints_.size() + 1)) {
    throw std::runtime_error("quadratic program: no end after " + std::to_string(steps_) +
                             " steps");
  }
}

DualActiveSet::Outcome DualActiveSet::add(std::size_t index) {
  const LinearConstraint& candidate = constraints_[index];
  double multiplier = 0;
  for (;;) {
    count_step();
    look(candidate.normal);
    Eigen::Index blocker = -1;
    const double partial = blocking_step(blocker);
    const double curvature = z_.dot(candidate.normal);
    const bool free = curvature > 1e-12 * candidate.normal.squaredNorm();
    const double full = free ? -slack(index) / curvature : infinity;
    if (!free && std::abs(slack(index)) <= tolerance) return Outcome::passed;
    const double step = std::min(partial, full);
    if (step == infinity || (!free && candidate.equality)) return Outcome::impossible;
    if (free) x_ += step * z_;
    for (std::size_t i = 0; i < active_.size(); ++i) {
      multipliers_[i] -= step * r_(static_cast<Eigen::Index>(i));
    }
    multiplier += step;
    if (step == full) break;
    drop(blocker);
  }
  add_column();
  active_.push_back(index);
  multipliers_.push_back(multiplier);
  is_active_[index] = true;
  return Outcome::added;
}

std::optional<std::size_t> DualActiveSet::most_violated() const {
  double worst = -tolerance;
  std::optional<std::size_t> index;
  for (std::size_t i = 0; i < constraints_.size(); ++i) {
    if (constraints_[i].equality || is_active_[i] || slack(i) >= worst) continue;
    worst = slack(i);
    index = i;
  }
  return index;
}

QuadraticSolution DualActiveSet::solve() {
  for (std::size_t i = 0; i < constraints_.size(); ++i) {
    if (constraints_[i].equality && add(i) == Outcome::impossible) return {x_, i};
  }
  while (const auto next = most_violated()) {
    if (add(*next) == Outcome::impossible) return {x_, next};
  }
  return {x_, std::nullopt};
}

}  // namespace

QuadraticSolution solve_quadratic(const Eigen::MatrixXd& hessian, const Eigen::VectorXd& linear,
                                  const std::vector<LinearConstraint>& constraints) {
  return DualActiveSet(hessian, linear, constraints).solve();
}

}  // namespace huan::models
