#include "scenarios/builder/appetite.h"

#include <algorithm>

namespace huan::scenarios {
namespace {

/// [unit of the stock per unit of rate], at the nominal composition of the main feed.
double amount_of(const sim::Draw& draw, const sim::ProcessSpec& process, const sim::Plan& plan) {
  if (!draw.by_feed) return draw.amount;
  double amount = draw.by_feed->constant;
  for (const sim::Draw& feed : process.draws) {
    const sim::Mixture& composition = plan.stocks[feed.stock.index()].composition;
    if (feed.by_feed || composition.size() != draw.by_feed->weights.size()) continue;
    amount += feed.amount * (draw.by_feed->weights * composition).sum();
  }
  return std::max(0.0, amount);
}

double peak_of(const sim::ProcessSpec& process, const sim::Plan& plan) {
  if (!process.profile.valid()) return 1;
  const std::vector<double>& factors = plan.profiles[process.profile.index()].factor;
  return factors.empty() ? 1 : *std::ranges::max_element(factors);
}

}  // namespace

Appetite::Appetite(const sim::Plan& plan, std::vector<Uncapped> routes)
    : plan_(&plan), routes_(std::move(routes)) {
  for (std::size_t r = 0; r < routes_.size(); ++r) {
    ++routes_to_[routes_[r].to.value];
    from_[routes_[r].from.value].push_back(r);
  }
  list_processes();
  sort_routes();
}

void Appetite::list_processes() {
  std::vector<bool> uncapped(plan_->processes.size());
  std::vector<bool> uncapped_shipment(plan_->shipments.size());
  for (const Uncapped& route : routes_) {
    if (route.shipment.valid()) uncapped_shipment[route.shipment.index()] = true;
    if (route.process.valid()) uncapped[route.process.index()] = true;
  }
  for (std::size_t p = 0; p < plan_->processes.size(); ++p) {
    if (uncapped[p] || plan_->processes[p].role == sim::Role::overflow) continue;
    for (const sim::Draw& draw : plan_->processes[p].draws) {
      if (routes_to_.contains(draw.stock.value)) draws_at_[draw.stock.value].emplace_back(p);
    }
  }
  for (std::size_t s = 0; s < plan_->shipments.size(); ++s) {
    const sim::ShipmentSpec& shipment = plan_->shipments[s];
    if (uncapped_shipment[s] || shipment.role == sim::Role::overflow) continue;
    if (routes_to_.contains(shipment.from.value)) loads_at_[shipment.from.value].emplace_back(s);
  }
}

/// A route can be sized when all uncapped routes that leave its destination are: Kahn's order.
void Appetite::sort_routes() {
  std::unordered_map<std::int32_t, std::size_t>
      unsized;  // routes leaving a stock, not yet in order
  std::unordered_map<std::int32_t, std::vector<std::size_t>> to;
  for (std::size_t r = 0; r < routes_.size(); ++r) {
    ++unsized[routes_[r].from.value];
    to[routes_[r].to.value].push_back(r);
  }
  for (std::size_t r = 0; r < routes_.size(); ++r) {
    if (!unsized.contains(routes_[r].to.value)) order_.push_back(r);
  }
  for (std::size_t done = 0; done < order_.size(); ++done) {
    const std::int32_t source = routes_[order_[done]].from.value;
    if (--unsized[source] > 0) continue;
    const auto upstream = to.find(source);
    if (upstream == to.end()) continue;
    order_.insert(order_.end(), upstream->second.begin(), upstream->second.end());
  }
}

double Appetite::fixed_draw(
    sim::StockId stock, const std::unordered_map<std::int32_t, sim::ProcessSpec>& changed) const {
  double sum = 0;
  if (const auto at = draws_at_.find(stock.value); at != draws_at_.end()) {
    for (const sim::ProcessId id : at->second) {
      const auto now = changed.find(id.value);
      const sim::ProcessSpec& p = now == changed.end() ? plan_->processes[id.index()] : now->second;
      if (p.capacity == sim::unlimited) continue;
      for (const sim::Draw& d : p.draws) {
        if (d.stock == stock) sum += p.capacity * peak_of(p, *plan_) * amount_of(d, p, *plan_);
      }
    }
  }
  if (const auto at = loads_at_.find(stock.value); at != loads_at_.end()) {
    for (const sim::ShipmentId id : at->second) sum += plan_->shipments[id.index()].loading_rate;
  }
  return sum;
}

std::vector<double> Appetite::rates(
    const std::unordered_map<std::int32_t, sim::ProcessSpec>& changed) const {
  std::vector<double> rates(routes_.size(), -1);
  for (const std::size_t r : order_) {
    const sim::StockId to = routes_[r].to;
    double wanted = fixed_draw(to, changed);
    if (const auto at = from_.find(to.value); at != from_.end()) {
      for (const std::size_t next : at->second) wanted += rates[next];
    }
    rates[r] = headroom * wanted / static_cast<double>(routes_to_.at(to.value));
  }
  return rates;
}

}  // namespace huan::scenarios
