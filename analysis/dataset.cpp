#include "analysis/dataset.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "analysis/pattern.h"

namespace huan::analysis {
namespace {

/// "stock" for "stock_id": what the names of an axis's columns begin with.
std::string_view prefix_of(std::string_view axis) {
  constexpr std::string_view end = "_id";
  if (axis.ends_with(end)) axis.remove_suffix(end.size());
  return axis;
}

template <class Columns>
auto* find_column(const Columns& columns, std::string_view axis, std::string_view what) {
  auto found = columns.find(what);
  if (found == columns.end()) {
    found = columns.find(std::string(prefix_of(axis)) + "_" + std::string(what));
  }
  return found == columns.end() ? nullptr : &found->second;
}

}  // namespace

std::optional<std::size_t> Axis::find(std::string_view id) const {
  const auto found = std::ranges::find(ids, id);
  if (found == ids.end()) return std::nullopt;
  return static_cast<std::size_t>(found - ids.begin());
}

std::vector<std::size_t> Axis::matching(std::string_view pattern) const {
  std::vector<std::size_t> lines;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (matches(ids[i], pattern)) lines.push_back(i);
  }
  return lines;
}

const std::vector<std::string>* Axis::column(std::string_view what) const {
  return find_column(texts, name, what);
}

const std::string& Axis::text(std::string_view what, std::size_t line) const {
  static const std::string none;
  const auto* found = column(what);
  return found == nullptr ? none : found->at(line);
}

double Axis::number(std::string_view what, std::size_t line) const {
  const auto* found = find_column(numbers, name, what);
  return found == nullptr ? std::numeric_limits<double>::quiet_NaN() : found->at(line);
}

const Table* Dataset::table(std::string_view name) const {
  const auto found = tables.find(name);
  return found == tables.end() ? nullptr : &found->second;
}

const Axis* Dataset::axis(std::string_view name) const {
  const auto found = axes.find(name);
  return found == axes.end() ? nullptr : &found->second;
}

const Axis& Dataset::axis_of(const Table& table, std::size_t position) const {
  const Axis* found = axis(table.axes.at(position));
  if (found == nullptr) {
    throw std::logic_error("dataset: table '" + table.name + "' has no labels '" +
                           table.axes[position] + "'");
  }
  return *found;
}

std::string Dataset::date(double day) const { return sim::Era(start).text_of(std::floor(day)); }

int Dataset::year(std::size_t row) const {
  const auto days = static_cast<int>(std::floor((begins.at(row) + ends.at(row)) / 2));
  const sim::Date date = std::chrono::sys_days(start) + std::chrono::days(days);
  return static_cast<int>(date.year());
}

void Dataset::add_labels(const LabelTable& labels) {
  Axis& axis = axes[labels.spec.axes.at(0)];
  axis.name = labels.spec.axes[0];
  if (const auto* texts = std::get_if<std::vector<std::string>>(&labels.values)) {
    if (labels.spec.name == axis.name) {
      axis.ids = *texts;
    } else {
      axis.texts[labels.spec.name] = *texts;
    }
  } else if (const auto* numbers = std::get_if<std::vector<double>>(&labels.values)) {
    axis.numbers[labels.spec.name] = *numbers;
  } else {
    const auto& wholes = std::get<std::vector<std::int32_t>>(labels.values);
    axis.numbers[labels.spec.name] = {wholes.begin(), wholes.end()};
  }
}

Table& Dataset::add_table(const TableSpec& spec) {
  Table& table = tables[spec.name];
  table = {spec.name, spec.axes, spec.size, spec.units, spec.long_name, spec.long_name_zh, {}};
  if (!spec.axes.empty() && spec.axes[0] == "time") table.size.insert(table.size.begin(), 0);
  return table;
}

Dataset between(const Dataset& data, double from, double to) {
  constexpr double slack = 1e-6;
  std::size_t first = 0;
  while (first < data.rows() && data.begins[first] < from - slack) ++first;
  std::size_t last = data.rows();
  while (last > first && data.ends[last - 1] > to + slack) --last;
  Dataset part = data;
  if (first == 0 && last == data.rows()) return part;
  const auto keep = [&](auto& list, std::size_t width) {
    const auto begin = static_cast<std::ptrdiff_t>(first * width);
    const auto end = static_cast<std::ptrdiff_t>(last * width);
    list = std::decay_t<decltype(list)>(list.begin() + begin, list.begin() + end);
  };
  for (auto& [name, table] : part.tables) {
    if (table.axes.empty() || table.axes[0] != "time") continue;
    const std::size_t width = table.width();
    if (name == "stock" && first > 0) {
      const auto before = data.tables.at(name).row(first - 1);
      part.axes[table.axes[1]].numbers["stock_initial"] = {before.begin(), before.end()};
    }
    keep(table.values, width);
    table.size[0] = last - first;
  }
  keep(part.begins, 1);
  keep(part.ends, 1);
  keep(part.periods, 1);
  return part;
}

}  // namespace huan::analysis
