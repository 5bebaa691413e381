#include "sim/time.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

namespace huan::sim {
namespace {

using std::chrono::days;
using std::chrono::month_day;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::years;

constexpr std::array<std::string_view, 5> period_names = {"day", "week", "month", "quarter",
                                                          "year"};

std::string iso(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

sys_days monday_of(Date date) {
  const sys_days day = date;
  return day - (std::chrono::weekday(day) - std::chrono::Monday);
}

Date first_of_quarter(Date date) {
  const unsigned month = static_cast<unsigned>(date.month());
  return date.year() / std::chrono::month((month - 1) / 3 * 3 + 1) / 1;
}

sys_days begin_of(Period period, Date date) {
  switch (period) {
    case Period::day:
      return date;
    case Period::week:
      return monday_of(date);
    case Period::month:
      return date.year() / date.month() / 1;
    case Period::quarter:
      return first_of_quarter(date);
    case Period::year:
      return date.year() / 1 / 1;
  }
  throw std::logic_error("Era: no such period");
}

/// The period after the one that begins with `begin`.
sys_days next_of(Period period, Date begin) {
  switch (period) {
    case Period::day:
      return sys_days(begin) + days(1);
    case Period::week:
      return sys_days(begin) + days(7);
    case Period::month:
      return begin + months(1);
    case Period::quarter:
      return begin + months(3);
    case Period::year:
      return begin + years(1);
  }
  throw std::logic_error("Era: no such period");
}

/// "2021-W09": the week belongs to the year of its Thursday.
std::string week_label(Date date) {
  const sys_days thursday = monday_of(date) + days(3);
  const year of = Date(thursday).year();
  const auto week = (thursday - sys_days(of / 1 / 1)).count() / 7 + 1;
  return fmt::format("{:04}-W{:02}", static_cast<int>(of), week);
}

/// `day` in a year that may lack it: 02-29 becomes 03-01.
sys_days begin_in(year y, month_day day) {
  return sys_days(y / day.month() / 1) + (day.day() - std::chrono::day(1));
}
/// The midnight after `day`; where the year lacks 02-29, the one after 02-28.
sys_days end_in(year y, month_day day) {
  const std::chrono::day last = (y / day.month() / std::chrono::last).day();
  return sys_days(y / day.month() / std::min(day.day(), last)) + days(1);
}

void require_positive(double value, std::string_view what) {
  if (!(value > 0) || std::isinf(value)) {
    throw std::invalid_argument(fmt::format("Era: {} of {} d", what, value));
  }
}

/// Appends a window cut to [0, duration), joined to the last one where they touch.
void append(std::vector<Window>& windows, Window next, double duration) {
  next = {std::max(next.begin, 0.0), std::min(next.end, duration)};
  if (!(next.begin < next.end)) return;
  if (!windows.empty() && windows.back().end >= next.begin) {
    windows.back().end = next.end;
  } else {
    windows.push_back(next);
  }
}

}  // namespace

std::optional<Period> period_named(std::string_view name) {
  const auto* const found = std::find(period_names.begin(), period_names.end(), name);
  if (found == period_names.end()) return std::nullopt;
  return static_cast<Period>(found - period_names.begin());
}

std::string_view name_of(Period period) {
  return period_names.at(static_cast<std::size_t>(period));
}

Era::Era(Date start) : start_(start) { static_cast<void>(days_of(start)); }

double Era::days_of(Date date) const {
  if (!date.ok()) throw std::invalid_argument("Era: there is no date " + iso(date));
  return static_cast<double>((sys_days(date) - sys_days(start_)).count());
}

Date Era::date_of(double t) const {
  return sys_days(start_) + days(static_cast<days::rep>(std::floor(t)));
}

std::string Era::text_of(double t) const {
  const double midnight = std::floor(t);
  const auto seconds = std::lround((t - midnight) * 86400);
  if (seconds == 0 || seconds == 86400) return iso(date_of(seconds == 0 ? midnight : midnight + 1));
  return fmt::format("{}T{:02}:{:02}:{:02}", iso(date_of(midnight)), seconds / 3600,
                     seconds / 60 % 60, seconds % 60);
}

Window Era::period_around(Period period, double t) const {
  const sys_days begin = begin_of(period, date_of(t));
  return {days_of(begin), days_of(next_of(period, begin))};
}

std::vector<double> Era::edges(Period period, double duration) const {
  require_positive(duration, "a duration");
  std::vector<double> edges = {0};
  for (double edge = period_around(period, 0).end; edge < duration;
       edge = period_around(period, edge).end) {
    edges.push_back(edge);
  }
  edges.push_back(duration);
  return edges;
}

std::string Era::label(Period period, double t) const {
  const Date date = begin_of(period, date_of(t));
  const int y = static_cast<int>(date.year());
  const unsigned month = static_cast<unsigned>(date.month());
  switch (period) {
    case Period::day:
      return iso(date);
    case Period::week:
      return week_label(date);
    case Period::month:
      return fmt::format("{:04}-{:02}", y, month);
    case Period::quarter:
      return fmt::format("{:04}-Q{}", y, (month + 2) / 3);
    case Period::year:
      return fmt::format("{:04}", y);
  }
  throw std::logic_error("Era: no such period");
}

Window Era::window(Date first, Date last) const { return {days_of(first), days_of(last) + 1}; }

std::vector<Window> Era::yearly(month_day first, month_day last, double duration) const {
  require_positive(duration, "a duration");
  for (const month_day day : {first, last}) {
    if (!day.ok()) {
      throw std::invalid_argument(fmt::format("Era: no year has a day {:02}-{:02}",
                                              static_cast<unsigned>(day.month()),
                                              static_cast<unsigned>(day.day())));
    }
  }
  const years to_end = last < first ? years(1) : years(0);
  std::vector<Window> windows;
  for (year y = start_.year() - years(1); y <= date_of(duration).year(); ++y) {
    append(windows, {days_of(begin_in(y, first)), days_of(end_in(y + to_end, last))}, duration);
  }
  return windows;
}

std::vector<double> even_edges(double step, double duration) {
  require_positive(step, "a step");
  require_positive(duration, "a duration");
  std::vector<double> edges = {0};
  for (double n = 1; n * step < duration - 1e-6 * step; ++n) edges.push_back(n * step);
  edges.push_back(duration);
  return edges;
}

}  // namespace huan::sim
