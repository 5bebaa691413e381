#include "scenarios/reader/study.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace huan::scenarios {
namespace {

std::size_t factorial(std::size_t n) { return n < 2 ? 1 : n * factorial(n - 1); }

/// Which of n things stands at place k in order number `order`: digits in the factorial system
/// choose among those not taken yet.
std::size_t taken_at(std::size_t order, std::size_t n, std::size_t k) {
  std::vector<std::size_t> left(n);
  for (std::size_t i = 0; i < n; ++i) left[i] = i;
  for (std::size_t place = 0;; ++place) {
    const std::size_t rest = factorial(n - 1 - place);
    const std::size_t which = order / rest;
    order %= rest;
    if (place == k) return left.at(which);
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(which));
  }
}

}  // namespace

std::string_view word_for(DesignKind kind) {
  switch (kind) {
    case DesignKind::grid:
      return "grid";
    case DesignKind::list:
      return "list";
    case DesignKind::random:
      return "random";
    case DesignKind::lhs:
      return "lhs";
    case DesignKind::sobol:
      return "sobol";
    case DesignKind::saltelli:
      return "saltelli";
    case DesignKind::morris:
      return "morris";
  }
  return "";
}

std::size_t Factor::choices() const {
  return kind == Kind::permute ? factorial(options.size()) : options.size();
}

Value Factor::value_at(double level) const {
  if (kind == Kind::permute) throw std::logic_error("'" + name + "' has an order, not a value");
  if (!continuous()) return options.at(static_cast<std::size_t>(level));
  if (dates) {
    const auto days = static_cast<std::chrono::days::rep>(std::floor(level));
    return Moment{std::chrono::sys_days(std::chrono::days(days))};
  }
  Number number = unit;
  number.written = level;
  return number;
}

const Value& Factor::permuted(double level, std::size_t k) const {
  return options.at(taken_at(static_cast<std::size_t>(level), options.size(), k));
}

}  // namespace huan::scenarios
