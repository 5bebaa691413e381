/// What is kept of every run of a study, in which order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "sim/time.h"

namespace huan::analysis {

/// One line of an indicator: "recycling_rate", or "waste:Changge" where groups are told apart.
struct IndicatorColumn {
  std::string id, name, name_zh, unit, group, group_zh;
  friend bool operator==(const IndicatorColumn&, const IndicatorColumn&) = default;
};
/// One line of a table of the run over its intervals; `table` as in a results file.
struct SeriesColumn {
  std::string id, table, name, name_zh, unit;
  friend bool operator==(const SeriesColumn&, const SeriesColumn&) = default;
};

/// The numbers of a run stand in one row, in this order:
///
///     yearly[year][line]    indicators per calendar year
///     whole[line]           indicators of the whole run
///     series[time][line]    amounts in, or levels at the end of, every interval
///
/// A number that a run does not have (an indicator that cannot be computed, a line that its network
/// lacks) is NaN.
struct Columns {
  sim::Date start{};                 ///< day 0 begins at its midnight
  std::vector<double> begins, ends;  ///< [d] edges of the intervals
  std::vector<std::string> periods;  ///< their labels
  std::vector<std::int32_t> years;
  std::vector<IndicatorColumn> yearly, whole;
  std::vector<SeriesColumn> series;

  [[nodiscard]] std::size_t first_whole() const { return years.size() * yearly.size(); }
  [[nodiscard]] std::size_t first_series() const { return first_whole() + whole.size(); }
  [[nodiscard]] std::size_t width() const { return first_series() + ends.size() * series.size(); }

  /// Adds the lines of `more` that are not there. Returns whether both have the same intervals;
  /// nothing is added when not.
  bool add(const Columns& more);
};

[[nodiscard]] nlohmann::json json_of(const Columns& columns);
/// Errors: nlohmann::json::exception.
[[nodiscard]] Columns columns_of(const nlohmann::json& json);

}  // namespace huan::analysis
