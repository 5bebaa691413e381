#include "models/closure.h"

#include <algorithm>
#include <cmath>

#include "models/quadratic_program.h"

namespace huan::models {
namespace {

constexpr Eigen::Index whole = -1;     ///< an unknown that is all of a pure output
constexpr std::size_t no_output = -1;  ///< an unknown that is the oxygen drawn

/// m = scale * x; x is what the program solves for, so that all are of order 1.
struct Unknown {
  std::size_t output = no_output;
  Eigen::Index substance = whole;
  double target = 0;
  double scale = 1;
};

/// How far a yield may be from its wish before that weighs as much as a composition out of range.
double looseness(const Wish& wish) {
  return std::max(0.05 * (wish.high - wish.low), 1e-4 * std::max(wish.value, 1e-3));
}

class Closing {
 public:
  explicit Closing(const ClosureProblem& problem);
  ClosureSolution solve();

 private:
  void fix_stated();
  void fix_pure(std::size_t k);
  void choose_unknowns();
  void add_mixed(std::size_t k, const sim::Mixture& weight);
  [[nodiscard]] sim::Mixture share_of_other() const;
  [[nodiscard]] bool is_open(std::size_t k, Eigen::Index i) const;
  [[nodiscard]] bool present(Eigen::Index i) const;
  [[nodiscard]] double contribution(const Unknown& unknown, Eigen::Index i) const;
  void set_objective();
  void add_sum_rules();
  void add_bounds();
  void add_range(const Eigen::VectorXd& normal, double low, double high, std::size_t k);
  void add_constraint(const Eigen::VectorXd& normal, double bound, bool equality,
                      ClosureSolution blame);
  [[nodiscard]] Eigen::VectorXd yield_row(std::size_t k) const;
  [[nodiscard]] ClosureSolution unpack(const Eigen::VectorXd& x) const;

