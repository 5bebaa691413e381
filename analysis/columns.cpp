#include "analysis/columns.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace huan::analysis {
namespace {

using nlohmann::json;

template <class Line, class Same>
void add_new(std::vector<Line>& into, const std::vector<Line>& more, Same same) {
  for (const Line& line : more) {
    if (std::ranges::none_of(into, [&](const Line& known) { return same(known, line); })) {
      into.push_back(line);
    }
  }
}

json json_of(const std::vector<IndicatorColumn>& lines) {
  json all = json::array();
  for (const auto& l : lines) {
    all.push_back({l.id, l.name, l.name_zh, l.unit, l.group, l.group_zh});
  }
  return all;
}

std::vector<IndicatorColumn> indicators_in(const json& all) {
  std::vector<IndicatorColumn> lines;
  for (const json& l : all) {
    lines.push_back({l.at(0), l.at(1), l.at(2), l.at(3), l.at(4), l.at(5)});
  }
  return lines;
}

}  // namespace

bool Columns::add(const Columns& more) {
  if (start != more.start || begins != more.begins || ends != more.ends || years != more.years) {
    return false;
  }
  const auto same_indicator = [](const auto& a, const auto& b) { return a.id == b.id; };
  add_new(yearly, more.yearly, same_indicator);
  add_new(whole, more.whole, same_indicator);
  add_new(series, more.series,
          [](const auto& a, const auto& b) { return a.id == b.id && a.table == b.table; });
  return true;
}

json json_of(const Columns& columns) {
  json series = json::array();
  for (const auto& l : columns.series) {
    series.push_back({l.id, l.table, l.name, l.name_zh, l.unit});
  }
  return {{"start", std::chrono::sys_days(columns.start).time_since_epoch().count()},
          {"begins", columns.begins},
          {"ends", columns.ends},
          {"periods", columns.periods},
          {"years", columns.years},
          {"yearly", json_of(columns.yearly)},
          {"whole", json_of(columns.whole)},
          {"series", series}};
}

Columns columns_of(const json& from) {
  Columns columns;
  const std::chrono::days since(from.at("start").get<int>());
  columns.start = std::chrono::sys_days(since);
  columns.begins = from.at("begins").get<std::vector<double>>();
  columns.ends = from.at("ends").get<std::vector<double>>();
  columns.periods = from.at("periods").get<std::vector<std::string>>();
  columns.years = from.at("years").get<std::vector<std::int32_t>>();
  columns.yearly = indicators_in(from.at("yearly"));
  columns.whole = indicators_in(from.at("whole"));
  for (const json& l : from.at("series")) {
    columns.series.push_back({l.at(0), l.at(1), l.at(2), l.at(3), l.at(4)});
  }
  return columns;
}

}  // namespace huan::analysis
