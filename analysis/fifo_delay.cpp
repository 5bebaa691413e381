#include "analysis/fifo_delay.h"

#include <algorithm>
#include <cmath>

namespace huan::analysis {

std::vector<double> fifo_delay(double begin, std::span<const double> ends,
                               std::span<const double> inflow, std::span<const double> level,
                               double initial) {
  // Of what ever came in, a share below this counts as nothing: the sums are exact to that.
  constexpr double nothing = 1e-12;
  std::vector<double> delay(ends.size(), 0.0);
  double come = initial;         // A at the end of interval i
  std::size_t oldest = 0;        // interval in which the oldest content came
  double come_before = initial;  // A at its beginning
  for (std::size_t i = 0; i < ends.size(); ++i) {
    come += inflow[i];
    if (level[i] <= nothing * come) continue;
    const double gone = std::max(0.0, come - level[i]);
    if (gone < initial * (1 - nothing)) {
      delay[i] = ends[i] - begin;
      continue;
    }
    while (oldest < i && come_before + inflow[oldest] <= gone) come_before += inflow[oldest++];
    const double from = oldest == 0 ? begin : ends[oldest - 1];
    const double share =
        inflow[oldest] > 0 ? std::clamp((gone - come_before) / inflow[oldest], 0.0, 1.0) : 0.0;
    delay[i] = ends[i] - (from + share * (ends[oldest] - from));
  }
  return delay;
}

}  // namespace huan::analysis
