/// Calendar dates and days: text and scenarios speak in dates, the engine in days from the start.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huan::sim {

using Date = std::chrono::year_month_day;

/// The instants t [d] with begin <= t < end.
struct Window {
  double begin = 0;
  double end = 0;
  friend bool operator==(const Window&, const Window&) = default;
};

/// Periods of the calendar that results are summed over. Weeks are ISO weeks and begin on Monday.
enum class Period : std::uint8_t { day, week, month, quarter, year };
/// "day", "week", "month", "quarter" or "year".
[[nodiscard]] std::optional<Period> period_named(std::string_view name);
[[nodiscard]] std::string_view name_of(Period period);

/// The calendar of one run: day 0 is the midnight at which `start` begins. Gregorian, without time
/// zones, summer time or leap seconds: every day has 24 hours.
///
/// Errors: std::invalid_argument for a date that does not exist (2021-02-29), with the date.
class Era {
 public:
  explicit Era(Date start);

  [[nodiscard]] Date start() const { return start_; }
  /// [d] from the start to the midnight at which `date` begins; negative before the start.
  [[nodiscard]] double days_of(Date date) const;
  /// The date of the day that contains `days`.
  [[nodiscard]] Date date_of(double days) const;
  /// "2021-03-04", or "2021-03-04T12:30:00" where it is not midnight, to the nearest second.
  [[nodiscard]] std::string text_of(double days) const;

  /// 0, every beginning of a period strictly between, `duration`: the edges of the intervals to sum
  /// over, the first and last of which may be cut short. `duration` [d] > 0.
  [[nodiscard]] std::vector<double> edges(Period period, double duration) const;
  /// Beginning of the period that contains `days`, and of the one after it.
  [[nodiscard]] Window period_around(Period period, double days) const;
  /// Name of the period that contains `days`: "2021-03-04", "2021-W09", "2021-03", "2021-Q1",
  /// "2021".
  [[nodiscard]] std::string label(Period period, double days) const;

  /// Both days included: from the midnight before `first` to the midnight after `last`.
  [[nodiscard]] Window window(Date first, Date last) const;
  /// The same days of every year, both included and over New Year when `last` comes before `first`,
  /// cut to [0, duration); windows that touch are one. In a year without 02-29 a window that begins
  /// there begins on 03-01, one that ends there ends with 02-28.
  [[nodiscard]] std::vector<Window> yearly(std::chrono::month_day first,
                                           std::chrono::month_day last, double duration) const;

 private:
  Date start_;
};

/// 0, step, 2 step, ... below `duration`, then `duration`; all in [d], both > 0. A last step
/// shorter than a millionth of the others is part of the one before.
[[nodiscard]] std::vector<double> even_edges(double step, double duration);

}  // namespace huan::sim
