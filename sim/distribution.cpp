#include "sim/distribution.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/distributions/uniform.hpp>

namespace huan::sim {
namespace {

using Shape = Distribution::Shape;
constexpr double infinite = std::numeric_limits<double>::infinity();

double clamped(double value, double low, double high) {
  return value < low ? low : value > high ? high : value;
}

/// With the bounds taken exactly and the rest between them: 0 and 1 are the ends by definition, not
/// by what rounding leaves.
template <typename Law>
double bounded_quantile(const Law& law, double u, double low, double high) {
  if (u <= 0 || low == high) return low;
  if (u >= 1) return high;
  return clamped(boost::math::quantile(law, u), low, high);
}

template <typename Law>
double open_quantile(const Law& law, double u, double low) {
  if (u <= 0) return low;
  if (u >= 1) return infinite;
  return boost::math::quantile(law, u);
}

boost::math::lognormal lognormal_of(const Distribution& x) {
  return boost::math::lognormal(std::log(x.a), std::log(x.b));
}

double whole_quantile(const Distribution& x, double u) {
  switch (x.shape) {
    case Shape::uniform:
      return clamped(x.a + u * (x.b - x.a), x.a, x.b);
    case Shape::log_uniform:
      if (u <= 0) return x.a;
      return u >= 1 ? x.b : clamped(x.a * std::pow(x.b / x.a, u), x.a, x.b);
    case Shape::normal:
      return open_quantile(boost::math::normal(x.a, x.b), u, -infinite);
    case Shape::lognormal:
      return open_quantile(lognormal_of(x), u, 0);
    case Shape::triangular:
      if (x.a == x.c) return x.a;
      return bounded_quantile(boost::math::triangular(x.a, x.b, x.c), u, x.a, x.c);
    case Shape::beta:
      return clamped(
          x.a + (x.b - x.a) * bounded_quantile(boost::math::beta_distribution<>(x.c, x.d), u, 0, 1),
          x.a, x.b);
  }
  return 0;
}

/// F(value).
double share_below(const Distribution& x, double value) {
  switch (x.shape) {
    case Shape::uniform:
      return x.a == x.b ? (value >= x.a) : clamped((value - x.a) / (x.b - x.a), 0, 1);
    case Shape::log_uniform:
      if (value <= x.a) return x.a == x.b && value == x.a ? 1 : 0;
      return x.a == x.b ? 1 : clamped(std::log(value / x.a) / std::log(x.b / x.a), 0, 1);
    case Shape::normal:
      return boost::math::cdf(boost::math::normal(x.a, x.b), value);
    case Shape::lognormal:
      return value <= 0 ? 0 : boost::math::cdf(lognormal_of(x), value);
    case Shape::triangular:
      if (x.a == x.c) return value >= x.a;
      return boost::math::cdf(boost::math::triangular(x.a, x.b, x.c), clamped(value, x.a, x.c));
    case Shape::beta:
      if (x.a == x.b) return value >= x.a;
      return boost::math::cdf(boost::math::beta_distribution<>(x.c, x.d),
                              clamped((value - x.a) / (x.b - x.a), 0, 1));
  }
  return 0;
}

std::string_view fault_of_shape(const Distribution& x) {
  switch (x.shape) {
    case Shape::uniform:
      return x.a <= x.b ? "" : "the lowest value comes first";
    case Shape::log_uniform:
      if (!(x.a > 0)) return "a logarithm needs numbers above 0";
      return x.a <= x.b ? "" : "the lowest value comes first";
    case Shape::normal:
      return x.b > 0 ? "" : "the standard deviation must be above 0";
    case Shape::lognormal:
      if (!(x.a > 0)) return "the median must be above 0";
      return x.b > 1 ? "" : "the geometric standard deviation must be above 1";
    case Shape::triangular:
      return x.a <= x.b && x.b <= x.c ? "" : "the order is lowest, most likely, highest";
    case Shape::beta:
      if (!(x.a <= x.b)) return "the lowest value comes first";
      return x.c > 0 && x.d > 0 ? "" : "the shapes alpha and beta must be above 0";
  }
  return "";
}

}  // namespace

bool is_bounded(const Distribution& x) {
  return x.between || (x.shape != Shape::normal && x.shape != Shape::lognormal);
}

std::string_view fault_of(const Distribution& x) {
  for (const double number : {x.a, x.b, x.c, x.d})
    if (!std::isfinite(number)) return "every number must be finite";
  if (const std::string_view fault = fault_of_shape(x); !fault.empty()) return fault;
  if (!x.between) return "";
  const auto [low, high] = *x.between;
  if (!std::isfinite(low) || !std::isfinite(high) || low > high)
    return "'between' is the lowest and the highest value";
  return share_below(x, high) > share_below(x, low) ? "" : "'between' leaves nothing";
}

double quantile(const Distribution& x, double u) {
  if (const std::string_view fault = fault_of(x); !fault.empty())
    throw std::invalid_argument("quantile: " + std::string(fault));
  if (!(u >= 0 && u <= 1)) throw std::invalid_argument("quantile: no share: " + std::to_string(u));
  if (!x.between) return whole_quantile(x, u);
  const auto [low, high] = *x.between;
  const double below = share_below(x, low);
  return clamped(whole_quantile(x, below + u * (share_below(x, high) - below)), low, high);
}

}  // namespace huan::sim
