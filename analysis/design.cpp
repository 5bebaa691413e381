#include "analysis/design.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>
#include <string>

#include <Eigen/Cholesky>
#include <boost/math/distributions/normal.hpp>
#include <boost/random/sobol.hpp>

#include "analysis/permutation.h"
#include "sim/random.h"

namespace huan::analysis {

using scenarios::DesignKind;
using scenarios::Factor;
using scenarios::Study;

/// One way of laying points.
struct Design::Scheme {
  Scheme() = default;
  Scheme(const Scheme&) = delete;
  Scheme& operator=(const Scheme&) = delete;
  virtual ~Scheme() = default;
  [[nodiscard]] virtual std::uint64_t points() const = 0;
  /// `u` has a number for each factor.
  virtual void fill(std::uint64_t point, std::vector<double>& u) const = 0;
};

namespace {

using UnitPoint = std::vector<double>;

/// All combinations, or the rows of a list: places in the middle of their share of [0, 1].
class Grid {
 public:
  explicit Grid(const Study& study) : list_(study.design == DesignKind::list) {
    points_ = list_ ? study.size : 1;
    for (const Factor& factor : study.factors) {
      continuous_.push_back(factor.continuous());
      sizes_.push_back(factor.continuous() ? static_cast<std::uint64_t>(factor.levels)
                                           : factor.choices());
      if (!list_) points_ *= sizes_.back();
    }
  }
  [[nodiscard]] std::uint64_t points() const { return points_; }
  void fill(std::uint64_t point, UnitPoint& u) const {
    for (std::size_t j = u.size(); j-- > 0;) {
      const std::uint64_t k = list_ ? point : point % sizes_[j];
      if (!list_) point /= sizes_[j];
      const auto n = static_cast<double>(sizes_[j]);
      u[j] = continuous_[j] ? static_cast<double>(k) / (n - 1) : (static_cast<double>(k) + 0.5) / n;
    }
  }

 private:
  bool list_;
  std::uint64_t points_ = 0;
  std::vector<bool> continuous_;
  std::vector<std::uint64_t> sizes_;
};

/// Streams hang on the factor's name: another factor changes nobody's numbers.
class Random {
 public:
  explicit Random(const Study& study) : study_(&study) {}
  [[nodiscard]] std::uint64_t points() const { return study_->size; }
  void fill(std::uint64_t point, UnitPoint& u) const {
    for (std::size_t j = 0; j < u.size(); ++j)
      u[j] = sim::Stream(study_->seed, point, study_->factors[j].name, "design").uniform();
  }

 private:
  const Study* study_;
};

class LatinHypercube {
 public:
  explicit LatinHypercube(const Study& study) : within_(study) {
    for (const Factor& factor : study.factors)
      strata_.emplace_back(study.size, study.seed, factor.name);
  }
  [[nodiscard]] std::uint64_t points() const { return within_.points(); }
  void fill(std::uint64_t point, UnitPoint& u) const {
    within_.fill(point, u);
    for (std::size_t j = 0; j < u.size(); ++j)
      u[j] = (static_cast<double>(strata_[j](point)) + u[j]) / static_cast<double>(points());
  }

 private:
  Random within_;
  std::vector<KeyedPermutation> strata_;
};

/// Points of Sobol's sequence by their number, the origin being number 0.
class Sequence {
 public:
  Sequence(const Study& study, std::size_t dimensions)
      : skip_(study.skip.value_or(std::max<std::uint64_t>(16, std::bit_ceil(study.size)))),
        start_(make(dimensions)) {}

  [[nodiscard]] UnitPoint point(std::uint64_t i) const {
    UnitPoint u(start_.dimension(), 0);
    if (skip_ + i == 0) return u;
    boost::random::sobol sequence = start_;
    sequence.seed(skip_ + i - 1);  // Boost begins with number 1
    for (double& x : u) x = static_cast<double>(sequence()) * 0x1p-64;
    return u;
  }

 private:
  std::uint64_t skip_;
  boost::random::sobol start_;

  static boost::random::sobol make(std::size_t dimensions) {
    try {
      return boost::random::sobol(dimensions);
    } catch (const std::exception&) {
      throw std::invalid_argument("Sobol's sequence has no " + std::to_string(dimensions) +
                                  " dimensions");
    }
  }
};

class SobolPoints {
 public:
  explicit SobolPoints(const Study& study)
      : points_(study.size), sequence_(study, study.factors.size()) {}
  [[nodiscard]] std::uint64_t points() const { return points_; }
  void fill(std::uint64_t point, UnitPoint& u) const { u = sequence_.point(point); }

 private:
  std::uint64_t points_;
  Sequence sequence_;
};

class Saltelli {
 public:
  explicit Saltelli(const Study& study)
      : factors_(study.factors.size()),
        block_(study.second_order ? 2 * factors_ + 2 : factors_ + 2),
        rows_(study.size),
        sequence_(study, 2 * factors_) {}
  [[nodiscard]] std::uint64_t points() const { return rows_ * block_; }
  void fill(std::uint64_t point, UnitPoint& u) const {
    const UnitPoint ab = sequence_.point(point / block_);
    const std::uint64_t row = point % block_;  // 0: A; 1..D: AB; then BA; last: B
    const bool last = row == block_ - 1;
    const bool from_b = last || row > factors_;
    const std::uint64_t swapped = row == 0 || last ? factors_ : (row - 1) % factors_;
    for (std::size_t j = 0; j < factors_; ++j)
      u[j] = ab[j + (from_b != (j == swapped) ? factors_ : 0)];
  }

