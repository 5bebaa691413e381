#include "models/rounds.h"

#include <cmath>
#include <stdexcept>

#include "models/capacity.h"

namespace huan::models {

Rounds::Rounds(sim::Era era, double width) : era_(era), width_(width) {
  if (!(width > 0)) throw std::invalid_argument("the width of a round must be longer than 0 days");
  const double months = width / (days_per_year / 12);
  const double whole = std::round(months);
  if (whole >= 1 && whole <= 1200 && std::abs(months - whole) < 1e-6)
    months_ = static_cast<int>(whole);
}

double Rounds::next(double time) const {
  constexpr double same_instant = 1e-9;
  if (months_ == 0) return (std::floor(time / width_ + same_instant) + 1) * width_;
  const sim::Date date = era_.date_of(time + same_instant);
  const int month =
      static_cast<int>(date.year()) * 12 + static_cast<int>(unsigned{date.month()}) - 1;
  const int begin = (month / months_ + 1) * months_;
  using namespace std::chrono;
  return era_.days_of(sim::Date{year{begin / 12},
                                std::chrono::month{static_cast<unsigned>(begin % 12) + 1}, day{1}});
}

}  // namespace huan::models
