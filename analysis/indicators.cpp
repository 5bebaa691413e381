#include "analysis/indicators.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "analysis/indicator_reader.h"
#include "analysis/selection.h"
#include "analysis/unit_of.h"

namespace huan::analysis {
namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

std::string never_text(const Indicator& indicator) {
  return indicator.held_for > 0 ? "never for so long" : "never";
}

}  // namespace

/// One indicator on its way.
struct Evaluation::Work {
  /// What has come together for one side of an indicator, one group, one period.
  struct Heap {
    double amount = 0;  ///< of the intervals so far
    double level = 0;   ///< at the end of the last of them
    double peak = no_value;
    double hours = 0;
    bool any = false;  ///< a number that was one
    [[nodiscard]] double total() const { return any ? amount + level : no_value; }
  };

  struct Period {
    std::string label;
    double days = 0;
  };

  /// The lines of a group in one table.
  struct Strand {
    const Term* term;
    Selection selection;
    std::vector<std::size_t> groups;  ///< of each line its group; number of groups: in none
  };

  std::shared_ptr<const Indicator> declared;  ///< whose terms the strands point at
  const Indicator& indicator;
  std::vector<Strand> of, to;
  scenarios::Powers powers;
  std::vector<std::string> groups;
  std::vector<Period> periods;
  std::vector<std::vector<std::array<Heap, 2>>> heaps;  ///< by period, by group; of and to
  std::vector<double> held_since;                       ///< [d] by group; NaN: not held
  std::vector<double> first;                            ///< [d] by group; NaN: not yet
  std::string why_not;
  std::vector<std::string> remarks;
  sim::Date start{};

  Work(const Indicator& what, const Directory& directory);
  void add_row(const Dataset& data, std::size_t row);
  void measure_room(std::span<const double> capacities);
  IndicatorResult finish() const;
  void each_value(const std::function<void(std::size_t, const IndicatorValue&)>& visit) const;

 private:
  void bind(const std::vector<Term>& terms, std::vector<Strand>& side, const Directory& directory,
            scenarios::Powers& side_powers);
  void gather_groups();
  void enter_period(const Dataset& data, std::size_t row);
  void add_side(const std::vector<Strand>& side, std::size_t which, const Dataset& data,
                std::size_t row);
  void watch(std::size_t group, double value, double begin, double end);
  [[nodiscard]] std::size_t group_of(const std::string& name) const;
  [[nodiscard]] IndicatorValue value_of(std::size_t group, std::size_t period) const;
  [[nodiscard]] double in_unit(double value, double days) const;
  [[nodiscard]] IndicatorLine first_of(std::size_t group) const;
};

Evaluation::Work::Work(const Indicator& what, const Directory& directory)
    : declared(std::make_shared<const Indicator>(what)),
      indicator(*declared),
      start(directory.data().start) {
  if (indicator.operation == Operation::none) {
    why_not = indicator.note;
    return;
  }
  scenarios::Powers below;
  bind(indicator.of, of, directory, powers);
  bind(indicator.to, to, directory, below);
  if (indicator.operation == Operation::ratio) powers = multiplied(powers, below, -1);
  if (indicator.operation == Operation::growth) powers = {};
  if (indicator.operation == Operation::hours) powers = unit_of("h")->powers;
  const bool has_unit = indicator.operation != Operation::first;
  if (why_not.empty() && has_unit && !time_between(powers, indicator.unit_powers)) {
    why_not = "what it adds up is in " + text_of(powers) + ", not in " + indicator.unit;
  }
  gather_groups();
}

void Evaluation::Work::bind(const std::vector<Term>& terms, std::vector<Strand>& side,
                            const Directory& directory, scenarios::Powers& side_powers) {
  std::vector<std::string> missing;
  for (const Term& term : terms) {
    Selection found = select(term, indicator.by, directory);
    if (!found.fault.empty() && why_not.empty()) why_not = found.fault;
    for (const std::string& pattern : found.unmatched) {
      if (!term.optional) missing.push_back(pattern);
    }
    if (found.lines.empty()) continue;
    if (!side.empty() && found.powers != side_powers && why_not.empty()) {
      why_not =
          "its terms differ in unit: " + text_of(side_powers) + " and " + text_of(found.powers);
    }
    side_powers = found.powers;
    side.push_back({&term, std::move(found), {}});
  }
  if (side.empty() && !terms.empty() && why_not.empty()) {
    why_not = missing.empty() ? "nothing in this run matches " + terms[0].written : missing[0];
    if (missing.size() > 1) why_not += " and " + std::to_string(missing.size() - 1) + " more";
    return;
  }
  remarks.insert(remarks.end(), missing.begin(), missing.end());
}

