#include "analysis/cause_chain.h"

#include <algorithm>
#include <cmath>

namespace huan::analysis {
namespace {

constexpr std::size_t longest_chain = 8;

}  // namespace

/// All it draws arises: what it brings is given.
bool CauseChain::brings_what_arises(const std::string& process) const {
  if (run_.names.kind(process) == "forced") return true;
  const auto& draws = run_.connections.drawn_by(process);
  return !draws.empty() && std::ranges::all_of(draws, [](const Connection& draw) {
    return draw.other.starts_with("world.");
  });
}

/// Who moves a flow: the process at its end, or the route; of shipments the loading.
std::string CauseChain::actor(const Connection& flow) const {
  if (!flow.is_route) return flow.other;
  const bool continuous = !run_.ledger.lines_of(flow.flow).empty() || run_.names.line_of(flow.flow);
  return continuous ? flow.flow : flow.flow + "/load";
}

/// [1] by how much a flow fell below its usual rate in the intervals that count.
double CauseChain::fall(const Connection& flow, const Weights& weights) const {
  double inside = 0;
  double days_inside = 0;
  double outside = 0;
  double days_outside = 0;
  double most = 0;
  for (const double w : weights) most = std::max(most, w);
  for (std::size_t row = 0; row < weights.size(); ++row) {
    const double days = run_.data.ends[row] - run_.data.begins[row];
    const double share = most > 0 ? weights[row] / most : 0;
    inside += share * run_.connections.moved(flow, row);
    days_inside += share * days;
    outside += (1 - share) * run_.connections.moved(flow, row);
    days_outside += (1 - share) * days;
  }
  const double usual = days_outside > 0 ? outside / days_outside : 0;
  const double now = days_inside > 0 ? inside / days_inside : 0;
  return usual > 0 ? std::clamp((usual - now) / usual, 0.0, 1.0) : 0.0;
}

/// [1] how much less a flow moved in the intervals that count than its mover could have.
double CauseChain::shortfall(const Connection& flow, const Weights& weights) const {
  const Reason reason = run_.ledger.main_reason(actor(flow), weights);
  return std::max(fall(flow, weights), reason.cause == "capacity" ? 0.0 : reason.share);
}

/// The supplier (or taker) of a stock that was missing most.
std::optional<Connection> CauseChain::neighbour(const std::string& stock, bool supplier,
                                                const Weights& weights,
                                                const std::set<std::string>& seen) const {
  const auto& flows = supplier ? run_.connections.into(stock) : run_.connections.out_of(stock);
  double all = 0;
  for (const Connection& flow : flows) all += std::abs(run_.connections.moved(flow));
  std::optional<Connection> best;
  double best_score = -1;
  for (const Connection& flow : flows) {
    const std::string who = actor(flow);
    if (seen.contains(who)) continue;
    if (!supplier && run_.names.kind(who) == "overflow")
      continue;  // a last resort is nobody's duty
    const double share = all > 0 ? std::abs(run_.connections.moved(flow)) / all
                                 : 1.0 / static_cast<double>(flows.size());
    const double score = share * (0.05 + shortfall(flow, weights));
    if (score > best_score) {
      best = flow;
      best_score = score;
    }
  }
  return best;
}

Step CauseChain::step_to(const Connection& flow, const Reason& reason,
                         const Weights& weights) const {
  const std::string who = actor(flow);
  Step step{flow.is_route ? flow.flow : who,
            flow.is_route ? flow.flow : run_.names.name(who),
            reason.cause,
            reason.stock,
            reason.stock.empty() ? "" : run_.names.stock_name(reason.stock, who),
            reason.share,
            reason.ran,
            detail_of(who, reason, weights, run_.ledger, run_.diary)};
  if (flow.is_route && reason.cause == "capacity") step.cause = "route";
  return step;
}

/// Of a dock of a route the stock that lies behind it; else the stock itself.
std::string CauseChain::behind_dock(const std::string& stock, bool supplier) const {
  const auto dock = stock.find('/');
  if (dock == std::string::npos) return stock;
  const Axis* routes = run_.data.axis("route");
  const auto line = routes == nullptr ? std::nullopt : routes->find(stock.substr(0, dock));
  return line ? routes->text(supplier ? "from" : "to", *line) : stock;
}

std::vector<Step> CauseChain::of(const std::string& process, const std::string& cause,
                                 const std::string& stock, Weights weights) const {
  std::vector<Step> chain;
  if (cause != "starved" && cause != "blocked") return chain;
  std::set<std::string> seen = {process};
  std::string at = stock;
  bool supplier = cause == "starved";
  while (chain.size() < longest_chain && !at.starts_with("world.")) {
    const auto flow = neighbour(at, supplier, weights, seen);
    if (!flow) break;
    const std::string who = actor(*flow);
    seen.insert(who);
    Reason reason = run_.ledger.main_reason(who, weights);
    if (reason.cause == "capacity" && supplier && brings_what_arises(who)) reason.cause = "given";
    chain.push_back(step_to(*flow, reason, weights));
    if (reason.cause != "starved" && reason.cause != "blocked") break;
    // From now on the hours count in which this one was held back.
    for (std::size_t row = 0; row < weights.size(); ++row) {
      weights[row] *= std::min(1.0, run_.ledger.share(reason.line, row));
    }
    supplier = reason.cause == "starved";
    at = behind_dock(reason.stock, supplier);
  }
  return chain;
}

}  // namespace huan::analysis
