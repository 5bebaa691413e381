/// Rows of a sample drawn anew, for the intervals of estimators.
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

#include "analysis/estimate.h"

namespace huan::analysis {

/// Numbers of `rows` rows drawn with replacement: resample `number` of the stream named `what`.
[[nodiscard]] std::vector<std::size_t> resampled_rows(std::size_t rows, std::uint64_t number,
                                                      std::uint64_t seed, std::string_view what);
/// z of a two-sided interval at `level`: 1.96 for 0.95. Errors: std::invalid_argument for a level
/// outside (0, 1).
[[nodiscard]] double normal_width(double level);

/// Mean and variance of numbers one by one (Welford).
class Spread {
 public:
  void add(double value) {
    ++n_;
    const double step = value - mean_;
    mean_ += step / static_cast<double>(n_);
    squares_ += step * (value - mean_);
  }
  [[nodiscard]] double mean() const { return mean_; }
  /// n - 1 in the denominator; 0 of fewer than two numbers.
  [[nodiscard]] double deviation() const {
    return n_ < 2 ? 0 : std::sqrt(squares_ / static_cast<double>(n_ - 1));
  }

 private:
  std::uint64_t n_ = 0;
  double mean_ = 0, squares_ = 0;
};

}  // namespace huan::analysis