/// Those of the numerator, so that a group is there even where it has nothing to divide by.
void Evaluation::Work::gather_groups() {
  for (const Strand& strand : of) {
    for (const Selection::Line& line : strand.selection.lines) groups.push_back(line.group);
  }
  std::ranges::sort(groups);
  groups.erase(std::ranges::unique(groups).begin(), groups.end());
  for (auto* side : {&of, &to}) {
    for (Strand& strand : *side) {
      for (const auto& line : strand.selection.lines) strand.groups.push_back(group_of(line.group));
    }
  }
  held_since.assign(groups.size(), no_value);
  first.assign(groups.size(), no_value);
}

std::size_t Evaluation::Work::group_of(const std::string& name) const {
  const auto at = std::ranges::lower_bound(groups, name);
  return at != groups.end() && *at == name ? static_cast<std::size_t>(at - groups.begin())
                                           : groups.size();
}

void Evaluation::Work::enter_period(const Dataset& data, std::size_t row) {
  std::string label = "run";
  if (indicator.per == Per::year) label = std::to_string(data.year(row));
  if (indicator.per == Per::interval) label = data.periods[row];
  if (periods.empty() || periods.back().label != label) {
    periods.push_back({label, 0});
    heaps.emplace_back(groups.size());
  }
  periods.back().days += data.ends[row] - data.begins[row];
}

void Evaluation::Work::add_side(const std::vector<Strand>& side, std::size_t which,
                                const Dataset& data, std::size_t row) {
  auto& here = heaps.back();
  std::vector<double> amounts(groups.size(), 0);
  std::vector<double> levels(groups.size(), 0);
  std::vector<bool> any(groups.size(), false);
  for (const Strand& strand : side) {
    using Nature = Quantity::Nature;
    const Nature nature = strand.term->quantity->nature;
    const Table* table = data.table(strand.term->quantity->table);
    for (std::size_t i = 0; i < strand.groups.size(); ++i) {
      const Selection::Line& line = strand.selection.lines[i];
      double value = 1;
      if (nature != Nature::constant) value = table->row(row)[line.position];
      if (strand.term->quantity->key == "room") value = line.capacity - value;
      if (std::isnan(value)) continue;
      // A constant of the denominator goes for every group.
      const std::size_t from = nature == Nature::constant ? 0 : strand.groups[i];
      const std::size_t to_group = nature == Nature::constant ? groups.size() : from + 1;
      for (std::size_t g = from; g < std::min(to_group, groups.size()); ++g) {
        (nature == Nature::amount ? amounts : levels)[g] += line.factor * value;
        any[g] = true;
      }
    }
  }
  const double begin = data.begins[row];
  const double end = data.ends[row];
  for (std::size_t g = 0; g < groups.size(); ++g) {
    Heap& heap = here[g][which];
    heap.amount += amounts[g];
    heap.level = levels[g];
    heap.any = heap.any || any[g];
    if (which == 1) continue;
    const double now = any[g] ? amounts[g] + levels[g] : no_value;
    const double shown = in_unit(now, end - begin);
    if (!std::isnan(shown) && !(heap.peak >= shown)) heap.peak = shown;
    const bool holds = now >= indicator.at_least && now <= indicator.at_most;
    if (holds) heap.hours += (end - begin) * 24;
    watch(g, holds ? now : no_value, begin, end);
  }
}

/// For `first`: since when it has held, and the day from which it did so for long enough.
void Evaluation::Work::watch(std::size_t group, double value, double begin, double end) {
  double& since = held_since[group];
  if (std::isnan(value)) {
    since = no_value;
    return;
  }
  if (std::isnan(since)) since = begin;
  if (std::isnan(first[group]) && end - since >= indicator.held_for) first[group] = since;
}

void Evaluation::Work::add_row(const Dataset& data, std::size_t row) {
  if (!why_not.empty()) return;
  enter_period(data, row);
  add_side(of, 0, data, row);
  if (!to.empty()) add_side(to, 1, data, row);
}

/// From base units, per day or times a day where the unit wants it.
double Evaluation::Work::in_unit(double value, double days) const {
  if (indicator.operation == Operation::first) return value;
  const auto time = time_between(powers, indicator.unit_powers);
  if (time == -1) value /= days;
  if (time == 1) value *= days;
  return value / indicator.unit_factor;
}

