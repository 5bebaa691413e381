#include "analysis/indicator_table.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "analysis/growing.h"
#include "analysis/indicators.h"
#include "analysis/row_blocks.h"

namespace huan::analysis {
namespace {

constexpr double absent_value = std::numeric_limits<double>::quiet_NaN();

/// The lines of the table, each with the indicator it belongs to.
struct Lines {
  std::vector<std::pair<const IndicatorResult*, const IndicatorLine*>> all;
  std::vector<std::int32_t> years;

  explicit Lines(const IndicatorResults& results) {
    std::set<std::int32_t> seen;
    for (const IndicatorResult& result : results) {
      for (const IndicatorLine& line : result.lines) {
        const auto has_value = [](const IndicatorValue& v) { return !std::isnan(v.value); };
        if (std::ranges::none_of(line.values, has_value)) continue;
        all.emplace_back(&result, &line);
        for (const IndicatorValue& value : line.values) seen.insert(std::stoi(value.period));
      }
    }
    years.assign(seen.begin(), seen.end());
  }

  template <class Of>
  [[nodiscard]] std::vector<std::string> texts(Of of) const {
    std::vector<std::string> column;
    for (const auto& [result, line] : all) column.push_back(of(*result, *line));
    return column;
  }
  /// `of(result, line, "2020")` for every year and line.
  template <class Of>
  [[nodiscard]] std::vector<double> numbers(Of of) const {
    std::vector<double> values;
    for (const std::int32_t year : years) {
      for (const auto& [result, line] : all) {
        values.push_back(of(*result, *line, std::to_string(year)));
      }
    }
    return values;
  }
};

void put_table(SealedFile& file, const std::string& name, const std::string& means,
               const std::string& means_zh, const Lines& lines, const std::vector<double>& values) {
  const hdf5::Extent size = {lines.years.size(), lines.all.size()};
  const TableSpec spec{name,
                       {"year", "indicator_id"},
                       {},
                       "1",
                       means,
                       means_zh,
                       {{"coordinates",
                         "indicator_name indicator_name_zh indicator_unit indicator_group "
                         "indicator_group_zh indicator_coverage indicator_note"}}};
  const hdf5::Handle made = file.table(name, hdf5::Element::real, size, spec.axes);
  hdf5::write(made.id(), {.offset = {0, 0}, .count = size}, std::span<const double>(values));
  describe(made.id(), spec);
}

void put_labels(SealedFile& file, const Lines& lines) {
  using Result = IndicatorResult;
  using Line = IndicatorLine;
  const auto column = [&](const char* name, const char* means, auto of) {
    file.column(name, "indicator_id", "1", means, lines.texts(of));
  };
  file.column("year", "year", "1", "calendar year", lines.years);
  column("indicator_id", "id of the indicator, id:group where it tells groups apart",
         [](const Result& r, const Line& l) {
           return l.group.empty() ? r.indicator.id : r.indicator.id + ":" + l.group;
         });
  column("indicator_name", "name", [](const Result& r, const Line& l) {
    return l.group.empty() ? r.indicator.name : r.indicator.name + ": " + l.group;
  });
  column("indicator_name_zh", "name in Chinese", [](const Result& r, const Line& l) {
    const Indicator& i = r.indicator;
    const std::string& name = i.name_zh.empty() ? i.name : i.name_zh;
    return l.group.empty() ? name : name + "：" + l.group;
  });
  column("indicator_unit", "unit", [](const Result& r, const Line&) { return r.indicator.unit; });
  column("indicator_group", "group",
         [](const Result& r, const Line&) { return r.indicator.group; });
  column("indicator_group_zh", "group in Chinese",
         [](const Result& r, const Line&) { return r.indicator.group_zh; });
  column("indicator_coverage", "whole, or part where the scenario determines only a part of it",
         [](const Result& r, const Line&) { return r.indicator.coverage; });
  column("indicator_note", "what it counts and leaves out",
         [](const Result& r, const Line&) { return r.indicator.note; });
}

double figure_of(const std::map<std::string, double>& figures, const std::string& year) {
  const auto found = figures.find(year);
  return found == figures.end() ? absent_value : found->second;
}

IndicatorResults computed(const Dataset& known, hid_t journal, hid_t sealed, std::size_t rows) {
  scenarios::Complaints complaints;  // The scenario was checked before its run.
  Indicators indicators = indicators_for(known, complaints);
  std::erase_if(indicators, [](const Indicator& i) { return i.per != Per::year; });
  Evaluation evaluation(known, indicators);
  RowBlocks blocks(known, evaluation.tables(), {journal, sealed});
  blocks.each(rows, [&](const Dataset& block) { evaluation.add(block); });
  return evaluation.finish();
}

}  // namespace

void seal_indicators(const Dataset& known, hid_t journal, std::size_t rows, SealedFile& file) {
  const IndicatorResults results = computed(known, journal, file.id(), rows);
  const Lines lines(results);
  if (lines.all.empty()) return;
  put_labels(file, lines);
  put_table(
      file, "indicator", "indicators of the run, in their own units (indicator_unit)", "指标",
      lines,
      lines.numbers([](const IndicatorResult&, const IndicatorLine& line, const std::string& year) {
        const auto found = std::ranges::find(line.values, year, &IndicatorValue::period);
        return found == line.values.end() ? absent_value : found->value;
      }));
  const auto only_whole = [](const IndicatorLine& line) { return line.group.empty(); };
  put_table(file, "indicator_reported", "what documents report, in the indicator's unit", "报告值",
            lines,
            lines.numbers([&](const IndicatorResult& result, const IndicatorLine& line,
                              const std::string& year) {
              return only_whole(line) ? figure_of(result.indicator.reported, year) : absent_value;
            }));
  put_table(file, "indicator_target", "what was aimed at, in the indicator's unit", "目标值", lines,
            lines.numbers([&](const IndicatorResult& result, const IndicatorLine& line,
                              const std::string& year) {
              return only_whole(line) ? figure_of(result.indicator.target, year) : absent_value;
            }));
}

}  // namespace huan::analysis
