#include "analysis/fifo_delay.h"

#include <algorithm>
#include <cmath>

namespace huan::analysis {

double FifoDelay::next(double level) {
  // Of what ever came in, a share below this counts as nothing: the sums are exact to that.
  constexpr double nothing = 1e-12;
  const std::size_t i = i_++;
  come_ += inflow_[i];
  if (level <= nothing * come_) return 0;
  const double gone = std::max(0.0, come_ - level);
  if (gone < initial_ * (1 - nothing)) return ends_[i] - begin_;
  while (oldest_ < i && come_before_ + inflow_[oldest_] <= gone) {
    come_before_ += inflow_[oldest_++];
  }
  const double came = inflow_[oldest_];
  const double from = oldest_ == 0 ? begin_ : ends_[oldest_ - 1];
  const double share = came > 0 ? std::clamp((gone - come_before_) / came, 0.0, 1.0) : 0.0;
  return ends_[i] - (from + share * (ends_[oldest_] - from));
}

std::vector<double> fifo_delay(double begin, std::span<const double> ends,
                               std::span<const double> inflow, std::span<const double> level,
                               double initial) {
  FifoDelay of(begin, ends, inflow, initial);
  std::vector<double> delay;
  delay.reserve(level.size());
  for (const double held : level) delay.push_back(of.next(held));
  return delay;
}

}  // namespace huan::analysis
