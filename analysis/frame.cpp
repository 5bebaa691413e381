#include "analysis/frame.h"

#include <algorithm>

#include "analysis/pattern.h"
#include "analysis/tables.h"

namespace huan::analysis {
namespace {

using sim::Network;

/// Tables whose lines a study can keep, each with its axis and the column that says a line's unit.
struct Keepable {
  const char* table;
  const char* axis;
  const char* unit;  ///< column; nullptr: the table says it
};
constexpr Keepable keepable[] = {{"stock", "stock_id", nullptr},
                                 {"carrier_stock", "carrier_stock_id", nullptr},
                                 {"flow", "flow_id", nullptr},
                                 {"carrier_flow", "carrier_flow_id", nullptr},
                                 {"allowance_flow", "allowance_flow_id", "unit"},
                                 {"throughput", "process", "unit"}};

bool is_late(const std::string& table) {
  return table == "lost_t" || table == "lost_h" || table == "delay";
}

bool is_wanted(const Axis& axis, std::size_t line, const std::vector<std::string>& patterns) {
  if (matches_any(axis.ids[line], patterns)) return true;
  const std::string& from = axis.text("from", line);
  return !from.empty() && matches_any(from + ">" + axis.text("to", line), patterns);
}

/// Every name of the network, in order; with the arcs this is its structure.
std::vector<std::string> structure_of(const Network& network) {
  std::vector<std::string> names;
  for (const auto& stock : network.stocks()) names.push_back(stock.name);
  for (const auto& process : network.processes()) names.push_back(process.name);
  return names;
}

ResultsMeta everything(ResultsMeta meta) {
  meta.series = {"*"};
  return meta;
}

std::size_t line_of(const std::vector<IndicatorColumn>& columns, const std::string& id) {
  const auto found = std::ranges::find(columns, id, &IndicatorColumn::id);
  return static_cast<std::size_t>(found - columns.begin());
}

std::string id_of(const Indicator& indicator, const std::string& group) {
  return group.empty() ? indicator.id : indicator.id + ":" + group;
}

bool of_whole_run(const Indicator& indicator) {
  return indicator.per == Per::run || indicator.operation == Operation::first;
}

}  // namespace

Frame::Frame(const Network& network, ResultsMeta meta, const std::vector<double>& samples,
             const Indicators& indicators, const scenarios::Kept& kept)
    : meta_(everything(std::move(meta))), axes_(network, meta_), structure_(structure_of(network)) {
  labels_.scenario = meta_.scenario;
  labels_.start = meta_.start;
  labels_.seed = meta_.seed;
  labels_.duration = network.plan().duration;
  for (const LabelTable& labels : labels_of(network, meta_, axes_)) labels_.add_labels(labels);
  const Tables tables(network, meta_, axes_);
  for (const LabelTable& labels : tables.items) labels_.add_labels(labels);
  for (const SeriesTable& table : tables.series) labels_.add_table(table.spec);

  for (const Indicator& one : indicators) {
    if (one.per == Per::interval) continue;
    if (!matches_any(one.id, kept.indicators) && !matches_any(one.group, kept.indicators)) continue;
    const auto used = tables_for({one});
    (std::ranges::any_of(used, is_late) ? late_ : bound_).push_back(one);
  }
  evaluation_ = std::make_unique<Evaluation>(labels_, bound_);
  choose_series(kept);
  choose_tables();

  columns_.start = meta_.start;
  double before = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    columns_.begins.push_back(before);
    columns_.ends.push_back(samples[i]);
    columns_.periods.push_back(i < meta_.periods.size() ? meta_.periods[i] : labels_.date(before));
    before = samples[i];
  }
  Dataset calendar;
  calendar.start = meta_.start;
  calendar.begins = columns_.begins;
  calendar.ends = columns_.ends;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const int year = calendar.year(i);
    if (columns_.years.empty() || columns_.years.back() != year) columns_.years.push_back(year);
  }
  list_columns();
  aim(columns_);
}

