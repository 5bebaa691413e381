/// How long goods stay in use: the share S(a) that survives to age a [d].
///
///     fixed       S = 1 below the mean, 0 from there on
///     normal      S = (1 - erf((a - mean) / (sd sqrt 2))) / 2, not cut at age 0: what the curve
///     has
///                 below 0 retires at once, as in the year-based tools
///     lognormal   ln a is normal, with that mean and standard deviation of a
///     weibull     S = exp(-(a / scale)^shape), scale = mean / Gamma(1 + 1 / shape)
///
/// survival_integral is the area under S from 0 to a [d], in closed form.
#pragma once

#include <optional>
#include <string>

namespace huan::models {

class Lifetime {
 public:
  /// `mean`, `sd` [d]; `shape` [1] is used by weibull and found from `sd` when not given.
  ///
  /// Errors: std::invalid_argument for an unknown distribution, a mean that is not above 0, or a
  /// spread that it cannot have.
  Lifetime(const std::string& distribution, double mean, double sd,
           std::optional<double> shape = std::nullopt);

  [[nodiscard]] double survival(double age) const;           ///< [1]; 1 below age 0 if cut there
  [[nodiscard]] double survival_integral(double age) const;  ///< [d]; age >= 0
  /// [1] mean of S over ages from `youngest` to `oldest` [d]; S itself where they are one.
  [[nodiscard]] double mean_survival(double youngest, double oldest) const;
  /// [1] what is left, after `more` days, of goods as a constant inflow of all times leaves them.
  [[nodiscard]] double steady_survival(double more) const;
  [[nodiscard]] double mean() const { return mean_; }

  friend bool operator==(const Lifetime&, const Lifetime&) = default;

 private:
  enum class Kind : unsigned char { fixed, normal, lognormal, weibull };
  Kind kind_;
  double mean_;
  double place_ = 0, width_ = 0;  ///< normal: mean, sd; lognormal: those of ln a; weibull: scale,
                                  ///< shape
};

}  // namespace huan::models
