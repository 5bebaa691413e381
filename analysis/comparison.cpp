#include "analysis/comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>

#include "analysis/indicators.h"
#include "analysis/interval.h"

namespace huan::analysis {
namespace {

constexpr double not_there = std::numeric_limits<double>::quiet_NaN();
constexpr double no_change = 1e-9;  // relative: below that it is rounding

/// A number of one run, and what it is called.
struct Reading {
  double value = 0;
  std::string name, name_zh, unit, text;
  std::map<std::string, double> years;
};
using Readings = std::map<std::string, Reading>;

/// [d] since the epoch of the calendar.
double day_zero(const Dataset& data) {
  return static_cast<double>(std::chrono::sys_days(data.start).time_since_epoch().count());
}

struct Span {
  double from, to;  ///< [d] since the epoch
};

Span common_span(std::span<const Dataset> base, std::span<const Dataset> other) {
  Span span{-1e300, 1e300};
  for (const auto runs : {base, other}) {
    for (const Dataset& data : runs) {
      if (data.rows() == 0) throw std::invalid_argument(data.origin + " holds no interval");
      span.from = std::max(span.from, day_zero(data) + data.begins.front());
      span.to = std::min(span.to, day_zero(data) + data.ends.back());
    }
  }
  if (span.from >= span.to) throw std::invalid_argument("the runs cover no common time");
  return span;
}

/// The intervals of a run that lie in the span.
Dataset cut(const Dataset& data, const Span& span) {
  return between(data, span.from - day_zero(data), span.to - day_zero(data));
}

enum class Gather { sum, last, highest };

/// The kind of a process of the run; "" where its line is not in the results.
std::string_view process_column(const Dataset& data, const std::string& process,
                                std::string_view column) {
  const Axis* axis = data.axis("process");
  const auto line = axis == nullptr ? std::nullopt : axis->find(process);
  return line ? std::string_view(axis->text(column, *line)) : std::string_view();
}

/// Losses of routes and of their docks, whose capacity means little, are no bottlenecks.
bool counts(const Dataset& data, const std::string& process) {
  const std::string_view kind = process_column(data, process, "kind");
  return kind == "treatment" || kind == "forced" || kind == "demand";
}

std::string unit_of_line(const Dataset& data, const Axis& axis, std::size_t line) {
  if (axis.name != "loss") return axis.text("unit", line);
  return std::string(process_column(data, axis.text("process", line), "unit"));
}

/// A number for every line of a table.
Readings gather(const Dataset& data, const char* name, Gather how) {
  Readings entries;
  const Table* table = data.table(name);
  if (table == nullptr || table->axes.size() != 2 || table->rows() == 0) return entries;
  const Axis& axis = data.axis_of(*table);
  for (std::size_t line = 0; line < axis.size(); ++line) {
    double value = how == Gather::highest ? -std::numeric_limits<double>::infinity() : 0;
    for (std::size_t row = 0; row < table->rows(); ++row) {
      const double now = table->at(row, line);
      if (std::isnan(now)) continue;
      value = how == Gather::sum ? value + now : how == Gather::last ? now : std::max(value, now);
    }
    const std::string unit = unit_of_line(data, axis, line);
    if (std::string_view(name) == "lost_t" && !counts(data, axis.text("process", line))) continue;
    entries[axis.ids[line]] = {
        value,
        axis.text("name", line),
        axis.text("name_zh", line),
        (table->unit == "1" || axis.name == "loss") && !unit.empty() ? unit : table->unit,
        "",
        {}};
  }
  return entries;
}

/// Indicators over the whole time, and by year.
Readings gather_indicators(const Dataset& data, const Indicators& indicators) {
  Readings entries;
  Indicators whole = indicators;
  for (Indicator& one : whole) one.per = Per::run;
  std::erase_if(whole, [](const Indicator& one) { return one.operation == Operation::growth; });
  for (const IndicatorResult& result : evaluate(data, whole)) {
    const Indicator& it = result.indicator;
    for (const IndicatorLine& line : result.lines) {
      const std::string tail = line.group.empty() ? "" : ":" + line.group;
      const IndicatorValue& value = line.values.at(0);
      entries[it.id + tail] = {value.value,
                               it.name + (tail.empty() ? "" : ": " + line.group),
                               it.name_zh + (tail.empty() ? "" : "：" + line.group),
                               it.unit,
                               value.text,
                               {}};
    }
  }
  for (const IndicatorResult& result : evaluate(data, indicators)) {
    if (result.indicator.per != Per::year) continue;
    for (const IndicatorLine& line : result.lines) {
      const std::string tail = line.group.empty() ? "" : ":" + line.group;
      const auto entry = entries.find(result.indicator.id + tail);
      if (entry == entries.end()) continue;
      for (const IndicatorValue& value : line.values) {
        entry->second.years[value.period] = value.value;
      }
    }
  }
  return entries;
}

/// Pairs of runs with the same random numbers: positions in the two lists.
std::vector<std::pair<std::size_t, std::size_t>> pairs_of(std::span<const Dataset> base,
                                                          std::span<const Dataset> other) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < base.size(); ++i) {
    for (std::size_t j = 0; j < other.size(); ++j) {
      if (base[i].seed == other[j].seed && base[i].replicate == other[j].replicate) {
        pairs.emplace_back(i, j);
        break;
      }
    }
  }
  return pairs;
}

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

