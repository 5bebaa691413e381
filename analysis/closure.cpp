#include "analysis/closure.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace huan::analysis {
namespace {

using scenarios::Closure;
using scenarios::Study;

constexpr int halvings = 200;

/// A closure's terms with their ranges.
class Reconciliation {
 public:
  Reconciliation(const Study& study, const Closure& closure, const std::vector<double>& levels)
      : closure_(&closure) {
    for (const Closure::Term& term : closure.terms) {
      const auto& distribution = *study.factors[term.factor].distribution;
      ranges_.push_back(
          {levels[term.factor], sim::quantile(distribution, 0), sim::quantile(distribution, 1)});
    }
  }

  [[nodiscard]] double level(std::size_t k, double lambda) const {
    const Range& x = ranges_[k];
    const double width = x.high - x.low;
    return std::clamp(x.drawn + lambda * closure_->terms[k].sign * width * width, x.low, x.high);
  }
  /// Rises with lambda.
  [[nodiscard]] double rest(double lambda) const {
    double sum = closure_->own;
    for (std::size_t k = 0; k < ranges_.size(); ++k)
      sum += closure_->terms[k].sign * (level(k, lambda) - closure_->terms[k].mode);
    return sum;
  }
  /// Least |lambda| that brings the rest into its range; rounding is on the inner side.
  [[nodiscard]] double lambda() const {
    const bool short_of = rest(0) < closure_->low;
    if (!short_of && rest(0) <= closure_->high) return 0;
    const auto inside = [&](double x) {
      return short_of ? rest(x) >= closure_->low : rest(x) <= closure_->high;
    };
    double outer = 0, inner = short_of ? 1 : -1;
    while (!inside(inner) && std::abs(inner) < 1e12) inner *= 2;
    for (int i = 0; i < halvings; ++i) {
      const double middle = (outer + inner) / 2;
      (inside(middle) ? inner : outer) = middle;
    }
    return inner;
  }

 private:
  struct Range {
    double drawn, low, high;
  };
  const Closure* closure_;
  std::vector<Range> ranges_;
};

}  // namespace

std::vector<double> closed_levels(const Study& study, std::vector<double> levels) {
  for (const Closure& closure : study.closures) {
    const Reconciliation reconciliation(study, closure, levels);
    const double lambda = reconciliation.lambda();
    if (lambda == 0) continue;
    for (std::size_t k = 0; k < closure.terms.size(); ++k)
      levels[closure.terms[k].factor] = reconciliation.level(k, lambda);
  }
  return levels;
}

std::vector<std::size_t> closing_order(const Study& study, const std::vector<double>& closed) {
  std::vector<std::size_t> order(study.factors.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (const Closure& closure : study.closures) {
    std::vector<Closure::Term> terms = closure.terms;
    std::vector<std::size_t> places;
    for (const Closure::Term& term : terms) places.push_back(term.factor);
    std::ranges::sort(places);
    std::ranges::stable_sort(terms, std::greater<>(), [&](const Closure::Term& term) {
      return term.sign * (closed[term.factor] - term.mode);
    });
    for (std::size_t k = 0; k < places.size(); ++k) order[places[k]] = terms[k].factor;
  }
  return order;
}

}  // namespace huan::analysis