  const ClosureProblem& problem_;
  Eigen::Index rows_;
  std::vector<sim::Mixture> fixed_;  ///< [t/t] masses that are no unknowns
  std::vector<bool> settled_;        ///< pure outputs whose mass a stated share gives
  double real_other_ = 1;            ///< [1] of what the compositions print as `other`
  std::vector<Unknown> unknowns_;
  Eigen::MatrixXd hessian_;
  Eigen::VectorXd linear_;
  std::vector<LinearConstraint> constraints_;
  std::vector<ClosureSolution> blames_;  ///< per constraint: who is named when it cannot be met
};

Closing::Closing(const ClosureProblem& problem)
    : problem_(problem),
      rows_(problem.available.size()),
      fixed_(problem.outputs.size(), sim::Mixture::Zero(rows_)),
      settled_(problem.outputs.size(), false) {}

bool Closing::present(Eigen::Index i) const {
  return problem_.available(i) != 0 || (problem_.oxygen && i == problem_.oxygen_row);
}

void Closing::fix_pure(std::size_t k) {
  const ClosureOutput& output = problem_.outputs[k];
  for (Eigen::Index i = 0; i < rows_; ++i) {
    if (output.composition(i) <= 0 || std::isnan(output.stated(i))) continue;
    const double mass = output.stated(i) * problem_.available(i) / output.composition(i);
    if (settled_[k]) continue;
    fixed_[k] = mass * output.composition;
    settled_[k] = true;
  }
}

void Closing::fix_stated() {
  for (std::size_t k = 0; k < problem_.outputs.size(); ++k) {
    const ClosureOutput& output = problem_.outputs[k];
    if (output.pure) {
      fix_pure(k);
      continue;
    }
    for (Eigen::Index i = 0; i < rows_; ++i) {
      if (!std::isnan(output.stated(i))) fixed_[k](i) = output.stated(i) * problem_.available(i);
    }
  }
}

bool Closing::is_open(std::size_t k, Eigen::Index i) const {
  return present(i) && std::isnan(problem_.outputs[k].stated(i));
}

/// [1] Where a substance goes that no composition names: as the outputs' `other` does.
sim::Mixture Closing::share_of_other() const {
  sim::Mixture share = sim::Mixture::Zero(static_cast<Eigen::Index>(problem_.outputs.size()));
  for (int attempt = 0; attempt < 2 && share.sum() <= 0; ++attempt) {
    for (std::size_t k = 0; k < problem_.outputs.size(); ++k) {
      const ClosureOutput& output = problem_.outputs[k];
      if (output.pure) continue;
      const double fraction = attempt == 0 ? output.composition(problem_.other_row) : 1;
      share(static_cast<Eigen::Index>(k)) = std::max(output.yield.value, 1e-6) * fraction;
    }
  }
  return share.sum() > 0 ? sim::Mixture(share / share.sum()) : share;
}

void Closing::add_mixed(std::size_t k, const sim::Mixture& weight) {
  const ClosureOutput& output = problem_.outputs[k];
  for (Eigen::Index i = 0; i < rows_; ++i) {
    if (!is_open(k, i)) continue;
    const double there =
        std::max(std::abs(problem_.available(i)),
                 i == problem_.oxygen_row && problem_.oxygen ? problem_.oxygen->value : 0);
    const double part = i == problem_.other_row ? real_other_ : 1;
    const double target = output.yield.value * output.composition(i) * part;
    const double unnamed = 0.05 * there * std::sqrt(weight(static_cast<Eigen::Index>(k)));
    const double named = std::max(output.yield.value * output.spread(i), 0.02 * target);
    const double scale = std::max(target > 0 ? named : unnamed, 1e-4 * there);
    unknowns_.push_back({k, i, target, scale});
  }
}

void Closing::choose_unknowns() {
  const sim::Mixture weight = share_of_other();
  double printed = 0;
  for (const ClosureOutput& output : problem_.outputs) {
    if (!output.pure) printed += output.yield.value * output.composition(problem_.other_row);
  }
  if (printed > 0) {
    real_other_ = std::min(1.0, problem_.available(problem_.other_row) / printed);
  }
  for (std::size_t k = 0; k < problem_.outputs.size(); ++k) {
    const ClosureOutput& output = problem_.outputs[k];
    if (!output.pure) {
      add_mixed(k, weight);
    } else if (!settled_[k]) {
      unknowns_.push_back({k, whole, output.yield.value, looseness(output.yield)});
    }
  }
  if (problem_.oxygen) {
    const Wish& oxygen = *problem_.oxygen;
    unknowns_.push_back({no_output, whole, oxygen.value, looseness(oxygen)});
  }
}

/// [t of substance i per unit of x]
double Closing::contribution(const Unknown& unknown, Eigen::Index i) const {
  if (unknown.output == no_output) return i == problem_.oxygen_row ? -unknown.scale : 0;
  if (unknown.substance == i) return unknown.scale;
  if (unknown.substance != whole) return 0;
  return unknown.scale * problem_.outputs[unknown.output].composition(i);
}

Eigen::VectorXd Closing::yield_row(std::size_t k) const {
  Eigen::VectorXd row = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(unknowns_.size()));
  for (std::size_t j = 0; j < unknowns_.size(); ++j) {
    if (unknowns_[j].output == k) row(static_cast<Eigen::Index>(j)) = unknowns_[j].scale;
  }
  return row;
}

void Closing::set_objective() {
  const auto n = static_cast<Eigen::Index>(unknowns_.size());
  hessian_ = Eigen::MatrixXd::Identity(n, n);
  linear_ = Eigen::VectorXd::Zero(n);
  for (Eigen::Index j = 0; j < n; ++j) {
    const Unknown& unknown = unknowns_[static_cast<std::size_t>(j)];
    linear_(j) = -unknown.target / unknown.scale;
  }
  for (std::size_t k = 0; k < problem_.outputs.size(); ++k) {
    if (problem_.outputs[k].pure) continue;
    const Wish& wish = problem_.outputs[k].yield;
    const Eigen::VectorXd row = yield_row(k) / looseness(wish);
    hessian_ += row * row.transpose();
    linear_ -= row * ((wish.value - fixed_[k].sum()) / looseness(wish));
  }
}

void Closing::add_constraint(const Eigen::VectorXd& normal, double bound, bool equality,
                             ClosureSolution blame) {
  const double norm = normal.norm();
  const double size = norm > 0 ? norm : 1;
  constraints_.push_back({normal / size, bound / size, equality});
  blames_.push_back(std::move(blame));
}

void Closing::add_sum_rules() {
  const auto n = static_cast<Eigen::Index>(unknowns_.size());
  for (Eigen::Index i = 0; i < rows_; ++i) {
    Eigen::VectorXd row(n);
    for (Eigen::Index j = 0; j < n; ++j) {
      row(j) = contribution(unknowns_[static_cast<std::size_t>(j)], i);
    }
    double rest = problem_.available(i);
    for (const sim::Mixture& mass : fixed_) rest -= mass(i);
    if (row.isZero(0) && std::abs(rest) <= 1e-12) continue;
    ClosureSolution blame;
    blame.short_substance = i;
    add_constraint(row, rest, true, std::move(blame));
  }
}

void Closing::add_range(const Eigen::VectorXd& normal, double low, double high, std::size_t k) {
  ClosureSolution blame;
  if (k == no_output) {
    blame.short_substance = problem_.oxygen_row;
  } else {
    blame.short_output = k;
  }
  add_constraint(normal, low, false, blame);
  add_constraint(-normal, -high, false, blame);
}

void Closing::add_bounds() {
  const auto n = static_cast<Eigen::Index>(unknowns_.size());
  for (Eigen::Index j = 0; j < n; ++j) {
    const Unknown& unknown = unknowns_[static_cast<std::size_t>(j)];
    const Eigen::VectorXd normal = Eigen::VectorXd::Unit(n, j);
    ClosureSolution blame;
    if (unknown.substance != whole) {
      blame.short_substance = unknown.substance;
    } else if (unknown.output != no_output) {
      blame.short_output = unknown.output;
    } else {
      blame.short_substance = problem_.oxygen_row;
    }
    add_constraint(normal, 0, false, blame);
    if (unknown.output == no_output && problem_.oxygen_bounded) {
      add_range(normal * unknown.scale, problem_.oxygen->low, problem_.oxygen->high, no_output);
    }
  }
  for (std::size_t k = 0; k < problem_.outputs.size(); ++k) {
    const ClosureOutput& output = problem_.outputs[k];
    const Eigen::VectorXd row = yield_row(k);
    if (!output.bounded || row.isZero(0)) continue;
    const double fixed = fixed_[k].sum();
    add_range(row, output.yield.low - fixed, output.yield.high - fixed, k);
  }
}

ClosureSolution Closing::unpack(const Eigen::VectorXd& x) const {
  ClosureSolution solution;
  solution.mass = fixed_;
  for (std::size_t j = 0; j < unknowns_.size(); ++j) {
    const Unknown& unknown = unknowns_[j];
    const double mass = std::max(0.0, unknown.scale * x(static_cast<Eigen::Index>(j)));
    if (unknown.output == no_output) {
      solution.oxygen = mass;
    } else if (unknown.substance == whole) {
      solution.mass[unknown.output] += mass * problem_.outputs[unknown.output].composition;
    } else {
      solution.mass[unknown.output](unknown.substance) = mass;
    }
  }
  return solution;
}

ClosureSolution Closing::solve() {
  fix_stated();
  choose_unknowns();
  set_objective();
  add_sum_rules();
  add_bounds();
  const QuadraticSolution found = solve_quadratic(hessian_, linear_, constraints_);
  ClosureSolution solution = unpack(found.x);
  if (found.infeasible) {
    solution.short_substance = blames_[*found.infeasible].short_substance;
    solution.short_output = blames_[*found.infeasible].short_output;
  }
  return solution;
}

}  // namespace

ClosureSolution solve(const ClosureProblem& problem) { return Closing(problem).solve(); }

}  // namespace huan::models