/// What all runs say of one quantity.
class Weighing {
 public:
  Weighing(std::vector<Readings> base, std::vector<Readings> other, const Pairs& pairs,
           double missing)
      : base_(std::move(base)), other_(std::move(other)), pairs_(pairs), missing_(missing) {}

  /// Those that changed; the larger ones in front.
  [[nodiscard]] std::vector<Difference> differences(bool by_share) const;

 private:
  std::vector<Readings> base_, other_;
  const Pairs& pairs_;
  double missing_;  ///< of a line that a run does not have

  [[nodiscard]] Difference difference(const std::string& id) const;
  [[nodiscard]] std::vector<double> values(const std::vector<Readings>& runs,
                                           const std::string& id) const {
    std::vector<double> list;
    for (const Readings& run : runs) {
      const auto found = run.find(id);
      list.push_back(found == run.end() ? missing_ : found->second.value);
    }
    return list;
  }
  [[nodiscard]] const Reading& any(const std::string& id) const {
    for (const auto* runs : {&other_, &base_}) {
      for (const Readings& run : *runs) {
        const auto found = run.find(id);
        if (found != run.end()) return found->second;
      }
    }
    throw std::logic_error("comparison: nobody knows '" + id + "'");
  }
};

Difference Weighing::difference(const std::string& id) const {
  const Reading& entry = any(id);
  Difference d;
  d.id = id;
  d.name = entry.name;
  d.name_zh = entry.name_zh;
  d.unit = entry.unit;
  const auto before = values(base_, id);
  const auto after = values(other_, id);
  d.base = mean(before);
  d.other = mean(after);
  d.change = d.other - d.base;
  const auto found = base_[0].find(id);
  if (found != base_[0].end()) d.base_text = found->second.text;
  const auto next = other_[0].find(id);
  if (next != other_[0].end()) d.other_text = next->second.text;
  std::optional<std::pair<double, double>> interval;
  if (pairs_.size() > 1) {
    std::vector<double> changes;
    for (const auto& [i, j] : pairs_) changes.push_back(after[j] - before[i]);
    d.change = mean(changes);
    interval = interval_of_mean(changes);
  } else {
    interval = interval_of_difference(before, after);
  }
  if (interval && std::isfinite(interval->first)) {
    d.low = interval->first;
    d.high = interval->second;
  }
  for (const auto& [year, value] : entry.years) {
    const auto of = [&](const std::vector<Readings>& runs) {
      double sum = 0;
      for (const Readings& run : runs) {
        const auto at = run.find(id);
        const bool has = at != run.end() && at->second.years.contains(year);
        sum += has ? at->second.years.at(year) : not_there;
      }
      return sum / static_cast<double>(runs.size());
    };
    d.years.push_back({year, of(base_), of(other_)});
  }
  return d;
}

std::vector<Difference> Weighing::differences(bool by_share) const {
  std::map<std::string, bool> ids;
  for (const auto* runs : {&base_, &other_}) {
    for (const Readings& run : *runs) {
      for (const auto& [id, entry] : run) ids[id] = true;
    }
  }
  std::vector<Difference> list;
  for (const auto& [id, there] : ids) {
    Difference d = difference(id);
    const bool appeared = std::isnan(d.base) != std::isnan(d.other);
    const bool moved = !std::isnan(d.change) && std::abs(d.relative()) > no_change;
    if (appeared || moved) list.push_back(std::move(d));
  }
  std::ranges::stable_sort(list, std::greater{}, [by_share](const Difference& d) {
    if (std::isnan(d.change)) return -1.0;
    return std::abs(by_share ? d.relative() : d.change);
  });
  return list;
}

/// Compares one kind of quantity in all runs.
class Scales {
 public:
  Scales(std::span<const Dataset> base, std::span<const Dataset> other)
      : base_(base), other_(other), pairs_(pairs_of(base, other)) {}

