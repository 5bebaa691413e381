#include "analysis/explanation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "analysis/connections.h"
#include "analysis/loop_search.h"
#include "analysis/selection.h"

namespace huan::analysis {
namespace {

constexpr double hours_per_day = 24;
constexpr std::size_t longest_chain = 8;
constexpr double almost = 0.999;
using Weights = std::vector<double>;  ///< by interval

std::string facility_of(const std::string& name) { return name.substr(0, name.find('.')); }

/// "2020-03 to 2020-07", "2021-01" for the intervals marked, in order.
std::vector<std::string> ranges(const Dataset& data, const std::vector<bool>& marked) {
  std::vector<std::string> list;
  for (std::size_t row = 0; row < marked.size(); ++row) {
    if (!marked[row]) continue;
    std::size_t end = row;
    while (end + 1 < marked.size() && marked[end + 1]) ++end;
    list.push_back(end == row ? data.periods[row] : data.periods[row] + " to " + data.periods[end]);
    row = end;
  }
  return list;
}

double sum(const Weights& weights) {
  double total = 0;
  for (const double w : weights) total += w;
  return total;
}

/// What kept somebody from doing more, in the intervals that count.
struct Reason {
  std::string cause;
  std::string stock;
  double share = 0;      ///< [1] of the weights
  double ran = 0;        ///< [1] of the weights in which nothing held it
  std::size_t line = 0;  ///< of the ledger, where it is from there
};

}  // namespace

class Explainer::Work {
 public:
  explicit Work(const Dataset& results) : data(results), directory(results), connections(results) {
    for (std::size_t i = 0; losses() != nullptr && i < losses()->size(); ++i) {
      ledger[losses()->text("process", i)].push_back(i);
    }
    const Axis* axis = data.axis("process");
    for (std::size_t i = 0; axis != nullptr && i < axis->size(); ++i) processes[axis->ids[i]] = i;
    for (const LoggedEvent& event : data.events) events[event.who].push_back(&event);
  }

  const Dataset& data;
  Directory directory;
  Connections connections;
  std::map<std::string, std::vector<std::size_t>> ledger;  ///< lines by process
  std::map<std::string, std::size_t> processes;            ///< line by id
  std::map<std::string, std::vector<const LoggedEvent*>> events;

  [[nodiscard]] const Axis* losses() const { return data.axis("loss"); }
  [[nodiscard]] double lost_hours(std::size_t line, std::size_t row) const {
    return data.table("lost_h")->at(row, line);
  }
  [[nodiscard]] double hours(std::size_t row) const {
    return (data.ends[row] - data.begins[row]) * hours_per_day;
  }
  [[nodiscard]] std::string facility_kind(const std::string& process) const;
  [[nodiscard]] std::string kind_of(const std::string& process) const;
  [[nodiscard]] std::string name_of(const std::string& process) const;
  [[nodiscard]] std::string stock_name(const std::string& stock, const std::string& at = "") const;
  [[nodiscard]] std::string unit_of_process(const std::string& process) const;
  /// Date of its first event of this kind; of the process or its facility.
  [[nodiscard]] std::string date_of(const std::string& process, const std::string& what) const;

  [[nodiscard]] Hold hold_of(std::size_t line) const;
  [[nodiscard]] std::vector<Hold> holds_of(const std::string& process) const;
  [[nodiscard]] std::vector<Step> chain_of(const std::string& process, const std::string& cause,
                                           const std::string& stock, Weights weights) const;
  [[nodiscard]] std::string stops(const std::string& process, const Weights& weights) const;
  [[nodiscard]] ProcessExplanation process(const std::string& id) const;
  [[nodiscard]] StockExplanation stock(const std::string& id) const;

