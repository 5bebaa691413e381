// Lots, vehicles and docks.
#include <algorithm>
#include <utility>

#include "sim/engine.h"
#include "sim/transform.h"

namespace huan::sim {
namespace {

constexpr double hours_per_day = 24;
constexpr double kg_per_tonne = 1000;

bool lacks_vehicles(const Fleet& fleet) {
  const ShipmentSpec& numbers = *fleet.numbers;
  return numbers.fleet > 0 && fleet.busy + numbers.convoy > numbers.fleet;
}

}  // namespace

double Engine::under_way(std::size_t route) const {
  const Fleet& fleet = fleets_[route];
  double mass = level_now(state_, network_->docks()[route].receiving);
  for (const Lot& lot : fleet.under_way) mass += lot.mass;
  for (const Lot& lot : fleet.queue) mass += lot.mass;
  return mass;
}

/// Whether a full dock may leave now; if a level forbids it, waits for that level.
bool Engine::may_leave(std::size_t route) {
  const Fleet& fleet = fleets_[route];
  const ShipmentSpec& numbers = *fleet.numbers;
  if (!numbers.open || lacks_vehicles(fleet)) return false;
  const ShipmentSpec& fixed = network_->shipments()[route];
  const auto level_allows = [&](StockId stock, double wanted, bool upwards) {
    const Crossing crossing{wanted, upwards, Crossing::For::shipment, route};
    if (crossing.reached(level_now(state_, stock))) return true;
    affect(stock);
    std::erase_if(crossings_[stock.index()],
                  [&](const Crossing& c) { return c.what == crossing.what && c.who == route; });
    await(stock, crossing);
    return false;
  };
  if (numbers.push_above && !level_allows(fixed.from, *numbers.push_above, true)) return false;
  return !numbers.order_below ||
         level_allows(fixed.to, *numbers.order_below - under_way(route), false);
}

void Engine::try_to_depart(std::size_t route) {
  if (fleets_[route].loaded && may_leave(route)) depart(route);
}

void Engine::depart(std::size_t route) {
  Fleet& fleet = fleets_[route];
  const ShipmentSpec& numbers = *fleet.numbers;
  const StockId dock = network_->docks()[route].loading;
  advance(dock);
  affect(dock);
  Lot lot{state_.now + numbers.transit, state_.stocks[dock.index()].level, numbers.convoy, {}};
  if (mixes(dock)) lot.content = state_.content.col(static_cast<Eigen::Index>(dock.index()));
  set_level(dock, 0, nullptr);
  rationing_.touch(dock);
  fleet.loaded = false;
  fleet.busy += numbers.convoy;
  fleet.tally.lots_sent += numbers.convoy;
  fleet.tally.waiting += numbers.convoy * (state_.now - fleet.waiting_since) * hours_per_day;
  // A shorter transit set meanwhile must not overtake the lots already under way.
  if (!fleet.under_way.empty()) lot.due = std::max(lot.due, fleet.under_way.back().due);
  fleet.under_way.push_back(std::move(lot));
  set_timer(arrival, route, fleet.under_way.front().due);
}

void Engine::on_arrival(std::size_t route) {
  Fleet& fleet = fleets_[route];
  Lot lot = std::move(fleet.under_way.front());
  fleet.under_way.pop_front();
  if (!fleet.under_way.empty()) set_timer(arrival, route, fleet.under_way.front().due);
  const StockId dock = network_->docks()[route].receiving;
  if (state_.stocks[dock.index()].refuses) {
    // Nobody takes it in: it leaves to the uncontrolled account where it was meant to go.
    const StockId to = network_->shipments()[route].to;
    state_.stocks[to.index()].uncontrolled += lot.mass;
    if (mixes(to)) state_.uncontrolled.col(static_cast<Eigen::Index>(to.index())) += lot.content;
    send_back(route, lot.vehicles);
    return;
  }
  if (fleet.unloading > 0 || !fleet.queue.empty()) {
    lot.due = state_.now;
    fleet.queue.push_back(std::move(lot));
    return;
  }
  receive(route, std::move(lot));
}

/// The lot enters the empty receiving dock.
void Engine::receive(std::size_t route, Lot lot) {
  Fleet& fleet = fleets_[route];
  const ShipmentSpec& numbers = *fleet.numbers;
  const StockId dock = network_->docks()[route].receiving;
  set_level(dock, lot.mass, lot.content.size() > 0 ? &lot.content : nullptr);
  affect(dock);
  rationing_.touch(dock);
  fleet.unloading = lot.vehicles;
  fleet.tally.lots_received += lot.vehicles;
  fleet.tally.tonnes += lot.mass;
  fleet.tally.tonne_km += lot.mass * numbers.distance;
  fleet.tally.cost += lot.mass * numbers.distance * numbers.cost;
  fleet.tally.fuel += lot.mass * numbers.distance * numbers.fuel / kg_per_tonne;
  if (mixes(dock)) set_composition(dock, lot.content / lot.mass);
}

void Engine::send_back(std::size_t route, int vehicles) {
  Fleet& fleet = fleets_[route];
  fleet.returning.push_back({state_.now + fleet.numbers->transit, vehicles});
  set_timer(vehicle_back, route, fleet.returning.front().due);
}

/// The receiving dock is empty: the vehicle leaves, the next lot comes in.
void Engine::on_received(std::size_t route) {
  Fleet& fleet = fleets_[route];
  const int vehicles = std::exchange(fleet.unloading, 0);
  if (fleet.numbers->fleet > 0) {
    send_back(route, vehicles);
  } else {
    fleet.busy -= vehicles;
  }
  if (!fleet.queue.empty()) {
    Lot lot = std::move(fleet.queue.front());
    fleet.queue.pop_front();
    fleet.tally.waiting += lot.vehicles * (state_.now - lot.due) * hours_per_day;
    receive(route, std::move(lot));
  }
  if (fleet.loaded && fleet.numbers->order_below) try_to_depart(route);
}

void Engine::on_vehicle_back(std::size_t route) {
  Fleet& fleet = fleets_[route];
  fleet.busy -= fleet.returning.front().vehicles;
  fleet.returning.pop_front();
  if (!fleet.returning.empty())
    set_timer(vehicle_back, route, std::max(state_.now, fleet.returning.front().due));
  try_to_depart(route);
}

void Engine::apply_route(const RouteChange& change) {
  const std::size_t route = change.route.index();
  fleets_[route].numbers = std::make_shared<const ShipmentSpec>(change.numbers);
  const Network::Docks& docks = network_->docks()[route];
  const auto renumber = [&](ProcessId p, double rate) {
    ProcessSpec numbers = *state_.numbers[p.index()];
    numbers.capacity = rate;
    numbers.open = change.numbers.open;
    apply_process({p, std::move(numbers)});
  };
  renumber(docks.load, change.numbers.loading_rate);
  ProcessSpec unload = *state_.numbers[docks.unload.index()];
  unload.capacity = change.numbers.unloading_rate;
  apply_process({docks.unload, std::move(unload)});
  apply_stock({docks.loading, change.numbers.convoy_load()});
  if (fleets_[route].loaded) try_to_depart(route);
}

}  // namespace huan::sim
