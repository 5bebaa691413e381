#include "analysis/explanation.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/loop_search.h"

namespace huan::analysis {

/// What a run says of each of its processes and stocks.
class Explainer::Work : public RunAccount {
 public:
  explicit Work(const Dataset& results) : RunAccount(results), holds(*this) {}

  Holds holds;

  [[nodiscard]] bool lists(const char* axis, const std::string& id) const;
  [[nodiscard]] ProcessExplanation process(const std::string& id) const;
  [[nodiscard]] StockExplanation stock(const std::string& id) const;
  [[nodiscard]] Explanation facility(const std::string& id) const;

 private:
  [[nodiscard]] std::vector<Share> shares(const std::vector<Connection>& flows) const;
  void add_levels(std::size_t line, StockExplanation& s) const;
};

bool Explainer::Work::lists(const char* axis, const std::string& id) const {
  const Axis* found = data.axis(axis);
  return found != nullptr && found->find(id);
}

ProcessExplanation Explainer::Work::process(const std::string& id) const {
  ProcessExplanation p;
  p.id = id;
  p.name = names.name(id);
  p.unit = names.unit(id);
  const auto line = names.line_of(id);
  const Table* throughput = data.table("throughput");
  for (std::size_t row = 0; line && throughput != nullptr && row < data.rows(); ++row) {
    p.done += throughput->at(row, *line);
  }
  p.could = ledger.could(id);
  p.opened = diary.date_of(id, "opens");
  p.closed = diary.date_of(id, "closes");
  p.holds = holds.of_process(id);
  return p;
}

std::vector<Share> Explainer::Work::shares(const std::vector<Connection>& flows) const {
  std::vector<Share> list;
  double all = 0;
  for (const Connection& flow : flows) {
    const double amount = connections.moved(flow);
    all += amount;
    const std::string name = flow.is_route ? names.stock_name(flow.other) : names.name(flow.other);
    list.push_back({flow.flow, flow.other, name, amount, 0});
  }
  for (Share& share : list) share.share = all > 0 ? share.amount / all : 0;
  std::ranges::stable_sort(list, std::greater{}, &Share::amount);
  return list;
}

/// What the tables of levels say of a material stock.
void Explainer::Work::add_levels(std::size_t line, StockExplanation& s) const {
  constexpr double almost = 0.999;
  const Table& level = *data.table("stock");
  const Table* highest = data.table("stock_max");
  const Table* lost = data.table("uncontrolled");
  s.initial = data.axis("stock_id")->number("initial", line);
  s.last = level.at(data.rows() - 1, line);
  std::vector<bool> full(data.rows());
  std::vector<bool> empty(data.rows());
  for (std::size_t row = 0; row < data.rows(); ++row) {
    const double top = highest != nullptr ? highest->at(row, line) : level.at(row, line);
    s.highest = std::max(s.highest, top);
    full[row] = s.capacity > 0 && std::isfinite(s.capacity) && top >= almost * s.capacity;
    empty[row] = level.at(row, line) <= 1e-6 && s.capacity > 0;
    if (lost != nullptr) s.uncontrolled += lost->at(row, line);
  }
  s.full = ranges(data, full);
  s.empty = ranges(data, empty);
}

StockExplanation Explainer::Work::stock(const std::string& id) const {
  StockExplanation s;
  s.id = id;
  s.name = names.stock_name(id);
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
  if (line && data.table("stock") != nullptr) add_levels(*line, s);
  for (Hold& hold : holds.by_stock(id)) {
    (hold.cause == "blocked" ? s.blocked : s.starved).push_back(std::move(hold));
  }
  return s;
}

Explanation Explainer::Work::facility(const std::string& id) const {
  Explanation found;
  for (const auto& [process, line] : names.processes()) {
    if (process.starts_with(id + ".") && names.kind(process) != "overflow") {
      found.processes.push_back(this->process(process));
    }
  }
  for (const std::string& stock : connections.stocks()) {
    if (stock.starts_with(id + ".")) found.stocks.push_back(this->stock(stock));
  }
  return found;
}

Explainer::Explainer(const Dataset& data) : work_(std::make_unique<Work>(data)) {}
Explainer::Explainer(Explainer&&) noexcept = default;
Explainer::~Explainer() = default;

std::vector<std::string> Explainer::names() const {
  std::set<std::string> names;
  for (const auto& [process, line] : work_->names.processes()) names.insert(process);
  for (const std::string& stock : work_->connections.stocks()) names.insert(stock);
  for (const char* name : {"facility", "route"}) {
    const Axis* axis = work_->data.axis(name);
    if (axis != nullptr) names.insert(axis->ids.begin(), axis->ids.end());
  }
  return {names.begin(), names.end()};
}

std::optional<Explanation> Explainer::explain(const std::string& what) const {
  if (work_->lists("facility", what)) return work_->facility(what);
  Explanation found;
  if (std::ranges::binary_search(work_->connections.stocks(), what)) {
    found.stocks.push_back(work_->stock(what));
  }
  if (work_->names.line_of(what)) found.processes.push_back(work_->process(what));
  for (const char* dock : {"/load", "/unload"}) {
    const std::string process = what + dock;
    if (!work_->ledger.lines_of(process).empty()) {
      found.processes.push_back(work_->process(process));
    }
  }
  const bool unknown = found.processes.empty() && found.stocks.empty();
  if (unknown && !work_->lists("route", what)) return std::nullopt;
  return found;
}

std::vector<Hold> Explainer::worst(std::size_t most) const { return work_->holds.worst(most); }

std::vector<Loop> Explainer::loops(std::size_t most) const {
  return find_loops(work_->connections, most);
}

}  // namespace huan::analysis
