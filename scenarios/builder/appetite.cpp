#include "scenarios/builder/appetite.h"

#include <algorithm>

#include "scenarios/builder/nominal.h"

namespace huan::scenarios {
namespace {

const sim::ProcessSpec& now(sim::ProcessId id, const sim::Plan& plan,
                            const Appetite::Changed& changed) {
  const auto at = changed.find(id.value);
  return at == changed.end() ? plan.processes[id.index()] : at->second;
}

/// A process may touch a stock with several arcs, all of which its nominal flow counts.
void add_once(std::vector<sim::ProcessId>& list, sim::ProcessId process) {
  if (list.empty() || list.back() != process) list.push_back(process);
}

}  // namespace

Appetite::Appetite(const sim::Plan& plan, std::vector<Uncapped> routes)
    : plan_(&plan), routes_(std::move(routes)) {
  for (std::size_t r = 0; r < routes_.size(); ++r) {
    if (!plan.stocks[routes_[r].from.index()].boundary)
      places_[routes_[r].from.value].out.push_back(r);
    if (!is_outlet(r)) places_[routes_[r].to.value].in.push_back(r);
  }
  list_processes();
  list_shipments();
  sort_routes();
}

bool Appetite::is_outlet(std::size_t route) const {
  return plan_->stocks[routes_[route].to.index()].boundary;
}

const Appetite::Place& Appetite::at(sim::StockId stock) const {
  static const Place nothing;
  const auto found = places_.find(stock.value);
  return found == places_.end() ? nothing : found->second;
}

void Appetite::list_processes() {
  std::vector<bool> uncapped(plan_->processes.size());
  for (const Uncapped& route : routes_) {
    if (route.process.valid()) uncapped[route.process.index()] = true;
  }
  for (std::size_t p = 0; p < plan_->processes.size(); ++p) {
    const sim::ProcessSpec& process = plan_->processes[p];
    if (uncapped[p]) continue;
    for (const sim::Draw& draw : process.draws) {
      const auto place = places_.find(draw.stock.value);
      if (place == places_.end()) continue;
      if (process.role != sim::Role::overflow) {
        add_once(place->second.draw, sim::ProcessId(p));
      } else if (plan_->stocks[draw.stock.index()].capacity == 0) {
        place->second.sells = true;
      }
    }
    if (process.role != sim::Role::ordinary && process.role != sim::Role::forced) continue;
    for (const sim::Delivery& delivery : process.deliveries) {
      const auto place = places_.find(delivery.stock.value);
      if (place != places_.end()) add_once(place->second.deliver, sim::ProcessId(p));
    }
  }
}

void Appetite::list_shipments() {
  std::vector<bool> uncapped(plan_->shipments.size());
  for (const Uncapped& route : routes_) {
    if (route.shipment.valid()) uncapped[route.shipment.index()] = true;
  }
  for (std::size_t s = 0; s < plan_->shipments.size(); ++s) {
    const sim::ShipmentSpec& shipment = plan_->shipments[s];
    if (uncapped[s] || shipment.role == sim::Role::overflow) continue;
    const auto from = places_.find(shipment.from.value);
    if (from != places_.end()) from->second.load.emplace_back(s);
    const auto to = places_.find(shipment.to.value);
    if (to != places_.end()) to->second.unload.emplace_back(s);
  }
}

/// A route can be sized when all uncapped routes that leave its destination are: Kahn's order.
void Appetite::sort_routes() {
  std::unordered_map<std::int32_t, std::size_t> unsized;  // routes leaving a stock, not in order
  for (const auto& [stock, place] : places_) unsized[stock] = place.out.size();
  for (std::size_t r = 0; r < routes_.size(); ++r) {
    if (is_outlet(r) || at(routes_[r].to).out.empty()) order_.push_back(r);
  }
  for (std::size_t done = 0; done < order_.size(); ++done) {
    const sim::StockId source = routes_[order_[done]].from;
    if (!places_.contains(source.value) || --unsized[source.value] > 0) continue;
    const Routes& upstream = at(source).in;
    order_.insert(order_.end(), upstream.begin(), upstream.end());
  }
}

double Appetite::drawn(sim::StockId stock, const Changed& changed) const {
  double sum = 0;
  for (const sim::ProcessId id : at(stock).draw)
    sum += nominal_draw(now(id, *plan_, changed), stock, *plan_);
  for (const sim::ShipmentId id : at(stock).load) sum += plan_->shipments[id.index()].loading_rate;
  return sum;
}

double Appetite::delivered(sim::StockId stock, const Changed& changed, bool pressing) const {
  double sum = 0;
  for (const sim::ProcessId id : at(stock).deliver) {
    const sim::ProcessSpec& process = now(id, *plan_, changed);
    if (pressing && process.role != sim::Role::forced && !process.profile.valid()) continue;
    sum += nominal_delivery(process, stock, *plan_);
  }
  if (pressing) return sum;
  for (const sim::ShipmentId id : at(stock).unload)
    sum += plan_->shipments[id.index()].loading_rate;
  return sum;
}

/// From the beginnings of the chains: what an uncapped route may be offered.
void Appetite::find_supply(std::vector<Size>& sizes, const Changed& changed) const {
  for (auto r = order_.rbegin(); r != order_.rend(); ++r) {
    const sim::StockId from = routes_[*r].from;
    sizes[*r].supply = delivered(from, changed, false);
    for (const std::size_t before : at(from).in) sizes[*r].supply += sizes[before].supply;
  }
}

/// [unit/d] of what a bus bar needs that the route is to bring: not what its source would have to
/// buy in its turn.
double Appetite::needed(std::size_t route, const std::vector<Size>& sizes) const {
  const Routes& all = at(routes_[route].to).in;
  const double own = sizes[route].supply;
  double supply = 0;
  bool known = true;
  for (const std::size_t r : all) {
    supply += sizes[r].supply;
    known = known && sizes[r].supply > 0;
  }
  const double demand = sizes[route].demand;
  if (!known) return demand / static_cast<double>(all.size());
  return std::min(own, demand * own / supply);
}

/// From the ends of the chains.
void Appetite::find_demand(std::vector<Size>& sizes, const Changed& changed) const {
  for (const std::size_t r : order_) {
    Size& size = sizes[r];
    if (is_outlet(r)) {
      size.demand = size.supply;
      size.rate = headroom * size.demand;
      continue;
    }
    const sim::StockId to = routes_[r].to;
    size.demand = drawn(to, changed);
    for (const std::size_t next : at(to).out) size.demand += sizes[next].rate;
    size.rate = at(to).sells ? needed(r, sizes) : headroom * size.demand;
  }
}

/// From the beginnings again: what must leave a stock is carried away by its takers, in proportion
/// to what they want.
void Appetite::let_leave(std::vector<Size>& sizes, const Changed& changed) const {
  std::vector<double> carried(routes_.size(), 0);
  for (auto r = order_.rbegin(); r != order_.rend(); ++r) {
    const sim::StockId from = routes_[*r].from;
    if (at(routes_[*r].to).sells || !(sizes[*r].demand > 0)) continue;
    double must_leave = delivered(from, changed, true);
    for (const std::size_t before : at(from).in) must_leave += carried[before];
    double wanted = drawn(from, changed);
    for (const std::size_t beside : at(from).out) wanted += sizes[beside].demand;
    if (must_leave > 0) carried[*r] = must_leave * sizes[*r].demand / wanted;
  }
  for (const std::size_t r : order_) sizes[r].rate = std::max(sizes[r].rate, headroom * carried[r]);
}

std::vector<Appetite::Size> Appetite::sizes(const Changed& changed) const {
  std::vector<Size> sizes(routes_.size());
  find_supply(sizes, changed);
  find_demand(sizes, changed);
  let_leave(sizes, changed);
  return sizes;
}

}  // namespace huan::scenarios
