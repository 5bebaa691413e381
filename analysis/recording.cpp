#include "analysis/recording.h"

#include <algorithm>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <tuple>

#include "analysis/fifo_delay.h"

namespace huan::analysis {
namespace {

using sim::Network;
using sim::View;

constexpr double not_said = std::numeric_limits<double>::quiet_NaN();

auto triple_of(const sim::Loss& loss) { return std::tuple(loss.process, loss.cause, loss.stock); }

}  // namespace

Recording::Recording(const Frame& frame, const Network& network)
    : frame_(frame),
      tables_(network, frame.meta_, frame.axes_),
      evaluation_(*frame.evaluation_),
      values_(frame.all_.width(), not_said),
      network_(network) {
  row_.start = rows_.start = frame.meta_.start;
  row_.begins = row_.ends = {0};
  row_.periods = {""};
  for (std::size_t i = 0; i < tables_.series.size(); ++i) {
    const TableSpec& spec = tables_.series[i].spec;
    const bool is_read = std::ranges::binary_search(frame.tables_, spec.name);
    const bool is_kept =
        std::ranges::find(frame.late_tables_, spec.name) != frame.late_tables_.end();
    if (!is_read && !is_kept) continue;
    Table& row = row_.add_table(spec);
    row.size[0] = 1;
    row.values.resize(spec.width());
    readings_.push_back({i, &row, is_kept ? &rows_.add_table(spec) : nullptr});
  }
  for (const Frame::Source& source : frame.sources_) {
    if (source.target != Frame::nowhere) {
      picked_.emplace_back(&row_.tables.find(source.table)->second, &source);
    }
  }
  std::vector<double> capacities;
  for (const sim::StockId id : frame.axes_.stocks) {
    capacities.push_back(network.stocks()[id.index()].capacity);
  }
  evaluation_.measure_room(capacities);
}

void Recording::sampled(const View& view) {
  if (view.time() > last_) append(view);
}

void Recording::finished(const View& view) {
  if (view.time() > last_) append(view);
}

void Recording::append(const View& view) {
  const std::size_t times = frame_.all_.ends.size();
  if (done_ >= times) throw std::logic_error("a run has more intervals than its frame");
  row_.begins[0] = last_;
  row_.ends[0] = view.time();
  row_.periods[0] = frame_.all_.periods[done_];
  for (Reading& reading : readings_) {
    tables_.series[reading.series].read(view, reading.row->values);
    if (reading.rows == nullptr) continue;
    auto& all = reading.rows->values;
    all.insert(all.end(), reading.row->values.begin(), reading.row->values.end());
  }
  evaluation_.add(row_);
  const std::size_t first = frame_.all_.first_series() + done_ * frame_.all_.series.size();
  for (const auto& [table, source] : picked_) {
    values_[first + source->target] = table->values[source->line];
  }
  if (!frame_.late_.empty()) keep_losses(view);
  last_ = view.time();
  ++done_;
}

void Recording::put(const Frame::Aim& aim, std::size_t line, const IndicatorValue& value) {
  if (line >= aim.targets.size() || aim.targets[line] == Frame::nowhere) return;
  const std::size_t target = aim.targets[line];
  const Columns& all = frame_.all_;
  if (aim.whole) {
    values_[all.first_whole() + target] = value.value;
    return;
  }
  const auto year = std::ranges::find(all.years, std::stoi(value.period));
  if (year == all.years.end()) return;
  values_[static_cast<std::size_t>(year - all.years.begin()) * all.yearly.size() + target] =
      value.value;
}

const std::vector<double>& Recording::values() {
  evaluation_.each_value([this](std::size_t i, std::size_t line, const IndicatorValue& value) {
    put(frame_.aims_[i], line, value);
  });
  if (frame_.late_.empty()) return values_;
  rows_.scenario = frame_.labels_.scenario;
  rows_.axes = frame_.labels_.axes;
  rows_.begins.assign(frame_.all_.begins.begin(),
                      frame_.all_.begins.begin() + static_cast<std::ptrdiff_t>(done_));
  rows_.ends.assign(frame_.all_.ends.begin(),
                    frame_.all_.ends.begin() + static_cast<std::ptrdiff_t>(done_));
  rows_.periods.assign(frame_.all_.periods.begin(),
                       frame_.all_.periods.begin() + static_cast<std::ptrdiff_t>(done_));
  for (auto& [name, table] : rows_.tables) table.size[0] = done_;
  put_losses(network_);
  put_delays();
  const IndicatorResults results = evaluate(rows_, frame_.late_);
  for (std::size_t i = 0; i < results.size(); ++i) {
    for (const IndicatorLine& line : results[i].lines) {
      if (!line.group.empty()) continue;
      for (const IndicatorValue& value : line.values) put(frame_.late_aims_[i], 0, value);
    }
  }
  return values_;
}

/// Both lists are sorted alike.
void Recording::keep_losses(const View& view) {
  std::vector<sim::Loss> now = view.losses();
  std::vector<sim::Loss> lost;
  auto before = losses_before_.cbegin();
  for (const sim::Loss& loss : now) {
    while (before != losses_before_.cend() && triple_of(*before) < triple_of(loss)) ++before;
    sim::Loss more = loss;
    if (before != losses_before_.cend() && triple_of(*before) == triple_of(loss)) {
      more.amount -= before->amount;
      more.hours -= before->hours;
    }
    if (more.amount != 0 || more.hours != 0) lost.push_back(more);
  }
  losses_.push_back(std::move(lost));
  losses_before_ = std::move(now);
}

void Recording::put_losses(const Network& network) {
  std::map<std::tuple<sim::ProcessId, sim::Cause, sim::StockId>, std::size_t> lines;
  for (const auto& row : losses_) {
    for (const sim::Loss& loss : row) lines.emplace(triple_of(loss), 0);
  }
  if (lines.empty()) return;
  Axis& axis = rows_.axes["loss"];
  axis.name = "loss";
  for (auto& [key, line] : lines) {
    const auto& [process, cause, stock] = key;
    line = axis.ids.size();
    const std::string& who = network.processes()[process.index()].name;
    const std::string why(sim::name_of(cause));
    const std::string what = stock.valid() ? network.stocks()[stock.index()].name : "";
    axis.ids.push_back(who + ":" + why + (what.empty() ? "" : ":" + what));
    axis.texts["loss_process"].push_back(who);
    axis.texts["loss_cause"].push_back(why);
    axis.texts["loss_stock"].push_back(what);
  }
  for (const bool hours : {false, true}) {
    Table& table = rows_.add_table({hours ? "lost_h" : "lost_t",
                                    {"time", "loss"},
                                    {lines.size()},
                                    hours ? "h" : "t",
                                    "lost",
                                    {},
                                    {}});
    table.size[0] = done_;
    table.values.assign(done_ * lines.size(), 0);
    for (std::size_t row = 0; row < losses_.size(); ++row) {
      for (const sim::Loss& loss : losses_[row]) {
        table.values[row * lines.size() + lines.at(triple_of(loss))] =
            hours ? loss.hours : loss.amount;
      }
    }
  }
}

void Recording::put_delays() {
  const Table* stock = rows_.table("stock");
  const Table* inflow = rows_.table("stock_inflow");
  if (stock == nullptr || inflow == nullptr || done_ == 0) return;
  const std::size_t width = stock->width();
  std::vector<double> delays(stock->values.size());
  for (std::size_t line = 0; line < width; ++line) {
    std::vector<double> level(done_), came(done_);
    for (std::size_t row = 0; row < done_; ++row) {
      level[row] = stock->at(row, line);
      came[row] = inflow->at(row, line);
    }
    const auto& spec = network_.stocks()[frame_.axes_.stocks[line].index()];
    const auto found = fifo_delay(0, rows_.ends, came, level, spec.initial.sum());
    for (std::size_t row = 0; row < done_; ++row) delays[row * width + line] = found[row];
  }
  Table& table = rows_.add_table({"delay", {"time", "stock_id"}, {width}, "d", "delay", {}, {}});
  table.size[0] = done_;
  table.values = std::move(delays);
}

}  // namespace huan::analysis
