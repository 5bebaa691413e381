#include "sim/moving_mean.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace huan::sim {
namespace {

constexpr double grain = 1e-3;    ///< [1] of the window
constexpr double soonest = 1e-9;  ///< [d] longer than the clock's rounding
constexpr double forever = std::numeric_limits<double>::infinity();

}  // namespace

void MovingMean::change(double now, double rate, double at_once) {
  if (window_ > 0) {
    const double sum = amount(now);
    const std::size_t n = marks_.size();
    if (n > 1 && now - marks_[n - 2].time < grain * window_) marks_.pop_back();
    marks_.push_back({now, sum});
    if (at_once != 0) marks_.push_back({now, sum + at_once});
    while (marks_.size() > 1 && marks_[1].time <= now - window_) marks_.pop_front();
  }
  rate_ = rate;
}

double MovingMean::amount(double time) const {
  const Mark& last = marks_.back();
  if (time >= last.time) return last.amount + rate_ * (time - last.time);
  const auto after = std::upper_bound(marks_.begin(), marks_.end(), time,
                                      [](double t, const Mark& mark) { return t < mark.time; });
  if (after == marks_.begin()) return marks_.front().amount;
  const Mark& before = *(after - 1);
  return before.amount +
         (after->amount - before.amount) * (time - before.time) / (after->time - before.time);
}

double MovingMean::at(double now) const {
  return window_ > 0 ? (amount(now) - amount(now - window_)) / window_ : rate_;
}

double MovingMean::next_look(double now, double level) const {
  if (window_ <= 0) return forever;
  const double edge = now - window_;
  double slope = rate_;  // of the amount at the edge that leaves the window
  double bend = forever;
  const auto after = std::upper_bound(marks_.begin(), marks_.end(), edge,
                                      [](double t, const Mark& mark) { return t < mark.time; });
  if (after == marks_.begin()) {
    slope = 0;
    bend = marks_.front().time + window_;
  } else if (after != marks_.end()) {
    const Mark& before = *(after - 1);
    slope = (after->amount - before.amount) / (after->time - before.time);
    bend = after->time + window_;
  }
  const double away = (level - at(now)) * window_;
  const double towards = rate_ - slope;
  const double reached = away * towards > 0 ? now + away / towards : forever;
  return std::max(std::min(reached, bend), now + soonest);
}

}  // namespace huan::sim