 private:
  [[nodiscard]] bool is_allowance(const std::string& stock) const;
  [[nodiscard]] bool brings_from_outside(const std::string& process) const;
  [[nodiscard]] Weights weights_of(std::size_t line) const;
  [[nodiscard]] Reason main_reason(const std::string& process, const Weights& weights) const;
  [[nodiscard]] std::optional<Connection> neighbour(const std::string& stock, bool supplier,
                                                    const Weights& weights,
                                                    const std::set<std::string>& seen) const;
  [[nodiscard]] double shortfall(const Connection& flow, const Weights& weights) const;
  [[nodiscard]] std::string actor(const Connection& flow) const;
  [[nodiscard]] std::string detail_of(const std::string& process, const Reason& reason,
                                      const Weights& weights) const;
  [[nodiscard]] std::vector<Share> shares(const std::vector<Connection>& flows) const;
};

std::string Explainer::Work::facility_kind(const std::string& process) const {
  const Axis* axis = data.axis("facility");
  const auto line = axis == nullptr ? std::nullopt : axis->find(facility_of(process));
  return line ? axis->text("kind", *line) : "";
}

std::string Explainer::Work::kind_of(const std::string& process) const {
  const auto found = processes.find(process);
  return found == processes.end() ? "" : data.axis("process")->text("kind", found->second);
}

/// Its name, or its id where it has none; docks are called after their route.
std::string Explainer::Work::name_of(const std::string& process) const {
  const auto found = processes.find(process);
  if (found == processes.end()) return process;
  std::string name = data.axis("process")->text("name", found->second);
  for (const char* plain : {": run", ": arises", ": arrivals"}) {
    if (name.ends_with(plain)) name.resize(name.size() - std::string_view(plain).size());
  }
  return name.empty() ? process : name;
}

/// Without its facility where that is `at` already.
std::string Explainer::Work::stock_name(const std::string& stock, const std::string& at) const {
  for (const char* axis_name : {"stock_id", "carrier_stock_id"}) {
    const Axis* axis = data.axis(axis_name);
    const auto line = axis == nullptr ? std::nullopt : axis->find(stock);
    if (!line || axis->text("name", *line).empty()) continue;
    const std::string& name = axis->text("name", *line);
    const auto colon = name.rfind(": ");
    const bool same = facility_of(stock) == facility_of(at) && colon != std::string::npos;
    return same ? name.substr(colon + 2) : name;
  }
  return stock;
}

std::string Explainer::Work::unit_of_process(const std::string& process) const {
  const auto found = processes.find(process);
  if (found == processes.end()) return "t";
  const std::string& unit = data.axis("process")->text("unit", found->second);
  return unit.empty() ? "t" : unit;
}

std::string Explainer::Work::date_of(const std::string& process, const std::string& what) const {
  for (const std::string& who : {process, facility_of(process)}) {
    const auto found = events.find(who);
    if (found == events.end()) continue;
    for (const LoggedEvent* event : found->second) {
      if (event->what == what) return data.date(event->time);
    }
  }
  return {};
}

/// A right, not a thing: a limit of the scenario or of the plant.
bool Explainer::Work::is_allowance(const std::string& stock) const {
  const auto only = [](const std::vector<Connection>& flows) {
    return std::ranges::all_of(flows,
                               [](const Connection& f) { return f.table == "allowance_flow"; });
  };
  const auto& in = connections.into(stock);
  const auto& out = connections.out_of(stock);
  return !(in.empty() && out.empty()) && only(in) && only(out);
}

/// All it draws arises: what it brings is given.
bool Explainer::Work::brings_from_outside(const std::string& process) const {
  const auto& draws = connections.drawn_by(process);
  return !draws.empty() && std::ranges::all_of(draws, [](const Connection& draw) {
    return draw.other.starts_with("world.");
  });
}

/// Hours lost in each interval.
Weights Explainer::Work::weights_of(std::size_t line) const {
  Weights weights(data.rows());
  for (std::size_t row = 0; row < weights.size(); ++row) weights[row] = lost_hours(line, row);
  return weights;
}

/// Failures, maintenance and other stops in the intervals that count.
std::string Explainer::Work::stops(const std::string& process, const Weights& weights) const {
  const auto found = events.find(process);
  if (found == events.end()) return {};
  double failed = 0;
  double kept = 0;
  std::size_t failures = 0;
  std::size_t times = 0;
  double since_failure = -1;
  double since_maintenance = -1;
  const auto counts = [&](double day) {
    const auto at = std::ranges::upper_bound(data.ends, day);
    const auto row = static_cast<std::size_t>(at - data.ends.begin());
    return row < weights.size() && weights[row] > 0;
  };
  for (const LoggedEvent* event : found->second) {
    if (event->what == "fails") since_failure = event->time;
    if (event->what == "maintenance_begins") since_maintenance = event->time;
    if (event->what == "repaired" && since_failure >= 0 && counts(since_failure)) {
      failed += event->time - since_failure;
      ++failures;
    }
    if (event->what == "maintenance_ends" && since_maintenance >= 0 && counts(since_maintenance)) {
      kept += event->time - since_maintenance;
      ++times;
    }
  }
  std::string text;
  if (failures > 0) {
    text = fmt::format("{} failure{}, {:.3g} d", failures, failures == 1 ? "" : "s", failed);
  }
  if (times > 0) {
    text += fmt::format("{}{} maintenance stop{}, {:.3g} d", text.empty() ? "" : "; ", times,
                        times == 1 ? "" : "s", kept);
  }
  return text;
}

/// What kept a process from doing more while the weights count: one line of the ledger, or that it
/// was closed, or nothing, which is its capacity.
Reason Explainer::Work::main_reason(const std::string& process, const Weights& weights) const {
  const double whole = sum(weights);
  Reason most{"capacity", "", 0, 0, 0};
  double explained = 0;
  const auto weigh = [&](auto share_at) {
    double part = 0;
    for (std::size_t row = 0; row < weights.size(); ++row) {
      if (weights[row] > 0) part += weights[row] * share_at(row);
    }
    return whole > 0 ? part / whole : 0.0;
  };
  const auto found = processes.find(process);
  const Table* capacity = data.table("capacity");
  if (found != processes.end() && capacity != nullptr) {
    const double closed =
        weigh([&](std::size_t row) { return capacity->at(row, found->second) == 0 ? 1.0 : 0.0; });
    if (closed > 0) most = {"closed", "", closed, 0, 0};
    explained += closed;
  }
  const auto lines = ledger.find(process);
  for (std::size_t i = 0; lines != ledger.end() && i < lines->second.size(); ++i) {
    const std::size_t line = lines->second[i];
    const double share =
        weigh([&](std::size_t row) { return std::min(1.0, lost_hours(line, row) / hours(row)); });
    explained += share;
    if (share > most.share) {
      most = {losses()->text("cause", line), losses()->text("stock", line), share, 0, line};
    }
  }
  const double ran = std::max(0.0, 1 - explained);
  // Mostly it ran: then it is too small, or did what it was asked.
  constexpr double little = 0.1;
  if (most.share < little && ran > 0.5) return {"capacity", "", ran, ran, 0};
  if (is_allowance(most.stock)) most.cause = "limit";
  most.ran = ran;
  return most;
}

/// Who moves a flow: the process at its end, or the route; of shipments the loading.
std::string Explainer::Work::actor(const Connection& flow) const {
  if (!flow.is_route) return flow.other;
  if (ledger.contains(flow.flow) || processes.contains(flow.flow)) return flow.flow;
  return flow.flow + "/load";
}

/// [1] how much less a flow moved in the intervals that count than its mover could have.
double Explainer::Work::shortfall(const Connection& flow, const Weights& weights) const {
  const Reason reason = main_reason(actor(flow), weights);
  double inside = 0;
  double days_inside = 0;
  double outside = 0;
  double days_outside = 0;
  double most = 0;
  for (const double w : weights) most = std::max(most, w);
  for (std::size_t row = 0; row < weights.size(); ++row) {
    const double days = data.ends[row] - data.begins[row];
    const double share = most > 0 ? weights[row] / most : 0;
    inside += share * connections.moved(flow, row);
    days_inside += share * days;
    outside += (1 - share) * connections.moved(flow, row);
    days_outside += (1 - share) * days;
  }
  const double usual = days_outside > 0 ? outside / days_outside : 0;
  const double now = days_inside > 0 ? inside / days_inside : 0;
  const double fell = usual > 0 ? std::clamp((usual - now) / usual, 0.0, 1.0) : 0.0;
  return std::max(fell, reason.cause == "capacity" ? 0.0 : reason.share);
}

/// The supplier (or taker) of a stock that was missing most.
std::optional<Connection> Explainer::Work::neighbour(const std::string& stock, bool supplier,
                                                     const Weights& weights,
                                                     const std::set<std::string>& seen) const {
  const auto& flows = supplier ? connections.into(stock) : connections.out_of(stock);
  double all = 0;
  for (const Connection& flow : flows) all += std::abs(connections.moved(flow));
  std::optional<Connection> best;
  double best_score = -1;
  for (const Connection& flow : flows) {
    const std::string who = actor(flow);
    const std::string kind = kind_of(who);
    if (seen.contains(who)) continue;
    if (!supplier && kind == "overflow") continue;  // a last resort is nobody's duty
    const double share =
        all > 0 ? std::abs(connections.moved(flow)) / all : 1.0 / static_cast<double>(flows.size());
    const double score = share * (0.05 + shortfall(flow, weights));
    if (score > best_score) {
      best = flow;
      best_score = score;
    }
  }
  return best;
}

std::string Explainer::Work::detail_of(const std::string& process, const Reason& reason,
                                       const Weights& weights) const {
  if (reason.cause == "down") return stops(process, weights);
  if (reason.cause == "closed") {
    const std::string closes = date_of(process, "closes");
    const std::string opens = date_of(process, "opens");
    if (!closes.empty()) return "closed on " + closes;
    return opens.empty() ? "not open in this run" : "opened on " + opens;
  }
  if (reason.cause == "switched_off") {
    std::size_t first = 0;
    while (first < weights.size() && !(lost_hours(reason.line, first) > 0)) ++first;
    for (const LoggedEvent& event : data.events) {
      if (event.what == "scripted" && first < weights.size() && event.time >= data.begins[first] &&
          event.time <= data.ends[first]) {
        return "event " + event.who + " on " + data.date(event.time);
      }
    }
  }
  return {};
}

std::vector<Step> Explainer::Work::chain_of(const std::string& process, const std::string& cause,
                                            const std::string& stock, Weights weights) const {
  std::vector<Step> chain;
  std::set<std::string> seen = {process};
  std::string at = stock;
  bool supplier = cause == "starved";
  if (cause != "starved" && cause != "blocked") return chain;
  while (chain.size() < longest_chain) {
    if (at.starts_with("world.")) break;
    const auto flow = neighbour(at, supplier, weights, seen);
    if (!flow) break;
    const std::string who = actor(*flow);
    seen.insert(who);
    Reason reason = main_reason(who, weights);
    const bool source = kind_of(who) == "forced" || brings_from_outside(who);
    if (reason.cause == "capacity" && supplier && source) reason.cause = "given";
    Step step{flow->is_route ? flow->flow : who,
              flow->is_route ? flow->flow : name_of(who),
              reason.cause,
              reason.stock,
              reason.stock.empty() ? "" : stock_name(reason.stock, who),
              reason.share,
              reason.ran,
              detail_of(who, reason, weights)};
    if (flow->is_route && reason.cause == "capacity") step.cause = "route";
    chain.push_back(step);
    if (reason.cause != "starved" && reason.cause != "blocked") break;
    // From now on the hours count in which this one was held back.
    for (std::size_t row = 0; row < weights.size(); ++row) {
      weights[row] *= std::min(1.0, lost_hours(reason.line, row) / hours(row));
    }
    supplier = reason.cause == "starved";
    at = reason.stock;
    // A dock of a route: its own loading place stands for what lies behind it.
    const auto dock = at.find('/');
    if (dock != std::string::npos) {
      const std::string route = at.substr(0, dock);
      const Axis* routes = data.axis("route");
      const auto line = routes == nullptr ? std::nullopt : routes->find(route);
      if (line) at = routes->text(supplier ? "from" : "to", *line);
    }
  }
  return chain;
}

Hold Explainer::Work::hold_of(std::size_t line) const {
  Hold hold;
  const Axis& axis = *losses();
  hold.process = axis.text("process", line);
  hold.name = name_of(hold.process);
  hold.cause = axis.text("cause", line);
  hold.stock = axis.text("stock", line);
  if (!hold.stock.empty()) hold.stock_name = stock_name(hold.stock, hold.process);
  hold.unit = unit_of_process(hold.process);
  const Table& lost = *data.table("lost_t");
  const Weights weights = weights_of(line);
  double worst = 0;
  for (std::size_t row = 0; row < data.rows(); ++row) {
    hold.lost += lost.at(row, line);
    hold.hours += weights[row];
    worst = std::max(worst, weights[row] / hours(row));
  }
  std::vector<bool> marked(data.rows());
  for (std::size_t row = 0; row < data.rows(); ++row) {
    const double share = weights[row] / hours(row);
    marked[row] = share > 0.01 && share >= 0.1 * worst;
  }
  hold.when = ranges(data, marked);
  const auto found = processes.find(hold.process);
  const Table* capacity = data.table("capacity");
  if (found != processes.end() && capacity != nullptr) {
    double could = 0;
    for (std::size_t row = 0; row < data.rows(); ++row) could += capacity->at(row, found->second);
    hold.of_capacity = could > 0 && std::isfinite(could) ? hold.lost / could : 0;
  }
  if (is_allowance(hold.stock)) hold.cause = "limit";
  const Reason own{hold.cause, hold.stock, 1, 0, line};
  hold.detail = detail_of(hold.process, own, weights);
  hold.chain = chain_of(hold.process, hold.cause, hold.stock, weights);
  return hold;
}

std::vector<Hold> Explainer::Work::holds_of(const std::string& process) const {
  std::vector<Hold> holds;
  const auto lines = ledger.find(process);
  if (lines == ledger.end()) return holds;
  for (const std::size_t line : lines->second) {
    Hold hold = hold_of(line);
    if (hold.hours > 0 || hold.lost > 0) holds.push_back(std::move(hold));
  }
  std::ranges::stable_sort(holds, std::greater{}, &Hold::hours);
  return holds;
}

ProcessExplanation Explainer::Work::process(const std::string& id) const {
  ProcessExplanation p;
  p.id = id;
  p.name = name_of(id);
  p.unit = unit_of_process(id);
  const auto found = processes.find(id);
  const Table* throughput = data.table("throughput");
  const Table* capacity = data.table("capacity");
  for (std::size_t row = 0; found != processes.end() && row < data.rows(); ++row) {
    if (throughput != nullptr) p.done += throughput->at(row, found->second);
    if (capacity != nullptr) p.could += capacity->at(row, found->second);
  }
  p.opened = date_of(id, "opens");
  p.closed = date_of(id, "closes");
  p.holds = holds_of(id);
  return p;
}

std::vector<Share> Explainer::Work::shares(const std::vector<Connection>& flows) const {
  std::vector<Share> list;
  double all = 0;
  for (const Connection& flow : flows) {
    const double amount = connections.moved(flow);
    all += amount;
    const std::string name = flow.is_route ? stock_name(flow.other) : name_of(flow.other);
    list.push_back({flow.flow, flow.other, name, amount, 0});
  }
  for (Share& share : list) share.share = all > 0 ? share.amount / all : 0;
  std::ranges::stable_sort(list, std::greater{}, &Share::amount);
  return list;
}

StockExplanation Explainer::Work::stock(const std::string& id) const {
  StockExplanation s;
  s.id = id;
  s.name = stock_name(id);
  s.unit = "t";
  s.filled_by = shares(connections.into(id));
  s.drained_by = shares(connections.out_of(id));
  for (const Share& share : s.filled_by) s.came += share.amount;
  for (const Share& share : s.drained_by) s.went += share.amount;
  const auto& flows = connections.into(id).empty() ? connections.out_of(id) : connections.into(id);
  if (!flows.empty()) s.unit = connections.unit(flows.front());
  const Axis* axis = data.axis("stock_id");
  const auto line = axis == nullptr ? std::nullopt : axis->find(id);
  s.capacity = line ? axis->number("capacity", *line) : INFINITY;
  if (line && data.table("stock") != nullptr) {
    const Table& level = *data.table("stock");
    const Table* highest = data.table("stock_max");
    const Table* lost = data.table("uncontrolled");
    s.initial = axis->number("initial", *line);
    s.last = level.at(data.rows() - 1, *line);
    std::vector<bool> full(data.rows());
    std::vector<bool> empty(data.rows());
    for (std::size_t row = 0; row < data.rows(); ++row) {
      const double top = highest != nullptr ? highest->at(row, *line) : level.at(row, *line);
      s.highest = std::max(s.highest, top);
      full[row] = s.capacity > 0 && std::isfinite(s.capacity) && top >= almost * s.capacity;
      empty[row] = level.at(row, *line) <= 1e-6 && s.capacity > 0;
      if (lost != nullptr) s.uncontrolled += lost->at(row, *line);
    }
    s.full = ranges(data, full);
    s.empty = ranges(data, empty);
  }
  for (std::size_t i = 0; losses() != nullptr && i < losses()->size(); ++i) {
    if (losses()->text("stock", i) != id) continue;
    Hold hold = hold_of(i);
    if (!(hold.hours > 0)) continue;
    (hold.cause == "blocked" ? s.blocked : s.starved).push_back(std::move(hold));
  }
  for (auto* list : {&s.starved, &s.blocked}) {
    std::ranges::stable_sort(*list, std::greater{}, &Hold::hours);
  }
  return s;
}

bool Hold::is_spare() const {
  const std::string& root = chain.empty() ? cause : chain.back().cause;
  return root == "given" || root == "limit" || root == "season";
}

Explainer::Explainer(const Dataset& data) : work_(std::make_unique<Work>(data)) {}
Explainer::Explainer(Explainer&&) noexcept = default;
Explainer::~Explainer() = default;

std::vector<std::string> Explainer::names() const {
  std::set<std::string> names;
  for (const auto& [process, line] : work_->processes) names.insert(process);
  for (const std::string& stock : work_->connections.stocks()) names.insert(stock);
  for (const char* name : {"facility", "route"}) {
    const Axis* axis = work_->data.axis(name);
    if (axis != nullptr) names.insert(axis->ids.begin(), axis->ids.end());
  }
  return {names.begin(), names.end()};
}

std::optional<Explanation> Explainer::explain(const std::string& what) const {
  Explanation found;
  const auto stocks = work_->connections.stocks();
  const bool is_stock = std::ranges::binary_search(stocks, what);
  if (is_stock) found.stocks.push_back(work_->stock(what));
  if (work_->processes.contains(what)) found.processes.push_back(work_->process(what));
  for (const char* dock : {"/load", "/unload"}) {
    if (work_->ledger.contains(what + dock)) found.processes.push_back(work_->process(what + dock));
  }
  const Axis* facilities = work_->data.axis("facility");
  if (facilities != nullptr && facilities->find(what)) {
    for (const auto& [process, line] : work_->processes) {
      if (process.starts_with(what + ".") && work_->kind_of(process) != "overflow") {
        found.processes.push_back(work_->process(process));
      }
    }
    for (const std::string& stock : stocks) {
      if (stock.starts_with(what + ".")) found.stocks.push_back(work_->stock(stock));
    }
    return found;
  }
  const Axis* routes = work_->data.axis("route");
  const bool is_route = routes != nullptr && routes->find(what);
  if (found.processes.empty() && found.stocks.empty() && !is_route) return std::nullopt;
  return found;
}

std::vector<Hold> Explainer::worst(std::size_t most) const {
  const Axis* axis = work_->losses();
  if (axis == nullptr) return {};
  const Table& lost = *work_->data.table("lost_t");
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t line = 0; line < axis->size(); ++line) {
    const std::string& process = axis->text("process", line);
    if (work_->kind_of(process) != "treatment" || work_->unit_of_process(process) != "t") continue;
    if (axis->text("cause", line) == "season") continue;
    const std::string kind = work_->facility_kind(process);
    constexpr std::array left_out = {"landfill", "market", "warehouse", "source"};
    if (std::ranges::find(left_out, kind) != left_out.end()) continue;
    const std::string& stock = axis->text("stock", line);
    const Axis* stocks = work_->data.axis("stock_id");
    if (!stock.empty() && stocks != nullptr && !stocks->find(stock)) continue;
    const auto& draws = work_->connections.drawn_by(process);
    const bool moves =
        std::ranges::any_of(draws, [](const Connection& draw) { return draw.table == "flow"; });
    if (!moves) continue;
    double total = 0;
    for (std::size_t row = 0; row < work_->data.rows(); ++row) total += lost.at(row, line);
    order.emplace_back(total, line);
  }
  std::ranges::sort(order, std::greater{});
  // Enough of both kinds, without following the chain of every line there is.
  std::vector<Hold> holds;
  std::size_t true_ones = 0;
  for (const auto& [total, line] : order) {
    if (true_ones >= most || holds.size() >= 4 * most || total <= 0) break;
    holds.push_back(work_->hold_of(line));
    if (!holds.back().is_spare()) ++true_ones;
  }
  std::ranges::stable_sort(holds, {}, &Hold::is_spare);
  const auto spare = static_cast<std::ptrdiff_t>(std::min(true_ones + most, holds.size()));
  holds.erase(holds.begin() + spare, holds.end());
  return holds;
}

std::vector<Loop> Explainer::loops(std::size_t most) const {
  return find_loops(work_->connections, most);
}

}  // namespace huan::analysis
