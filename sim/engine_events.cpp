// What each kind of event does.
#include <algorithm>
#include <cmath>

#include "sim/engine.h"
#include "sim/transform.h"

namespace huan::sim {

void Engine::on_level(StockId s) {
  advance(s);
  affect(s);
  StockState& stock = state_.stocks[s.index()];
  const LevelEvent what = marks_[s.index()].level_event;
  const bool mass = network_->stocks()[s.index()].holding == Holding::material;
  if (what == LevelEvent::empties) {
    if (mixes(s)) {
      const auto column = static_cast<Eigen::Index>(s.index());
      state_.rounding += stock.level * state_.composition.col(column);
      state_.content.col(column) -= stock.level * state_.composition.col(column);
    } else if (mass) {
      state_.rounding[0] += stock.level;
    }
    stock.level = 0;
  } else if (what == LevelEvent::fills || what == LevelEvent::fits) {
    const double over = stock.level - stock.capacity;
    if (mixes(s)) {
      const auto column = static_cast<Eigen::Index>(s.index());
      state_.content.col(column) -= over * state_.composition.col(column);
      state_.rounding += over * state_.composition.col(column);
    } else if (mass) {
      state_.rounding[0] += over;
    }
    stock.level = stock.capacity;
    stock.peak = std::max(stock.peak, stock.level);
  }
  if (what != LevelEvent::crosses && what != LevelEvent::small) rationing_.touch(s);
  if (what == LevelEvent::fills && marks_[s.index()].loads >= 0) {
    const auto route = static_cast<std::size_t>(marks_[s.index()].loads);
    fleets_[route].loaded = true;
    fleets_[route].waiting_since = state_.now;
    try_to_depart(route);
  }
  if (what == LevelEvent::empties && marks_[s.index()].receives >= 0)
    on_received(static_cast<std::size_t>(marks_[s.index()].receives));
  if (what == LevelEvent::small)
    set_composition(s, following_composition(state_, s, throughput(*network_, state_, s)));
  check_crossings(s);
}

/// Draining: gives from now on what empties it in every substance at once. Filling: blends again.
void Engine::pass_small_level(StockId s) {
  const bool draining = state_.stocks[s.index()].net < 0;
  set_composition(s, draining ? following_composition(state_, s, throughput(*network_, state_, s))
                              : blended(state_, s));
}

void Engine::on_reblend(StockId s) {
  advance(s);
  affect(s);
  const StockSpec& spec = network_->stocks()[s.index()];
  const bool negative = (state_.content.col(static_cast<Eigen::Index>(s.index())) <= 0).any();
  // The bound is early when deviations turned round; then the stock is only looked at again.
  if (!negative && deviation(spec, state_, s) < 0.5 * spec.blend_tolerance) return;
  ++work_.reblends;
  set_composition(s, blended(state_, s));
}

// ------------------------------------------------------------------------ failures and stops

void Engine::schedule_failure(std::size_t k) {
  const Outage& outage = outages_[k];
  if (outage.down) return;
  double at = never;
  if (outage.clock == Clock::calendar) {
    at = outage.since + outage.left;
  } else if (outage.speed > 0) {
    at = outage.since + outage.left / outage.speed;
  }
  set_timer(failure, k, std::max(at, state_.now));
}

/// The running time of operating clocks passes in proportion to the rate.
void Engine::clock_outages(ProcessId p) {
  for (std::uint32_t k = first_outage_[p.index()]; k < first_outage_[p.index() + 1]; ++k) {
    Outage& outage = outages_[k];
    const ProcessState& process = state_.processes[p.index()];
    if (outage.clock == Clock::calendar || outage.down) continue;
    const double speed = process.capacity > 0 ? process.rate / process.capacity : 0;
    if (speed == outage.speed) continue;
    outage.left = std::max(0.0, outage.left - outage.speed * (state_.now - outage.since));
    outage.since = state_.now;
    outage.speed = speed;
    schedule_failure(k);
  }
}

void Engine::on_failure(std::size_t k) {
  Outage& outage = outages_[k];
  const ProcessId p = outage.process;
  outage.down = !outage.down;
  outage.since = state_.now;
  outage.speed = 0;
  const double mean = outage.down ? outage.mean_down : outage.mean_up;
  const double days = outage.fixed ? mean : outage.stream.exponential(mean);
  state_.processes[p.index()].stops.failures += outage.down ? 1 : -1;
  if (observer_ != nullptr)
    log(outage.down ? LogEntry::What::fails : LogEntry::What::repaired,
        network_->processes()[p.index()].name);
  if (outage.down) {
    set_timer(failure, k, state_.now + days);
  } else {
    outage.left = days;
    schedule_failure(k);
  }
  refresh_want(p);
}

void Engine::on_maintenance(ProcessId p) {
  ProcessState& process = state_.processes[p.index()];
  const std::vector<StopSpec>& stops = network_->processes()[p.index()].stops;
  std::size_t& next = next_stop_[p.index()];
  process.stops.maintenance = !process.stops.maintenance;
  if (process.stops.maintenance) {
    set_timer(maintenance, p.index(), std::max(stops[next].end, state_.now));
  } else if (++next < stops.size()) {
    set_timer(maintenance, p.index(), std::max(stops[next].begin, state_.now));
  }
  log(process.stops.maintenance ? LogEntry::What::maintenance_begins
                                : LogEntry::What::maintenance_ends,
      network_->processes()[p.index()].name);
  refresh_want(p);
}

/// The minimum stop is over: runs again as soon as the stock that stopped it has recovered.
void Engine::on_restart(ProcessId p) {
  if (!state_.processes[p.index()].stops.below_min_load) return;
  const StockId by = stopped_by_[p.index()];
  const ProcessSpec& numbers = *state_.numbers[p.index()];
  const double capacity = state_.stocks[by.index()].capacity;
  if (capacity == 0 || !std::isfinite(capacity)) return release(p);
  bool starved = false;
  for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c)
    if ((*contacts_)[c].stock == by) starved = state_.at[c].net < 0;
  watch_for(by, {numbers.restart_level * capacity, starved, Crossing::For::restart, p.index()});
}

