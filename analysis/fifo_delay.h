#pragma once

#include <span>
#include <vector>

namespace huan::analysis {

/// How long the oldest content of a stock has lain there, if what came first leaves first:
///
///     delay(t) = t - inf { s : A(s) > A(t) - level(t) }        A(s) = initial + inflow until s
///
/// A is taken as a straight line within each interval, so the delay is exact to the length of the
/// interval in which that content came. What was there at the start counts as having come then. An
/// empty stock has delay 0.
///
/// `ends` [d] ascending, the first interval begins at `begin` [d]; `inflow` [t] per interval;
/// `level` [t] at the end of each; `initial` [t] at `begin`. One value [d] per interval.
[[nodiscard]] std::vector<double> fifo_delay(double begin, std::span<const double> ends,
                                             std::span<const double> inflow,
                                             std::span<const double> level, double initial);

}  // namespace huan::analysis
