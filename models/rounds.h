/// The instants at which a clerk does its rounds: calendar months, or a number of days.
///
/// A width of whole months (1 a = 12) follows the calendar: every such round begins with the first
/// of a month, years with January. Other widths are counted from the start of the run.
#pragma once

#include "sim/time.h"

namespace huan::models {

class Rounds {
 public:
  /// `width` [d] > 0; a month is 365/12 d. Errors: std::invalid_argument when it is not.
  Rounds(sim::Era era, double width);

  [[nodiscard]] double width() const { return width_; }  ///< [d] nominal
  [[nodiscard]] double next(double time) const;          ///< [d] the first instant after `time`
  friend bool operator==(const Rounds& a, const Rounds& b) {
    return a.width_ == b.width_ && a.era_.start() == b.era_.start();
  }

 private:
  sim::Era era_;
  double width_;
  int months_ = 0;  ///< 0 = days
};

}  // namespace huan::models