void Engine::release(ProcessId p) {
  state_.processes[p.index()].stops.below_min_load = false;
  log(LogEntry::What::restarts, network_->processes()[p.index()].name);
  refresh_want(p);
}

void Engine::on_profile(ProfileId profile) {
  ProfileCursor& cursor = cursors_[profile.index()];
  const double factor = cursor.at(state_.now);
  set_timer(profile_step, profile.index(), cursor.next_step());
  for (const ProcessId p : followers_[profile.index()]) {
    ledger_.settle(state_, p);
    state_.processes[p.index()].factor = factor;
    refresh_want(p);
  }
}

void Engine::on_clerk(std::size_t index) {
  const Clerk::Answer answer = clerks_[index]->at(*this, network_->plan().clerks[index]);
  set_timer(clerk_call, index, answer.next);
  for (const Pace& pace : answer.paces) {
    const auto& before = state_.numbers[pace.process.index()];
    if (before->capacity == pace.rate) continue;
    auto numbers = std::make_shared<ProcessSpec>(*before);
    numbers->capacity = pace.rate;
    state_.numbers[pace.process.index()] = std::move(numbers);
    refresh_want(pace.process);
  }
}

// ------------------------------------------------------------------------ levels waited for

void Engine::watch_for(StockId s, Crossing crossing) {
  advance(s);
  affect(s);
  await(s, crossing);
  check_crossings(s);
}

void Engine::await(StockId s, const Crossing& crossing) {
  crossings_[s.index()].push_back(crossing);
  marks_[s.index()].waits = true;
}

/// Fires what the present level has reached. Levels are compared with >= and <=.
void Engine::check_crossings(StockId s) {
  if (!marks_[s.index()].waits) return;
  std::vector<Crossing>& waiting = crossings_[s.index()];
  const double level = level_now(state_, s);
  std::vector<Crossing> reached;
  std::erase_if(waiting, [&](const Crossing& c) {
    if (!c.reached(level)) return false;
    reached.push_back(c);
    return true;
  });
  marks_[s.index()].waits = !waiting.empty();
  for (const Crossing& c : reached) cross(c);
}

void Engine::cross(const Crossing& crossing) {
  switch (crossing.what) {
    case Crossing::For::restart:
      return release(ProcessId(crossing.who));
    case Crossing::For::shipment:
      return try_to_depart(crossing.who);
    case Crossing::For::watch:
      break;
  }
  const WatchSpec& watch = network_->plan().watches[crossing.who];
  const bool fired = !fired_[crossing.who];
  await(watch.stock, {level_to_wait_for(watch, fired), fired != watch.above, Crossing::For::watch,
                      crossing.who});
  affect(watch.stock);
  fire(crossing.who, crossing.level);
}

/// The level at which a watch fires next, on its way there or back.
double Engine::level_to_wait_for(const WatchSpec& watch, bool fired) const {
  if (!fired) return watch.level;
  const double capacity = watch.flow ? 0 : state_.stocks[watch.stock.index()].capacity;
  const double gap =
      0.01 * (std::isfinite(capacity) && capacity > 0 ? capacity : std::abs(watch.level));
  return watch.back.value_or(watch.level + (watch.above ? -gap : gap));
}

