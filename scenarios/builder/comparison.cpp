#include "scenarios/builder/comparison.h"

#include <algorithm>
#include <stdexcept>

#include "scenarios/builder/convoys.h"
#include "scenarios/builder/links.h"
#include "sim/clerk.h"
#include "sim/network.h"

namespace huan::scenarios {
namespace {

bool same(const sim::Mixture& a, const sim::Mixture& b) {
  return a.size() == b.size() && (a == b).all();
}

bool same(const sim::Functional& a, const sim::Functional& b) {
  return a.constant == b.constant && same(a.weights, b.weights) &&
         a.floor_at_zero == b.floor_at_zero;
}

bool same(const sim::Draw& a, const sim::Draw& b) {
  return a.stock == b.stock && a.amount == b.amount && a.rank == b.rank &&
         a.by_feed.has_value() == b.by_feed.has_value() &&
         (!a.by_feed || same(*a.by_feed, *b.by_feed));
}

bool same(const sim::Delivery& a, const sim::Delivery& b) {
  return a.stock == b.stock && a.rank == b.rank && same(a.share, b.share) &&
         same(a.amount, b.amount);
}

bool same(const sim::Conversion& a, const sim::Conversion& b) {
  return a.key == b.key && a.extent == b.extent && same(a.change, b.change);
}

bool same(const sim::OutageSpec& a, const sim::OutageSpec& b) {
  return a.purpose == b.purpose && a.mean_up == b.mean_up && a.mean_down == b.mean_down &&
         a.clock == b.clock && a.fixed == b.fixed;
}

bool same(const sim::StopSpec& a, const sim::StopSpec& b) {
  return a.begin == b.begin && a.end == b.end;
}

template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const T& x, const T& y) { return same(x, y); });
}

bool same(const sim::ProcessSpec& a, const sim::ProcessSpec& b) {
  return a.capacity == b.capacity && a.order == b.order && a.for_class == b.for_class &&
         a.profile == b.profile && a.min_load == b.min_load && a.min_down == b.min_down &&
         a.restart_level == b.restart_level && a.open == b.open && a.paced == b.paced &&
         same(a.draws, b.draws) && same(a.deliveries, b.deliveries) &&
         same(a.conversions, b.conversions) && same(a.outages, b.outages) && same(a.stops, b.stops);
}

bool same(const sim::ShipmentSpec& a, const sim::ShipmentSpec& b) {
  return a.lot == b.lot && a.loading_rate == b.loading_rate &&
         a.unloading_rate == b.unloading_rate && a.transit == b.transit && a.fleet == b.fleet &&
         a.push_above == b.push_above && a.order_below == b.order_below &&
         a.rank_at_source == b.rank_at_source && a.rank_at_destination == b.rank_at_destination &&
         a.order == b.order && a.distance == b.distance && a.cost == b.cost && a.fuel == b.fuel &&
         a.open == b.open;
}

template <class End>
bool same_ranks(const std::vector<End>& a, const std::vector<End>& b) {
  return std::ranges::equal(a, b, {}, &End::rank, &End::rank);
}

template <class End>
void take_ranks(std::vector<End>& into, const std::vector<End>& from) {
  for (std::size_t i = 0; i < into.size(); ++i) into[i].rank = from[i].rank;
}

std::vector<int> ranks_of(sim::Plan plan) {
  const sim::Network network(std::move(plan));
  std::vector<int> ranks;
  for (const sim::Arc& arc : network.arcs()) ranks.push_back(arc.rank);
  return ranks;
}

/// What limits had added to `before` comes back behind the draws and deliveries of `now`.
void keep_riders(sim::ProcessSpec& now, const sim::ProcessSpec& before) {
  const auto restructured = [&] {
    return std::logic_error("an event changes what '" + now.name + "' draws or delivers");
  };
  if (now.draws.size() > before.draws.size() || now.deliveries.size() > before.deliveries.size()) {
    throw restructured();
  }
  for (std::size_t i = 0; i < now.draws.size(); ++i) {
    if (now.draws[i].stock != before.draws[i].stock) throw restructured();
  }
  for (std::size_t i = 0; i < now.deliveries.size(); ++i) {
    if (now.deliveries[i].stock != before.deliveries[i].stock) throw restructured();
  }
  const auto draws = static_cast<std::ptrdiff_t>(now.draws.size());
  const auto deliveries = static_cast<std::ptrdiff_t>(now.deliveries.size());
  now.draws.insert(now.draws.end(), before.draws.begin() + draws, before.draws.end());
  now.deliveries.insert(now.deliveries.end(), before.deliveries.begin() + deliveries,
                        before.deliveries.end());
}

}  // namespace

