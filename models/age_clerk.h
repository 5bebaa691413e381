/// Counts what stays in a store longer than it may, when what came first leaves first.
///
/// With I(t) [t] what has come by t (what was there at the start came at 0), O(t) what has left and
/// L the limit [d], the store holds max(0, I(t - L) - O(t)) that is over its time. What stands at a
/// loading dock of the store until its lot is full has not left. Counted at
/// rounds of a day, or of L / 24 where that is less; what a round found is counted in the course of
/// the next.
///
/// Post: stocks {store}, processes {passes the limit [t/d], waits beyond it [t d/d]}.
#pragma once

#include <deque>

#include "models/clerk_base.h"

namespace huan::models {

struct AgeNumbers {
  double limit = 0;  ///< [d] > 0
  friend bool operator==(const AgeNumbers&, const AgeNumbers&) = default;
};

class AgeClerk final : public ClerkWith<AgeClerk, AgeNumbers> {
 public:
  using ClerkWith::ClerkWith;
  [[nodiscard]] Answer at(const sim::View& view, const sim::ClerkSpec& post) override;

 private:
  struct Point {
    double time = 0;  ///< [d]
    double come = 0;  ///< [t] by then
  };
  std::deque<Point> curve_;
  double initial_ = 0;  ///< [t]
  double due_ = 0;      ///< [t] of what came, what had reached the limit at the last round

  [[nodiscard]] double come_by(double time) const;
};

}  // namespace huan::models