void Engine::fire(std::size_t watch, double level) {
  const bool back = fired_[watch];
  fired_[watch] = !back;
  log(back ? LogEntry::What::watched_back : LogEntry::What::watched,
      network_->plan().watches[watch].name, level);
  if (director_) carry_out(director_->on(state_.now, WatchFired{watch, back}));
}

// ------------------------------------------------------------------------ flows waited for

/// Notes the flows of a process whose rate or coefficients may have changed, or that has done
/// `at_once` at this instant.
void Engine::look_at_flows(ProcessId p, double at_once) {
  for (std::size_t i = 0; i < watched_flows_.size(); ++i) {
    WatchedFlow& flow = watched_flows_[i];
    if (flow.process != p) continue;
    const double unit = state_.arc_unit[flow.arc.index()];
    const double rate = state_.processes[p.index()].rate * unit;
    if (rate == flow.mean.rate() && at_once == 0) continue;
    flow.mean.change(state_.now, rate, at_once * unit);
    schedule_look(i);
  }
}

bool Engine::has_reached(const WatchedFlow& flow) const {
  const WatchSpec& watch = network_->plan().watches[flow.watch];
  const bool fired = fired_[flow.watch];
  const bool upwards = fired != watch.above;
  if (!upwards && state_.now < flow.mean.full_from()) return false;
  return Crossing{level_to_wait_for(watch, fired), upwards}.reached(flow.mean.at(state_.now));
}

void Engine::schedule_look(std::size_t i) {
  const WatchedFlow& flow = watched_flows_[i];
  const WatchSpec& watch = network_->plan().watches[flow.watch];
  const bool fired = fired_[flow.watch];
  const double full = flow.mean.full_from();
  double at = state_.now;
  if (fired == watch.above && state_.now < full) {
    at = full;
  } else if (!has_reached(flow)) {
    at = flow.mean.next_look(state_.now, level_to_wait_for(watch, fired));
  }
  set_timer(flow_look, i, at);
}

void Engine::on_flow_look(std::size_t i) {
  const WatchedFlow& flow = watched_flows_[i];
  if (has_reached(flow)) fire(flow.watch, flow.mean.at(state_.now));
  schedule_look(i);
}

// ------------------------------------------------------------------------ scripted changes

void Engine::ask_at(double time) {
  asks_.push_back(std::max(time, state_.now));
  std::push_heap(asks_.begin(), asks_.end(), std::greater<>());
  set_timer(ask, 0, asks_.front());
}

void Engine::on_ask() {
  while (!asks_.empty() && asks_.front() <= state_.now) {
    std::pop_heap(asks_.begin(), asks_.end(), std::greater<>());
    asks_.pop_back();
  }
  if (!asks_.empty()) set_timer(ask, 0, asks_.front());
  if (director_) carry_out(director_->at(state_.now));
}

void Engine::carry_out(const Director::Answer& answer) {
  for (const std::string_view id : answer.log) log(LogEntry::What::scripted, id);
  for (const Change& change : answer.changes) apply(change);
  for (const double time : answer.ask_again) ask_at(time);
}

void Engine::apply(const Change& change) {
  struct Visitor {
    Engine& engine;
    void operator()(const ProcessChange& c) const { engine.apply_process(c); }
    void operator()(const StockChange& c) const { engine.apply_stock(c); }
    void operator()(const FacilityChange& c) const { engine.turn(c.facility, c.open); }
    void operator()(const RouteChange& c) const { engine.apply_route(c); }
    void operator()(const ClerkChange& c) const { engine.clerks_.at(c.index)->adopt(*c.drawn); }
    void operator()(const RankChange& c) const {
      engine.set_class(c.arc, c.rank);
      engine.rationing_.touch(engine.network_->arcs()[c.arc.index()].stock);
    }
    void operator()(const AvailabilityChange& c) const {
      engine.state_.processes[c.process.index()].stops.switched_off = !c.available;
      engine.refresh_want(c.process);
    }
  };
  std::visit(Visitor{*this}, change);
}

void Engine::apply_process(const ProcessChange& change) {
  const ProcessId p = change.process;
  ledger_.close_coefficients(state_, p);
  auto changed = std::make_shared<ProcessSpec>(change.numbers);
  if (changed->paced) changed->capacity = state_.numbers[p.index()]->capacity;
  state_.numbers[p.index()] = std::move(changed);
  const ProcessSpec& numbers = *state_.numbers[p.index()];
  const ProcessSpec& original = network_->processes()[p.index()];
  if (numbers.draws.size() != original.draws.size() ||
      numbers.deliveries.size() != original.deliveries.size() ||
      numbers.outages.size() != original.outages.size())
    throw std::logic_error("process '" + original.name + "': an event changed its structure");
  refresh_coefficients(*network_, *contacts_, state_, p);
  for (std::uint32_t k = first_outage_[p.index()]; k < first_outage_[p.index() + 1]; ++k)
    take_over(outages_[k], numbers.outages[outages_[k].spec]);
  for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c)
    affect((*contacts_)[c].stock);
  refresh_want(p);
  rationing_.touch(p);
}