Comparison::Comparison(std::shared_ptr<const Blueprint> blueprint)
    : blueprint_(std::move(blueprint)), sheet_(blueprint_->ground) {}

const sim::ProcessSpec& Comparison::running(sim::ProcessId id) const {
  const auto at = processes_.find(id.value);
  return at == processes_.end() ? blueprint_->draft.plan.processes.at(id.index()) : at->second;
}

void Comparison::compare(const Scenario& says, const Touched& thing, double time,
                         std::vector<sim::Change>& changes) {
  switch (thing.kind) {
    case Target::Kind::facility:
      return facility(says.facilities[thing.index], time, changes);
    case Target::Kind::route:
      return route(says.routes[thing.index], changes);
    case Target::Kind::boundary: {
      const Boundary& boundary = says.boundaries[thing.index];
      sim::ProcessSpec now = crossing(boundary, blueprint_->draft);
      if (is_uncapped(boundary)) {
        now.capacity = running(blueprint_->draft.process(now.name)).capacity;
      }
      return process(std::move(now), changes);
    }
    case Target::Kind::limit:
      return limit(says.limits[thing.index], changes);
    case Target::Kind::material:
    case Target::Kind::recipe:
      return;
  }
}

void Comparison::process(sim::ProcessSpec now, std::vector<sim::Change>& changes) {
  const sim::ProcessId id = blueprint_->draft.process(now.name);
  if (!id.valid()) throw std::logic_error("an event adds the process '" + now.name + "'");
  const sim::ProcessSpec& before = running(id);
  now.facility = before.facility;
  keep_riders(now, before);
  if (same(now, before)) return;
  wants_changed_ = true;
  ranks_changed_ |=
      !same_ranks(now.draws, before.draws) || !same_ranks(now.deliveries, before.deliveries);
  processes_[id.value] = now;
  changes.push_back(sim::ProcessChange{id, std::move(now)});
}

void Comparison::facility(const Facility& facility, double time,
                          std::vector<sim::Change>& changes) {
  sim::Plan& site = sheet_.draw(facility);
  stocks(site, changes);
  for (const sim::ProcessSpec& own : site.processes) {
    process(blueprint_->draft.translated(own, site), changes);
  }
  clerks(site, changes);
  turn(facility, time, site, changes);
}

void Comparison::clerks(const sim::Plan& site, std::vector<sim::Change>& changes) {
  const std::vector<sim::ClerkSpec>& built = blueprint_->draft.plan.clerks;
  for (const sim::ClerkSpec& drawn : site.clerks) {
    const auto at = std::ranges::find(built, drawn.name, &sim::ClerkSpec::name);
    if (at == built.end()) throw std::logic_error("an event adds '" + drawn.name + "'");
    std::shared_ptr<const sim::Clerk>& now =
        clerks_.try_emplace(drawn.name, at->clerk).first->second;
    if (now->agrees(*drawn.clerk)) continue;
    now = drawn.clerk;
    changes.push_back(sim::ClerkChange{static_cast<std::size_t>(at - built.begin()), now});
  }
}

void Comparison::stocks(const sim::Plan& site, std::vector<sim::Change>& changes) {
  for (const sim::StockSpec& stock : site.stocks) {
    if (!stock.facility.valid()) continue;
    const sim::StockId id = blueprint_->draft.stock(stock.name);
    if (!id.valid()) throw std::logic_error("an event adds the stock '" + stock.name + "'");
    const double built = blueprint_->draft.plan.stocks[id.index()].capacity;
    double& capacity = capacities_.try_emplace(id.value, built).first->second;
    if (capacity == stock.capacity) continue;
    capacity = stock.capacity;
    changes.push_back(sim::StockChange{id, capacity});
  }
}

bool Comparison::is_open(const Facility& facility, double time, const Ground& ground) {
  const auto reached = [&](const std::optional<Setting>& setting, bool otherwise) {
    if (!setting) return otherwise;
    if (const bool* yes = std::get_if<bool>(&setting->value)) return *yes;
    const auto* moment = std::get_if<Moment>(&setting->value);
    return moment == nullptr ? otherwise : ground.days(*moment) <= time + 1e-9;
  };
  return reached(facility.opens, true) && !reached(facility.closes, false);
}

