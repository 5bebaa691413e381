#include "models/lifetime.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include <boost/math/special_functions/gamma.hpp>

namespace huan::models {
namespace {

/// Share of the standard normal distribution above z, and its density at z.
double above(double z) { return 0.5 * std::erfc(z / std::numbers::sqrt2); }
double density(double z) {
  return std::exp(-0.5 * z * z) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
}

/// Standard deviation over mean of a Weibull distribution of that shape; falls with the shape.
double spread_of(double shape) {
  const double first = std::tgamma(1 + 1 / shape);
  return std::sqrt(std::max(0.0, std::tgamma(1 + 2 / shape) / (first * first) - 1));
}

double shape_with_spread(double spread) {
  double low = 0.2;
  double high = 100;
  if (!(spread < spread_of(low) && spread > spread_of(high)))
    throw std::invalid_argument("no Weibull distribution has that standard deviation of lifetime");
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (low + high);
    (spread_of(middle) > spread ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace

Lifetime::Lifetime(const std::string& distribution, double mean, double sd,
                   std::optional<double> shape)
    : kind_(Kind::fixed), mean_(mean) {
  if (!(mean > 0)) throw std::invalid_argument("a lifetime must be longer than 0 days");
  if (distribution == "fixed") return;
  if (distribution == "weibull") {
    kind_ = Kind::weibull;
    width_ = shape ? *shape : shape_with_spread(sd / mean);
    if (!(width_ > 0)) throw std::invalid_argument("the shape of a lifetime must be above 0");
    place_ = mean / std::tgamma(1 + 1 / width_);
    return;
  }
  if (!(sd > 0))
    throw std::invalid_argument("the standard deviation of a lifetime must be above 0");
  if (distribution == "normal") {
    kind_ = Kind::normal;
    place_ = mean;
    width_ = sd;
  } else if (distribution == "lognormal") {
    kind_ = Kind::lognormal;
    width_ = std::sqrt(std::log1p(sd * sd / (mean * mean)));
    place_ = std::log(mean) - 0.5 * width_ * width_;
  } else {
    throw std::invalid_argument("no distribution of lifetimes is called '" + distribution +
                                "': fixed, normal, lognormal, weibull");
  }
}

double Lifetime::survival(double age) const {
  switch (kind_) {
    case Kind::fixed:
      return age < mean_ ? 1 : 0;
    case Kind::normal:
      return above((age - place_) / width_);
    case Kind::lognormal:
      return age <= 0 ? 1 : above((std::log(age) - place_) / width_);
    case Kind::weibull:
      return age <= 0 ? 1 : std::exp(-std::pow(age / place_, width_));
  }
  throw std::logic_error("a lifetime without a distribution");
}

double Lifetime::survival_integral(double age) const {
  if (age <= 0) return 0;
  switch (kind_) {
    case Kind::fixed:
      return std::min(age, mean_);
    case Kind::normal: {
      const auto area = [](double z) { return z * above(z) - density(z); };
      return width_ * (area((age - place_) / width_) - area(-place_ / width_));
    }
    case Kind::lognormal: {
      const double z = (std::log(age) - place_) / width_;
      return age * above(z) + mean_ * above(width_ - z);
    }
    case Kind::weibull:
      return mean_ * boost::math::gamma_p(1 / width_, std::pow(age / place_, width_));
  }
  throw std::logic_error("a lifetime without a distribution");
}

double Lifetime::mean_survival(double youngest, double oldest) const {
  const double young = std::max(0.0, youngest);
  if (!(oldest > young)) return survival(young);
  return (survival_integral(oldest) - survival_integral(young)) / (oldest - young);
}

double Lifetime::steady_survival(double more) const {
  const double all = survival_integral(1e3 * mean_);
  return std::max(0.0, 1 - survival_integral(more) / all);
}

}  // namespace huan::models
