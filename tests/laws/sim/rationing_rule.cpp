#include "tests/laws/sim/rationing_rule.h"

#include <algorithm>
#include <cmath>

namespace huan::tests {
namespace {

constexpr double slack = 1e-7;  // relative to the flow through a stock

}  // namespace

RationingRule::RationingRule(const sim::View& view)
    : view_(view), network_(view.network()), stocks_(network_.stocks().size()) {
  for (std::size_t p = 0; p < network_.processes().size(); ++p) touch(sim::ProcessId(p));
}

std::vector<std::string> RationingRule::breaches(const std::set<std::string>& down) {
  down_ = &down;
  for (std::size_t s = 0; s < stocks_.size(); ++s) check_stock(sim::StockId(s));
  for (std::size_t p = 0; p < network_.processes().size(); ++p) check_process(sim::ProcessId(p));
  return breaches_;
}

void RationingRule::breach(const std::string& who, const std::string& what) {
  breaches_.push_back("day " + std::to_string(view_.time()) + ": " + who + " " + what);
}

void RationingRule::touch(sim::ProcessId p) {
  double fed = 0;
  for (const auto& draw : spec(p).draws) fed += draw.amount;
  const double rate = view_.rate(p);
  for (const sim::Arc& arc : network_.arcs_of(p)) {
    const auto at = static_cast<std::size_t>(arc.position);
    const double amount =
        arc.draws ? -spec(p).draws[at].amount : fed * spec(p).deliveries[at].share[0];
    AtStock& stock = stocks_[arc.stock.index()];
    auto known = std::find_if(stock.touches.begin(), stock.touches.end(),
                              [p](const Touch& t) { return t.process == p; });
    if (known == stock.touches.end()) known = stock.touches.insert(known, {p, 0, arc.rank});
    // the class of the side that outweighs the other
    if (std::abs(amount) > std::abs(known->net)) known->rank = arc.rank;
    known->net += amount;
    stock.net += amount * rate;
    stock.gross += std::abs(amount) * rate;
  }
}

bool RationingRule::empty(sim::StockId s) const {
  return !spec(s).boundary && view_.level(s) <= 1e-9 * std::max(1.0, spec(s).capacity);
}

bool RationingRule::full(sim::StockId s) const {
  return !spec(s).boundary && view_.level(s) >= spec(s).capacity * (1 - 1e-9) - 1e-12;
}

double RationingRule::tolerance(sim::StockId s) const {
  return slack * (1 + stocks_[s.index()].gross);
}

double RationingRule::want(sim::ProcessId p) const {
  return down_->contains(spec(p).name) ? 0 : spec(p).capacity;
}

double RationingRule::fraction(sim::ProcessId p) const {
  const double d = want(p);
  return d > 0 && d < sim::unlimited ? view_.rate(p) / d : 0;
}

void RationingRule::check_stock(sim::StockId s) {
  if (spec(s).boundary) return;
  const double level = view_.level(s);
  const double capacity = spec(s).capacity;
  if (level < -1e-9 || level > capacity + 1e-9 * (1 + capacity))
    breach(spec(s).name, "holds " + std::to_string(level));
  // what forced sources bring beyond the outlets leaves to the uncontrolled account
  const bool forced = std::any_of(
      stocks_[s.index()].touches.begin(), stocks_[s.index()].touches.end(),
      [this](const Touch& t) { return spec(t.process).role == sim::Role::forced && t.net > 0; });
  const double net = stocks_[s.index()].net;
  if (empty(s) && net < -tolerance(s)) breach(spec(s).name, "is empty and falls");
  if (full(s) && net > tolerance(s) && !forced) breach(spec(s).name, "is full and rises");
}

void RationingRule::check_process(sim::ProcessId p) {
  const double rate = view_.rate(p);
  const double most = want(p);
  const std::string& name = spec(p).name;
  if (rate < 0 || rate > most * (1 + 1e-12)) breach(name, "runs at " + std::to_string(rate));
  switch (spec(p).role) {
    case sim::Role::ordinary:
      if (rate < most * (1 - slack) && !has_limiter(p)) {
        breach(name, "runs at " + std::to_string(rate) + " of " + std::to_string(most) +
                         " without a limiter");
      }
      break;
    case sim::Role::overflow:
      if (rate > 0 && !full(spec(p).draws.front().stock)) breach(name, "drains what has room");
      break;
    case sim::Role::make_up:
      if (rate > 0 && !empty(spec(p).deliveries.front().stock)) breach(name, "fills what has some");
      break;
    case sim::Role::forced:
      if (rate < most * (1 - slack)) breach(name, "is forced and does not run");
      break;
  }
}

bool RationingRule::has_limiter(sim::ProcessId p) const {
  for (const sim::Arc& arc : network_.arcs_of(p)) {
    const auto& touches = stocks_[arc.stock.index()].touches;
    const auto at = std::find_if(touches.begin(), touches.end(),
                                 [p](const Touch& t) { return t.process == p; });
    if (at->net < 0 && empty(arc.stock) && nothing_left(arc.stock, *at)) return true;
    if (at->net > 0 && full(arc.stock) && nothing_left(arc.stock, *at)) return true;
  }
  return false;
}

/// The stock's balance is 0 and nobody beside `of` gets there what `of` should have.
bool RationingRule::nothing_left(sim::StockId s, const Touch& of) const {
  const bool draws = of.net < 0;
  const double net = stocks_[s.index()].net;
  if (draws ? net > tolerance(s) : net < -tolerance(s)) return false;
  return std::all_of(
      stocks_[s.index()].touches.begin(), stocks_[s.index()].touches.end(),
      [&](const Touch& other) { return yields_to(s, other, of) && helps(other, of); });
}

/// `other`, on the same side as `of`, has no more than its class allows.
bool RationingRule::yields_to(sim::StockId s, const Touch& other, const Touch& of) const {
  if (other.process == of.process || (other.net < 0) != (of.net < 0)) return true;
  const sim::Role role = spec(other.process).role;
  if (role == sim::Role::forced) return true;
  const double flow = std::abs(other.net) * view_.rate(other.process);
  if (role != sim::Role::ordinary) return flow <= tolerance(s);  // last resorts come last
  if (other.rank < of.rank) return true;
  if (other.rank > of.rank) return flow <= tolerance(s);
  return fraction(other.process) <= fraction(of.process) + 1e-6;
}

/// A make-up that serves `of`, or an overflow, does all it can before `of` is rationed.
bool RationingRule::helps(const Touch& other, const Touch& of) const {
  const sim::ProcessSpec& process = spec(other.process);
  const bool last_resort = of.net < 0 ? process.role == sim::Role::make_up && other.net > 0 &&
                                            of.rank <= process.for_class
                                      : process.role == sim::Role::overflow && other.net < 0;
  return !last_resort || view_.rate(other.process) >= process.capacity * (1 - slack);
}

}  // namespace huan::tests
