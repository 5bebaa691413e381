/// Studies made by hand, and functions whose indices are known.
#pragma once

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "analysis/design.h"
#include "scenarios/reader/study.h"

namespace huan::tests {

/// `factors` of [low, high], uniform, plain numbers.
inline scenarios::Study uniform_study(scenarios::DesignKind design, std::uint64_t size,
                                      std::size_t factors, double low = 0, double high = 1) {
  scenarios::Study study;
  study.design = design;
  study.size = size;
  for (std::size_t j = 0; j < factors; ++j) {
    scenarios::Factor factor;
    factor.name = "x" + std::to_string(j + 1);
    factor.paths = {"site." + factor.name};
    factor.distribution = sim::Distribution{sim::Distribution::Shape::uniform, low, high, 0, 0, {}};
    factor.levels = 3;
    study.factors.push_back(factor);
  }
  return study;
}

template <typename Function>
std::vector<double> results(const scenarios::Study& study, Function f) {
  const analysis::Design design(study);
  std::vector<double> y;
  for (std::uint64_t i = 0; i < design.points(); ++i) y.push_back(f(design.levels(i)));
  return y;
}

/// sin x1 + a sin^2 x2 + b x3^4 sin x1 on [-pi, pi]^3 (Ishigami and Homma 1990), a = 7, b = 0.1.
inline double ishigami(const std::vector<double>& x) {
  const double s = std::sin(x[1]);
  return std::sin(x[0]) + 7 * s * s + 0.1 * std::pow(x[2], 4) * std::sin(x[0]);
}

/// V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8, V13 = b^2 pi^8 (1/18 - 1/50), all others 0: from the
/// means over x3 of x3^4 (pi^4 / 5) and x3^8 (pi^8 / 9) and of sin^2 (1/2), sin^4 (3/8).
struct IshigamiByHand {
  double v1 = 0.5 * std::pow(1 + 0.1 * std::pow(std::numbers::pi, 4) / 5, 2);
  double v2 = 49.0 / 8;
  double v13 = 0.01 * std::pow(std::numbers::pi, 8) * (1.0 / 18 - 1.0 / 50);
  double v = v1 + v2 + v13;
};

/// prod_j (|4 x_j - 2| + a_j) / (1 + a_j) on [0, 1]^D (Saltelli and Sobol 1995).
inline double sobol_g(const std::vector<double>& x, const std::vector<double>& a) {
  double y = 1;
  for (std::size_t j = 0; j < x.size(); ++j) y *= (std::abs(4 * x[j] - 2) + a[j]) / (1 + a[j]);
  return y;
}

}  // namespace huan::tests
