#include "analysis/hold.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace huan::analysis {

bool Hold::is_spare() const {
  const std::string& root = chain.empty() ? cause : chain.back().cause;
  return root == "given" || root == "limit" || root == "season";
}

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

/// The intervals in which it held most: more than 1 % of the time, and a tenth of the worst.
std::vector<std::string> Holds::when(const Weights& weights) const {
  constexpr double hours_per_day = 24;
  const auto share = [&](std::size_t row) {
    return weights[row] / ((run_.data.ends[row] - run_.data.begins[row]) * hours_per_day);
  };
  double worst = 0;
  for (std::size_t row = 0; row < weights.size(); ++row) worst = std::max(worst, share(row));
  std::vector<bool> marked(weights.size());
  for (std::size_t row = 0; row < weights.size(); ++row) {
    marked[row] = share(row) > 0.01 && share(row) >= 0.1 * worst;
  }
  return ranges(run_.data, marked);
}

Hold Holds::of_line(std::size_t line) const {
  Hold hold;
  hold.process = run_.ledger.process(line);
  hold.name = run_.names.name(hold.process);
  hold.cause = run_.ledger.cause(line);
  hold.stock = run_.ledger.stock(line);
  if (!hold.stock.empty()) hold.stock_name = run_.names.stock_name(hold.stock, hold.process);
  hold.unit = run_.names.unit(hold.process);
  const Weights weights = run_.ledger.hours(line);
  for (const double hours : weights) hold.hours += hours;
  hold.lost = run_.ledger.lost(line);
  hold.when = when(weights);
  const double could = run_.ledger.could(hold.process);
  hold.of_capacity = could > 0 && std::isfinite(could) ? hold.lost / could : 0;
  if (run_.ledger.is_allowance(hold.stock)) hold.cause = "limit";
  const Reason own{hold.cause, hold.stock, 1, 0, line};
  hold.detail = detail_of(hold.process, own, weights, run_.ledger, run_.diary);
  hold.chain = chain_.of(hold.process, hold.cause, hold.stock, weights);
  return hold;
}

std::vector<Hold> Holds::of_process(const std::string& process) const {
  std::vector<Hold> holds;
  for (const std::size_t line : run_.ledger.lines_of(process)) {
    Hold hold = of_line(line);
    if (hold.hours > 0 || hold.lost > 0) holds.push_back(std::move(hold));
  }
  std::ranges::stable_sort(holds, std::greater{}, &Hold::hours);
  return holds;
}

std::vector<Hold> Holds::by_stock(const std::string& stock) const {
  std::vector<Hold> holds;
  for (std::size_t line = 0; line < run_.ledger.size(); ++line) {
    if (run_.ledger.stock(line) != stock) continue;
    Hold hold = of_line(line);
    if (hold.hours > 0) holds.push_back(std::move(hold));
  }
  std::ranges::stable_sort(holds, std::greater{}, &Hold::hours);
  return holds;
}

/// Of a process that treats tonnes of a material, for a reason that somebody could do away with.
bool Holds::is_missed(std::size_t line) const {
  const std::string& process = run_.ledger.process(line);
  if (run_.names.kind(process) != "treatment" || run_.names.unit(process) != "t") return false;
  if (run_.ledger.cause(line) == "season") return false;
  constexpr std::array left_out = {"landfill", "market", "warehouse", "source"};
  if (std::ranges::find(left_out, run_.names.facility_kind(process)) != left_out.end())
    return false;
  const std::string& stock = run_.ledger.stock(line);
  const Axis* stocks = run_.data.axis("stock_id");
  if (!stock.empty() && stocks != nullptr && !stocks->find(stock)) return false;
  return std::ranges::any_of(run_.connections.drawn_by(process),
                             [](const Connection& draw) { return draw.table == "flow"; });
}

std::vector<Hold> Holds::worst(std::size_t most) const {
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t line = 0; line < run_.ledger.size(); ++line) {
    if (is_missed(line)) order.emplace_back(run_.ledger.lost(line), line);
  }
  std::ranges::sort(order, std::greater{});
  // Enough of both kinds, without following the chain of every line there is.
  std::vector<Hold> holds;
  std::size_t true_ones = 0;
  for (const auto& [total, line] : order) {
    if (true_ones >= most || holds.size() >= 4 * most || total <= 0) break;
    holds.push_back(of_line(line));
    if (!holds.back().is_spare()) ++true_ones;
  }
  std::ranges::stable_sort(holds, {}, &Hold::is_spare);
  const auto spare = static_cast<std::ptrdiff_t>(std::min(true_ones + most, holds.size()));
  holds.erase(holds.begin() + spare, holds.end());
  return holds;
}

}  // namespace huan::analysis
