/// The mean of a stepwise constant rate over the last so many days.
///
///     mean(t) = (A(t) - A(t - window)) / window      A(t) = amount up to t, 0 before day 0
///
/// Between two changes of the rate it is made of straight pieces, so the instant at which it
/// reaches a level is found exactly. Changes nearer to each other than a thousandth of the window
/// are kept as one: while such a stretch leaves the window, the mean is off by at most a thousandth
/// of the largest rate in it. Memory: about a thousand numbers, however often the rate changes.
#pragma once

#include <cstddef>
#include <deque>

namespace huan::sim {

class MovingMean {
 public:
  /// [d] > 0; 0 = the rate itself.
  explicit MovingMean(double window = 0) : window_(window) {}

  /// From day `now` on the rate is `rate` [unit/d]; `at_once` [unit] was moved at that instant.
  /// Days must not decrease.
  void change(double now, double rate, double at_once = 0);

  [[nodiscard]] double rate() const { return rate_; }
  /// [unit/d] at a day not before the last change.
  [[nodiscard]] double at(double now) const;
  /// The days before it are as if nothing had flowed: means that are low say nothing yet.
  [[nodiscard]] double full_from() const { return window_; }
  /// Marks that are kept.
  [[nodiscard]] std::size_t footprint() const { return marks_.size(); }
  /// [d] > now: when the mean reaches `level`, or an instant at which to ask again; infinity when
  /// it never will. For a mean that has not reached it yet.
  [[nodiscard]] double next_look(double now, double level) const;

 private:
  /// The amount moved up to an instant; straight in between.
  struct Mark {
    double time;    ///< [d]
    double amount;  ///< [unit]
  };
  double window_;
  double rate_ = 0;
  std::deque<Mark> marks_{{0, 0}};  ///< ascending; the last is the last change

  [[nodiscard]] double amount(double time) const;
};

}  // namespace huan::sim