IndicatorValue Evaluation::Work::value_of(std::size_t group, std::size_t period) const {
  const Heap& above = heaps[period][group][0];
  const double days = periods[period].days;
  const std::string& label = periods[period].label;
  const auto number = [&](double base) {
    const double shown = in_unit(base, days);
    if (std::isfinite(shown)) return IndicatorValue{label, shown, ""};
    return IndicatorValue{label, no_value,
                          std::isinf(shown) ? "without bound" : "nothing was stated"};
  };
  switch (indicator.operation) {
    case Operation::ratio: {
      const double below = heaps[period][group][1].total();
      if (below == 0 || std::isnan(below)) return {label, no_value, "nothing to divide by"};
      return number(above.total() / below);
    }
    case Operation::growth: {
      if (period == 0) return {label, no_value, "no year before it"};
      const double before = heaps[period - 1][group][0].total() / periods[period - 1].days;
      if (before == 0) return {label, no_value, "nothing in the year before"};
      return number(above.total() / days / before - 1);
    }
    case Operation::max:
      if (std::isnan(above.peak)) return {label, no_value, "nothing was stated"};
      return {label, above.peak, ""};
    case Operation::hours:
      return number(above.hours / 24);
    default:
      return number(above.total());
  }
}

IndicatorLine Evaluation::Work::first_of(std::size_t group) const {
  IndicatorLine line{groups[group], {}};
  if (std::isnan(first[group])) {
    line.values.push_back({"run", no_value, never_text(indicator)});
  } else {
    line.values.push_back({"run", first[group], sim::Era(start).text_of(first[group])});
  }
  return line;
}

void Evaluation::Work::measure_room(std::span<const double> capacities) {
  for (auto* side : {&of, &to}) {
    for (Strand& strand : *side) {
      if (strand.term->quantity->key != "room") continue;
      for (Selection::Line& line : strand.selection.lines) {
        line.capacity = capacities[line.position];
      }
    }
  }
}

void Evaluation::Work::each_value(
    const std::function<void(std::size_t, const IndicatorValue&)>& visit) const {
  if (!why_not.empty()) return;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (indicator.operation == Operation::first) visit(g, first_of(g).values[0]);
    if (indicator.operation == Operation::first) continue;
    for (std::size_t p = 0; p < periods.size(); ++p) visit(g, value_of(g, p));
  }
}

IndicatorResult Evaluation::Work::finish() const {
  IndicatorResult result{indicator, why_not.empty(), why_not, remarks, {}};
  if (!result.computable) return result;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (indicator.operation == Operation::first) {
      result.lines.push_back(first_of(g));
      continue;
    }
    IndicatorLine line{groups[g], {}};
    for (std::size_t p = 0; p < periods.size(); ++p) line.values.push_back(value_of(g, p));
    result.lines.push_back(std::move(line));
  }
  return result;
}

Evaluation::Evaluation(const Dataset& labels, const Indicators& indicators) {
  const Directory directory(labels);
  works_.reserve(indicators.size());
  for (const Indicator& indicator : indicators) works_.emplace_back(indicator, directory);
}

Evaluation::Evaluation(const Evaluation&) = default;
Evaluation::~Evaluation() = default;

void Evaluation::measure_room(std::span<const double> capacities) {
  for (Work& work : works_) work.measure_room(capacities);
}

void Evaluation::each_value(
    const std::function<void(std::size_t, std::size_t, const IndicatorValue&)>& visit) const {
  for (std::size_t i = 0; i < works_.size(); ++i) {
    works_[i].each_value([&](std::size_t line, const IndicatorValue& v) { visit(i, line, v); });
  }
}

std::vector<std::string> Evaluation::tables() const {
  std::set<std::string> names;
  for (const Work& work : works_) {
    if (!work.why_not.empty()) continue;
    for (const auto* side : {&work.of, &work.to}) {
      for (const Work::Strand& strand : *side) names.insert(strand.term->quantity->table);
    }
  }
  names.erase("");  // of a constant
  return {names.begin(), names.end()};
}

void Evaluation::add(const Dataset& rows) {
  for (Work& work : works_) {
    for (std::size_t row = 0; row < rows.rows(); ++row) work.add_row(rows, row);
  }
}

IndicatorResults Evaluation::finish() {
  IndicatorResults results;
  for (const Work& work : works_) results.push_back(work.finish());
  return results;
}

IndicatorResults evaluate(const Dataset& data, const Indicators& indicators) {
  Evaluation evaluation(data, indicators);
  evaluation.add(data);
  return evaluation.finish();
}

std::vector<std::string> tables_for(const Indicators& indicators) {
  std::vector<std::string> tables;
  for (const Indicator& indicator : indicators) {
    for (const auto* side : {&indicator.of, &indicator.to}) {
      for (const Term& term : *side) tables.push_back(term.quantity->table);
    }
  }
  std::ranges::sort(tables);
  tables.erase(std::ranges::unique(tables).begin(), tables.end());
  return tables;
}

Indicators indicators_for(const Dataset& data, scenarios::Complaints& complaints) {
  Indicators all = indicators_in(data.scenario, data.origin, complaints);
  for (const Indicator& general : general_indicators()) {
    if (std::ranges::find(all, general.id, &Indicator::id) == all.end()) all.push_back(general);
  }
  return all;
}

}  // namespace huan::analysis