/// A stock that is now over its capacity accepts nothing until it fits; an unlimited overflow takes
/// the excess at once.
void Engine::apply_stock(const StockChange& change) {
  const StockId s = change.stock;
  advance(s);
  affect(s);
  StockState& stock = state_.stocks[s.index()];
  stock.capacity = change.capacity;
  if (stock.level > stock.capacity) spill(s);
  rationing_.touch(s);
  check_crossings(s);
}

/// Lets the unlimited overflows of an over-full stock take the excess at once, as far as there is
/// room where they deliver.
void Engine::spill(StockId s) {
  for (const std::uint32_t c : contacts_->at(s)) {
    const Contact& contact = (*contacts_)[c];
    const ProcessState& process = state_.processes[contact.process.index()];
    const StockState& stock = state_.stocks[s.index()];
    if (!contact.outlet || process.capacity != unlimited || process.stops.any()) continue;
    double mass = stock.level - stock.capacity;
    for (std::uint32_t o = contacts_->begin(contact.process); o < contacts_->end(contact.process);
         ++o) {
      if (o == c || state_.at[o].net <= 0) continue;
      const StockId to = (*contacts_)[o].stock;
      const double room =
          is_full(state_, to) ? 0 : state_.stocks[to.index()].capacity - level_now(state_, to);
      mass = std::min(mass, room / state_.at[o].net);
    }
    if (mass > 0) jump(s, contact.process, mass);
  }
}

/// Moves `mass` [t] through an overflow at one instant, at the content's true composition.
void Engine::jump(StockId s, ProcessId p, double mass) {
  if (mixes(s)) set_composition(s, blended(state_, s));
  ledger_.close_coefficients(state_, p);
  state_.processes[p.index()].activity += mass;
  if (is_watched_[p.index()] != 0) look_at_flows(p, mass);
  const std::size_t first = network_->first_arc(p).index();
  const auto arcs = network_->arcs_of(p);
  for (std::size_t i = 0; i < arcs.size(); ++i) {
    const std::size_t a = first + i;
    const double moved = state_.arc_unit[a] * mass;
    state_.arc_moved[a] += moved;
    const auto unit = static_cast<Eigen::Index>(a);
    if (state_.follows_substances()) state_.moved.col(unit) += state_.unit.col(unit) * mass;
    const StockSpec& spec = network_->stocks()[arcs[i].stock.index()];
    if (spec.boundary || spec.holding == Holding::tally) continue;
    const double sign = arcs[i].draws ? -1 : 1;
    advance(arcs[i].stock);
    affect(arcs[i].stock);
    StockState& stock = state_.stocks[arcs[i].stock.index()];
    stock.level += sign * moved;
    stock.peak = std::max(stock.peak, stock.level);
    if (mixes(arcs[i].stock))
      state_.content.col(static_cast<Eigen::Index>(arcs[i].stock.index())) +=
          sign * mass * state_.unit.col(unit);
    rationing_.touch(arcs[i].stock);
  }
}

void Engine::schedule_turn(FacilityId f) {
  const FacilitySpec& facility = network_->plan().facilities[f.index()];
  double next = never;
  for (const double at : {facility.opens, facility.closes})
    if (at > state_.now) next = std::min(next, at);
  set_timer(facility_turn, f.index(), next);
}

void Engine::on_turn(FacilityId f) {
  const FacilitySpec& facility = network_->plan().facilities[f.index()];
  schedule_turn(f);
  turn(f, facility.opens <= state_.now && state_.now < facility.closes);
}

/// Opens or closes a site. A closed one wants nothing and refuses deliveries; its content stays.
void Engine::turn(FacilityId f, bool open) {
  const FacilitySpec& facility = network_->plan().facilities[f.index()];
  for (const StockId s : stocks_at_facility_[f.index()]) {
    advance(s);
    affect(s);
    state_.stocks[s.index()].refuses = !open;
    rationing_.touch(s);
  }
  for (const ProcessId p : at_facility_[f.index()]) {
    ledger_.settle(state_, p);
    state_.processes[p.index()].stops.closed = !open;
    refresh_want(p);
  }
  log(open ? LogEntry::What::opens : LogEntry::What::closes, facility.id);
  if (director_) carry_out(director_->on(state_.now, FacilityTurned{f, open}));
}

}  // namespace huan::sim