 private:
  std::size_t factors_;
  std::uint64_t block_, rows_;
  Sequence sequence_;
};

class Morris {
 public:
  explicit Morris(const Study& study) : study_(&study) {}
  [[nodiscard]] std::uint64_t points() const { return study_->size * (study_->factors.size() + 1); }
  void fill(std::uint64_t point, UnitPoint& u) const {
    const std::uint64_t trajectory = point / (u.size() + 1);
    const std::uint64_t steps = point % (u.size() + 1);
    const double p = study_->levels;
    const double delta = p / (2 * (p - 1));
    std::vector<double> turn(u.size());
    std::vector<bool> up(u.size());
    for (std::size_t j = 0; j < u.size(); ++j) {
      sim::Stream stream(study_->seed, trajectory, study_->factors[j].name, "trajectory");
      u[j] = std::floor(stream.uniform() * p / 2) / (p - 1);
      up[j] = stream.uniform() < 0.5;
      turn[j] = stream.uniform();
    }
    std::vector<std::size_t> order(u.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
      return std::pair(turn[a], a) < std::pair(turn[b], b);
    });
    for (std::size_t k = 0; k < u.size(); ++k) {
      const std::size_t j = order[k];
      const bool moved = k < steps;
      if (moved == up[j]) u[j] = std::min(1.0, u[j] + delta);
    }
  }

 private:
  const Study* study_;
};

/// [1] the option a share falls to.
double option_at(const Factor& factor, double u) {
  const std::size_t n = factor.choices();
  if (factor.weights.empty())
    return std::min(std::floor(u * static_cast<double>(n)), static_cast<double>(n - 1));
  double sum = 0;
  std::size_t last = 0;
  for (std::size_t k = 0; k < factor.weights.size(); ++k) {
    if (factor.weights[k] > 0) last = k;
    sum += factor.weights[k];
    if (u < sum) return static_cast<double>(k);
  }
  return static_cast<double>(last);
}

double level_at(const Factor& factor, double u) {
  if (!factor.continuous()) return option_at(factor, u);
  const double level = sim::quantile(*factor.distribution, u);
  return factor.dates ? std::floor(level) : level;
}

/// Turns the group's coordinates by its Gaussian copula.
void correlate(const scenarios::Correlation& group, UnitPoint& u) {
  const auto n = static_cast<Eigen::Index>(group.factors.size());
  Eigen::MatrixXd r(n, n);
  Eigen::VectorXd z(n);
  const boost::math::normal normal;
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < n; ++j)
      r(i, j) = i == j ? 1
                       : 2 * std::sin(std::numbers::pi / 6 *
                                      group.rank[static_cast<std::size_t>(i * n + j)]);
    const double inside =
        std::clamp(u[group.factors[static_cast<std::size_t>(i)]], 0x1p-64, 1 - 0x1p-53);
    z(i) = boost::math::quantile(normal, inside);
  }
  const Eigen::VectorXd turned = r.llt().matrixL() * z;
  for (Eigen::Index i = 0; i < n; ++i)
    u[group.factors[static_cast<std::size_t>(i)]] = boost::math::cdf(normal, turned(i));
}

template <typename Kind, typename Base>
struct Laid final : Base {
  explicit Laid(const Study& study) : kind(study) {}
  [[nodiscard]] std::uint64_t points() const override { return kind.points(); }
  void fill(std::uint64_t point, UnitPoint& u) const override { kind.fill(point, u); }
  Kind kind;
};

template <typename Base>
std::unique_ptr<const Base> scheme_of(const Study& study) {
  switch (study.design) {
    case DesignKind::grid:
    case DesignKind::list:
      return std::make_unique<Laid<Grid, Base>>(study);
    case DesignKind::random:
      return std::make_unique<Laid<Random, Base>>(study);
    case DesignKind::lhs:
      return std::make_unique<Laid<LatinHypercube, Base>>(study);
    case DesignKind::sobol:
      return std::make_unique<Laid<SobolPoints, Base>>(study);
    case DesignKind::saltelli:
      return std::make_unique<Laid<Saltelli, Base>>(study);
    case DesignKind::morris:
      return std::make_unique<Laid<Morris, Base>>(study);
  }
  throw std::logic_error("a design of no kind");
}

}  // namespace

Design::Design(const Study& study) : study_(&study), scheme_(scheme_of<Scheme>(study)) {
  points_ = scheme_->points();
}
Design::~Design() = default;
Design::Design(Design&&) noexcept = default;

std::vector<double> Design::unit(std::uint64_t point) const {
  if (point >= points_) throw std::out_of_range("the study has no point " + std::to_string(point));
  UnitPoint u(study_->factors.size());
  scheme_->fill(point, u);
  return u;
}

std::vector<double> Design::levels(std::uint64_t point) const {
  UnitPoint u = unit(point);
  for (const scenarios::Correlation& group : study_->correlations) correlate(group, u);
  for (std::size_t j = 0; j < u.size(); ++j) u[j] = level_at(study_->factors[j], u[j]);
  return u;
}

std::uint64_t runs_of(const Study& study, const Design& design) {
  return design.points() * study.replicates;
}

StudyRun run_of(const Study& study, std::uint64_t run) {
  StudyRun found;
  found.point = run / study.replicates;
  found.replicate = run % study.replicates;
  found.stream = study.common ? found.replicate : run;
  return found;
}

}  // namespace huan::analysis