bool Frame::fits(const Network& network) const {
  std::size_t i = 0;
  const auto same = [&](const auto& things) {
    return std::ranges::all_of(things, [&](const auto& thing) {
      return i < structure_.size() && structure_[i++] == thing.name;
    });
  };
  if (!same(network.stocks()) || !same(network.processes()) || i != structure_.size()) return false;
  if (network.plan().duration != labels_.duration) return false;
  for (const auto* lines : {&axes_.flows, &axes_.carrier_flows, &axes_.allowance_flows}) {
    for (const FlowLine& line : *lines) {
      if (line.arc.index() >= network.arcs().size()) return false;
      // A route bears its own name, an arc those of its ends.
      const bool is_arc =
          line.kind == std::string_view("draw") || line.kind == std::string_view("delivery");
      if (is_arc && network.arc_name(line.arc) != line.id) return false;
    }
  }
  return true;
}

void Frame::choose_series(const scenarios::Kept& kept) {
  for (const Keepable& from : keepable) {
    const Table* table = labels_.table(from.table);
    const Axis* axis = labels_.axis(from.axis);
    if (table == nullptr || axis == nullptr || kept.series.empty()) continue;
    for (std::size_t line = 0; line < axis->size(); ++line) {
      if (!is_wanted(*axis, line, kept.series)) continue;
      // A continuous route is a flow and a process of one name: the flow is kept.
      if (std::ranges::find(columns_.series, axis->ids[line], &SeriesColumn::id) !=
          columns_.series.end()) {
        continue;
      }
      sources_.push_back({from.table, line, nowhere});
      columns_.series.push_back({axis->ids[line], from.table, axis->text("name", line),
                                 axis->text("name_zh", line),
                                 from.unit ? axis->text(from.unit, line) : table->unit});
    }
  }
}

void Frame::choose_tables() {
  tables_ = tables_for(bound_);
  for (const Source& source : sources_) tables_.push_back(source.table);
  for (const std::string& table : tables_for(late_)) {
    if (!is_late(table)) late_tables_.push_back(table);
    if (table == "delay") late_tables_.insert(late_tables_.end(), {"stock", "stock_inflow"});
  }
  std::ranges::sort(tables_);
  tables_.erase(std::ranges::unique(tables_).begin(), tables_.end());
}

void Frame::list_columns() {
  const auto list = [this](const Indicator& one, const std::vector<std::string>& groups) {
    for (const std::string& group : groups) {
      const std::string tail = group.empty() ? "" : ": " + group;
      const std::string& zh = one.name_zh.empty() ? one.name : one.name_zh;
      (of_whole_run(one) ? columns_.whole : columns_.yearly)
          .push_back({id_of(one, group), one.name + tail, group.empty() ? zh : zh + "：" + group,
                      one.unit, one.group, one.group_zh});
    }
  };
  for (const IndicatorResult& result : evaluation_->finish()) {
    if (!result.computable) continue;
    std::vector<std::string> groups;
    for (const IndicatorLine& line : result.lines) groups.push_back(line.group);
    list(result.indicator, groups);
  }
  // Which groups lose or delay something shows in the run: those of late ones count as a whole.
  for (const Indicator& one : late_) {
    if (one.by.empty()) list(one, {""});
  }
}

void Frame::aim(const Columns& all) {
  all_ = all;
  find_targets();
}

void Frame::find_targets() {
  aims_.clear();
  late_aims_.clear();
  const auto target = [this](const Indicator& one, const std::string& group) {
    const auto& columns = of_whole_run(one) ? all_.whole : all_.yearly;
    const std::size_t line = line_of(columns, id_of(one, group));
    return line < columns.size() ? line : nowhere;
  };
  for (const IndicatorResult& result : evaluation_->finish()) {
    Aim aim{of_whole_run(result.indicator), {}};
    for (const IndicatorLine& line : result.lines) {
      aim.targets.push_back(target(result.indicator, line.group));
    }
    aims_.push_back(std::move(aim));
  }
  for (const Indicator& one : late_) {
    late_aims_.push_back({of_whole_run(one), {one.by.empty() ? target(one, "") : nowhere}});
  }
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    const SeriesColumn& own = columns_.series[i];
    const auto found = std::ranges::find_if(
        all_.series, [&](const SeriesColumn& c) { return c.id == own.id && c.table == own.table; });
    sources_[i].target = found == all_.series.end()
                             ? nowhere
                             : static_cast<std::size_t>(found - all_.series.begin());
  }
}

}  // namespace huan::analysis
