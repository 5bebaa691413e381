/// What was added to cumulative quantities since they were last asked for.
#pragma once

#include <cmath>
#include <utility>
#include <vector>

namespace huan::analysis {

class Increments {
 public:
  explicit Increments(std::size_t count) : before_(count, 0.0) {}

  /// [unit of `total`] since the last call for `i`; infinite totals stay infinite.
  double operator()(std::size_t i, double total) {
    const double before = std::exchange(before_[i], total);
    return std::isinf(total) && total == before ? total : total - before;
  }

 private:
  std::vector<double> before_;
};

}  // namespace huan::analysis