void Comparison::turn(const Facility& facility, double time, const sim::Plan& site,
                      std::vector<sim::Change>& changes) {
  const Draft& draft = blueprint_->draft;
  const sim::FacilityId id = draft.facility(facility.id);
  if (blueprint_->driven.contains(facility.id)) {
    const bool built = draft.plan.facilities[id.index()].opens <= 0;
    bool& open = open_.try_emplace(id.value, built).first->second;
    const bool now = is_open(facility, time, blueprint_->ground);
    if (now != open) changes.push_back(sim::FacilityChange{id, now});
    open = now;
  }
  const bool* said = facility.available ? std::get_if<bool>(&facility.available->value) : nullptr;
  const bool now = said == nullptr || *said;
  bool& available = available_.try_emplace(id.value, true).first->second;
  if (now == available) return;
  available = now;
  for (const sim::ProcessSpec& process : site.processes) {
    changes.push_back(sim::AvailabilityChange{draft.process(process.name), now});
  }
}

void Comparison::route(const Route& route, std::vector<sim::Change>& changes) {
  const Draft& draft = blueprint_->draft;
  if (!ships_lots(route.mode)) {
    sim::ProcessSpec now = conveyor(route, draft);
    if (is_uncapped(route)) now.capacity = running(draft.process(route.id)).capacity;
    return process(std::move(now), changes);
  }
  const sim::ShipmentId id = draft.shipment(route.id);
  const sim::ShipmentSpec& built = draft.plan.shipments[id.index()];
  sim::ShipmentSpec& before = shipments_.try_emplace(id.value, built).first->second;
  sim::ShipmentSpec now = shipment(route, draft);
  now.convoy = convoy_of_fleet(now.fleet, built.convoy);
  if (is_uncapped(route)) {
    now.loading_rate = before.loading_rate;
    if (!route.settings.contains("unloading_rate")) now.unloading_rate = before.unloading_rate;
  }
  if (draft.process(gate_name(route)).valid()) {
    sim::ProcessSpec before_loading = gate(route, draft);
    before_loading.capacity = now.loading_rate;
    process(std::move(before_loading), changes);
  }
  if (same(now, before)) return;
  ranks_changed_ |= now.rank_at_source != before.rank_at_source ||
                    now.rank_at_destination != before.rank_at_destination;
  before = now;
  changes.push_back(sim::RouteChange{id, std::move(now)});
}

void Comparison::limit(const Limit& limit, std::vector<sim::Change>& changes) {
  const Draft& draft = blueprint_->draft;
  const sim::StockId right = draft.stock(limit.id);
  if (limit.per.empty()) process(supply(limit, draft), changes);
  const bool* open = nullptr;
  if (const Setting* setting = written(limit.settings, "open")) {
    open = std::get_if<bool>(&setting->value);
  }
  const double used = open == nullptr || *open ? 1 : 0;
  for (const std::string& name : draft.users_of(limit.id)) {
    sim::ProcessSpec now = running(draft.process(name));
    for (sim::Draw& draw : now.draws) {
      if (draw.stock == right) draw.amount = used;
    }
    for (sim::Delivery& delivery : now.deliveries) {
      if (delivery.stock == right)
        delivery.amount.constant = number_or(limit.settings, "at_most", 0);
    }
    process(std::move(now), changes);
  }
}

void Comparison::rank(std::vector<sim::Change>& changes) {
  if (!std::exchange(ranks_changed_, false)) return;
  sim::Plan plan = blueprint_->draft.plan;
  if (ranks_.empty()) ranks_ = ranks_of(plan);
  for (const auto& [id, now] : processes_) {
    sim::ProcessSpec& process = plan.processes[static_cast<std::size_t>(id)];
    take_ranks(process.draws, now.draws);
    take_ranks(process.deliveries, now.deliveries);
  }
  for (const auto& [id, now] : shipments_) {
    sim::ShipmentSpec& shipment = plan.shipments[static_cast<std::size_t>(id)];
    shipment.rank_at_source = now.rank_at_source;
    shipment.rank_at_destination = now.rank_at_destination;
  }
  const std::vector<int> ranks = ranks_of(std::move(plan));
  for (std::size_t a = 0; a < ranks.size(); ++a) {
    if (ranks[a] != ranks_[a]) changes.push_back(sim::RankChange{sim::ArcId(a), ranks[a]});
  }
  ranks_ = ranks;
}

void Comparison::size_uncapped(std::vector<sim::Change>& changes) {
  if (!wants_changed_ || !blueprint_->appetite) return;
  wants_changed_ = false;
  const std::vector<Appetite::Size> sizes = blueprint_->appetite->sizes(processes_);
  for (std::size_t r = 0; r < sizes.size(); ++r) {
    const Appetite::Uncapped& route = blueprint_->appetite->routes()[r];
    if (!route.process.valid() || running(route.process).capacity == sizes[r].rate) continue;
    sim::ProcessSpec now = running(route.process);
    now.capacity = sizes[r].rate;
    processes_[route.process.value] = now;
    changes.push_back(sim::ProcessChange{route.process, std::move(now)});
  }
}

}  // namespace huan::scenarios
