#pragma once

#include <cstddef>
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

/// The same, interval after interval: levels need not be known all at once.
class FifoDelay {
 public:
  /// `ends` and `inflow` must outlive it.
  FifoDelay(double begin, std::span<const double> ends, std::span<const double> inflow,
            double initial)
      : begin_(begin),
        ends_(ends),
        inflow_(inflow),
        initial_(initial),
        come_(initial),
        come_before_(initial) {}

  /// [d] of the next interval, at whose end the stock holds `level` [t].
  double next(double level);

 private:
  double begin_;
  std::span<const double> ends_, inflow_;
  double initial_;
  std::size_t i_ = 0;       ///< the next interval
  double come_;             ///< A at the end of the last one
  std::size_t oldest_ = 0;  ///< interval in which the oldest content came
  double come_before_;      ///< A at its beginning
};

}  // namespace huan::analysis