  [[nodiscard]] const Pairs& pairs() const { return pairs_; }
  [[nodiscard]] std::vector<Difference> table(const char* name, Gather how) const {
    return weigh([&](const Dataset& data) { return gather(data, name, how); }, 0, false);
  }
  [[nodiscard]] std::vector<Difference> indicators(const Indicators& declared) const {
    return weigh([&](const Dataset& data) { return gather_indicators(data, declared); }, not_there,
                 true);
  }

 private:
  std::span<const Dataset> base_, other_;
  Pairs pairs_;

  template <class Of>
  std::vector<Difference> weigh(Of of, double missing, bool by_share) const {
    std::vector<Readings> before;
    std::vector<Readings> after;
    for (const Dataset& data : base_) before.push_back(of(data));
    for (const Dataset& data : other_) after.push_back(of(data));
    return Weighing(std::move(before), std::move(after), pairs_, missing).differences(by_share);
  }
};

/// What the reader must know of how the runs were set beside each other.
std::vector<std::string> remarks_on(const Comparison& c, std::span<const Dataset> base,
                                    std::span<const Dataset> other) {
  std::vector<std::string> remarks;
  if (c.pairs == 0) {
    remarks.push_back("the seeds or replicates differ (" + std::to_string(base[0].seed) + "/" +
                      std::to_string(base[0].replicate) + " and " + std::to_string(other[0].seed) +
                      "/" + std::to_string(other[0].replicate) +
                      "): a part of every change is chance");
  }
  if (c.pairs > 0 && (c.pairs < base.size() || c.pairs < other.size())) {
    remarks.push_back("only " + std::to_string(c.pairs) +
                      " runs of each have a counterpart of "
                      "equal seed and replicate");
  }
  for (const auto runs : {base, other}) {
    for (const Dataset& data : runs) {
      if (!data.complete) remarks.push_back(data.origin + " comes from a run that was cut short");
    }
  }
  if (base[0].program != other[0].program) {
    remarks.push_back("they were made by different programs: " + base[0].program + " and " +
                      other[0].program);
  }
  return remarks;
}

/// The scenario without its seed, which is no difference between scenarios.
std::string without_seed(const std::string& text) {
  const auto at = text.starts_with("seed = ") ? 0 : text.find("\nseed = ");
  if (at == std::string::npos) return text;
  const auto end = text.find('\n', at + 1);
  return text.substr(0, at) + (end == std::string::npos ? "" : text.substr(end));
}

}  // namespace

double Difference::relative() const {
  const double larger = std::max(std::abs(base), std::abs(other));
  return larger == 0 ? 0 : change / larger;
}

bool Difference::is_certain() const { return !low || !high || *low > 0 || *high < 0; }

std::vector<std::vector<Dataset>> by_scenario(std::vector<Dataset> runs) {
  std::vector<std::vector<Dataset>> groups;
  for (Dataset& run : runs) {
    const auto same = std::ranges::find_if(groups, [&](const auto& group) {
      return without_seed(group.front().scenario) == without_seed(run.scenario);
    });
    if (same == groups.end()) {
      groups.emplace_back().push_back(std::move(run));
    } else {
      same->push_back(std::move(run));
    }
  }
  return groups;
}

Comparison compare(std::span<const Dataset> base, std::span<const Dataset> other,
                   const Indicators& indicators) {
  if (base.empty() || other.empty()) throw std::invalid_argument("nothing to compare");
  const Span span = common_span(base, other);
  std::vector<Dataset> before;
  std::vector<Dataset> after;
  for (const Dataset& data : base) before.push_back(cut(data, span));
  for (const Dataset& data : other) after.push_back(cut(data, span));
  const Scales scales(before, after);
  Comparison c;
  c.base = base[0].origin;
  c.other = other[0].origin;
  c.base_title = base[0].title;
  c.other_title = other[0].title;
  c.from = base[0].date(span.from - day_zero(base[0]));
  c.to = base[0].date(span.to - day_zero(base[0]) - 1);
  c.base_runs = base.size();
  c.other_runs = other.size();
  c.pairs = scales.pairs().size();
  c.remarks = remarks_on(c, base, other);
  c.inputs = compare_inputs(base[0].scenario, other[0].scenario);
  c.indicators = scales.indicators(indicators);
  c.flows = scales.table("flow", Gather::sum);
  c.energy = scales.table("carrier_flow", Gather::sum);
  c.stocks_at_end = scales.table("stock", Gather::last);
  c.stocks_highest = scales.table("stock_max", Gather::highest);
  c.bottlenecks = scales.table("lost_t", Gather::sum);
  c.unmet = scales.table("unmet", Gather::sum);
  c.uncontrolled = scales.table("uncontrolled", Gather::sum);
  return c;
}

}  // namespace huan::analysis
