/// A number estimated from a sample, and how far it can be trusted.
#pragma once

#include <cstdint>

namespace huan::analysis {

/// value +- half_width at the level of confidence asked for.
struct Estimate {
  double value = 0;
  double half_width = 0;
};

/// How intervals are found: by drawing the sample's rows anew, `resamples` times.
struct Resampling {
  std::uint64_t resamples = 100;  ///< 0: no intervals
  double level = 0.95;            ///< [1] of confidence, in (0, 1)
  std::uint64_t seed = 1;
};

}  // namespace huan::analysis
