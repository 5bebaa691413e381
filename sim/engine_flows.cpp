// Rates, compositions and level timers after something changed.
#include <algorithm>
#include <cmath>

#include "sim/engine.h"
#include "sim/transform.h"

namespace huan::sim {
namespace {

constexpr int most_passes = 2000;
constexpr int rounds = 60;
constexpr int undamped = 12;  ///< rounds before compositions go only half of their way
constexpr double shortest =
    1e-9;  ///< [d] between re-blends of one stock: longer than the clock's rounding
constexpr std::uint64_t unsettled_logged = 100;  ///< solves whose stocks are named in the log
constexpr double same_composition = 1e-12;
/// [d] a bound nearer than this is reached at once, the difference booked as rounding: stocks that
/// empty each other in ever shorter turns (a thousand times in the last microsecond) come to rest.
constexpr double at_once = 1e-10;

auto column(Columns& table, StockId s) { return table.col(static_cast<Eigen::Index>(s.index())); }

}  // namespace

/// Rates and compositions depend on each other where yields follow the feed: solved in turns, with
/// one stop below minimum load at a time in between.
void Engine::resolve() {
  do {
    for (int round = 0;; ++round) {
      if (rationing_.anything_touched()) {
        rationing_.solve(state_, work_);
        take_rates();
        log_unsettled(rationing_.unsettled());
      }
      if (!follow_compositions(round < undamped ? 1 : 0.5)) break;
      if (round < rounds) continue;
      rationing_.solve(state_, work_);
      take_rates();
      leave_unsettled();
      break;
    }
    renew_holds();
  } while (stop_below_min_load());
  for (const ProcessId p : renewed_list_) {
    renewed_[p.index()] = 0;
    clock_outages(p);
    if (is_watched_[p.index()] != 0) look_at_flows(p);
  }
  renewed_list_.clear();
  for (const StockId s : affected_list_) {
    marks_[s.index()].affected = false;
    set_flows(s);
  }
  affected_list_.clear();
}

/// Names the stocks of a solve that did not settle; after many such solves they are only counted.
void Engine::log_unsettled(std::span<const StockId> stocks) {
  if (work_.unsettled + work_.unsettled_blends > unsettled_logged) return;
  for (const StockId s : stocks) log(LogEntry::What::unsettled, network_->stocks()[s.index()].name);
}

/// Puts the solved rates in force.
void Engine::take_rates() {
  for (const ProcessId p : rationing_.seen()) {
    ProcessState& process = state_.processes[p.index()];
    const double rate = rationing_.rate_of(p);
    renew(p);
    process.want = rationing_.want_of(p);
    if (process.rate == rate) continue;
    ledger_.settle(state_, p);
    process.rate = rate;
    for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c)
      affect((*contacts_)[c].stock);
  }
  for (const StockId s : rationing_.region()) {
    affect(s);
    marks_[s.index()].balanced = rationing_.balanced(s);
    state_.stocks[s.index()].unclaimed = rationing_.unclaimed_at(s);
  }
}

void Engine::affect(StockId s) {
  if (!marks_[s.index()].affected) {
    marks_[s.index()].affected = true;
    affected_list_.push_back(s);
    marks_[s.index()].balanced = false;
    advance(s);
  }
  if (!marks_[s.index()].follow && mixes(s)) {
    marks_[s.index()].follow = true;
    follow_list_.push_back(s);
  }
}

void Engine::renew(ProcessId p) {
  if (renewed_[p.index()] != 0) return;
  renewed_[p.index()] = 1;
  renewed_list_.push_back(p);
  ledger_.settle(state_, p);
}

void Engine::renew_holds() {
  for (const ProcessId p : renewed_list_) ledger_.hold(state_, p, rationing_.limiter(state_, p));
}

/// Brings level and content to now, along the straight lines of the old rates.
void Engine::advance(StockId s) {
  StockState& stock = state_.stocks[s.index()];
  const double days = state_.now - stock.since;
  if (days == 0) return;
  stock.since = state_.now;
  stock.level += stock.net * days;
  stock.peak = std::max(stock.peak, stock.level);
  stock.uncontrolled += stock.unclaimed * days;
  if (!stock.material) return;
  if (!state_.follows_substances()) {
    state_.rounding[0] += stock.rounding_rate * days;
    return;
  }
  column(state_.content, s) += days * column(state_.drift, s);
  if (stock.unclaimed != 0)
    column(state_.uncontrolled, s) += days * stock.unclaimed * column(state_.composition, s);
  if (stock.rounding_rate != 0)
    state_.rounding += days * stock.rounding_rate * column(state_.composition, s);
}

/// Compositions of stocks without content of their own, at the present rates. True when a
/// coefficient of a contact changed with them, so that the rates must be solved again; then they go
/// only `part` of the way.
bool Engine::follow_compositions(double part) {
  changed_list_.clear();
  for (int pass = 0; !follow_list_.empty(); ++pass) {
    if (pass == most_passes) {
      leave_unsettled();
      break;
    }
    std::vector<StockId> due;
    due.swap(follow_list_);
    std::sort(due.begin(), due.end(),
              [&](StockId a, StockId b) { return contacts_->order(a) < contacts_->order(b); });
    for (const StockId s : due) {
      marks_[s.index()].follow = false;
      const Throughput flow = throughput(*network_, state_, s);
      const double level = state_.stocks[s.index()].level;
      if (level > 0 && !is_small(level, flow)) continue;
      const Mixture now = column(state_.composition, s);
      const Mixture next = following_composition(state_, s, flow);
      if ((next - now).abs().maxCoeff() <= same_composition) continue;
      note_composition(s, now);
      set_composition(s, next);
    }
  }
  if (!rationing_.anything_touched()) return false;
  if (part < 1) go_part_of_the_way(part);
  return true;
}

/// Rates and compositions that do not agree stay as they are until something changes: what a stock
/// without content then gives in another mixture than it gets is kept as its content, of mass 0.
void Engine::leave_unsettled() {
  ++work_.unsettled_blends;
  std::vector<StockId> stocks = follow_list_;
  for (const auto& [s, before] : changed_list_) {
    if (!marks_[s.index()].follow) stocks.push_back(s);
  }
  log_unsettled(stocks);
  for (const StockId s : follow_list_) marks_[s.index()].follow = false;
  follow_list_.clear();
}

/// Remembers what a stock gave before the compositions followed.
void Engine::note_composition(StockId s, const Mixture& before) {
  const auto same = [&](const auto& entry) { return entry.first == s; };
  if (std::none_of(changed_list_.begin(), changed_list_.end(), same))
    changed_list_.emplace_back(s, before);
}

void Engine::go_part_of_the_way(double part) {
  for (const auto& [s, before] : changed_list_) {
    const Mixture now = column(state_.composition, s);
    set_composition(s, before + part * (now - before));
  }
}

/// A stock gives another mixture from now on: what draws from it has new coefficients.
void Engine::set_composition(StockId s, const Mixture& composition) {
  column(state_.composition, s) = composition;
  affect(s);
  for (const ArcId a : network_->arcs_at(s)) {
    const Arc& arc = network_->arcs()[a.index()];
    if (!arc.draws) continue;
    const ProcessId p = arc.process;
    ledger_.close_coefficients(state_, p);
    std::array<double, 32> before{};
    const std::uint32_t first = contacts_->begin(p);
    const std::uint32_t count = std::min<std::uint32_t>(contacts_->end(p) - first, before.size());
    for (std::uint32_t c = 0; c < count; ++c) before[c] = state_.at[first + c].net;
    refresh_coefficients(*network_, *contacts_, state_, p);
    bool changed = contacts_->end(p) - first > count;
    for (std::uint32_t c = 0; c < count; ++c)
      changed |= std::abs(state_.at[first + c].net - before[c]) > 1e-13 * std::abs(before[c]);
    if (changed) rationing_.touch(p);
    if (is_watched_[p.index()] != 0) renew(p);
    if (state_.processes[p.index()].rate == 0 && !changed) continue;
    for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c)
      affect((*contacts_)[c].stock);
  }
}

/// A net flow that a tight stock cannot have, negligible beside what its processes want: what is
/// left of a loop that dies out.
bool Engine::is_residue(StockId s, double net) const {
  const StockState& stock = state_.stocks[s.index()];
  const bool impossible =
      (stock.level <= 0 && net < 0) || (stock.level >= stock.capacity && net > 0);
  if (!impossible) return false;
  double wanted = 0;
  for (const std::uint32_t c : contacts_->at(s))
    wanted += std::abs(state_.at[c].net) * state_.processes[(*contacts_)[c].process.index()].want;
  return std::abs(net) <= 1e-9 * wanted;
}

/// Net flow, drift and timers of a stock whose rates are settled.
void Engine::set_flows(StockId s) {
  StockState& stock = state_.stocks[s.index()];
  const bool mixed = mixes(s);
  Throughput flow;
  double gross = 0;
  double net = 0;
  if (mixed) {
    flow = throughput(*network_, state_, s);
    gross = flow.in_sum + flow.out_sum;
    net = flow.in_sum - flow.out_sum;
  } else {
    for (const std::uint32_t c : contacts_->at(s)) {
      const double moved =
          state_.at[c].net * state_.processes[(*contacts_)[c].process.index()].rate;
      net += moved;
      gross += std::abs(moved);
    }
    net -= stock.unclaimed;
  }
  const bool tight = stock.level <= 0 || stock.level >= stock.capacity;
  const bool balanced = marks_[s.index()].balanced || (tight && std::abs(net) <= 1e-9 * gross) ||
                        (tight && is_residue(s, net));
  stock.net = balanced ? 0 : net;
  stock.rounding_rate = net - stock.net;
  if (mixed) {
    auto drift = column(state_.drift, s);
    if (balanced && stock.level <= 0) {
      drift = flow.in - flow.in_sum * column(state_.composition, s);
      if (drift.abs().maxCoeff() <= 1e-9 * flow.in_sum) drift.setZero();
    } else {
      drift = flow.in - (flow.out_sum + stock.rounding_rate) * column(state_.composition, s);
    }
  }
  schedule_level(s, mixed ? &flow : nullptr);
}

/// A dock that is full but not yet reported as loaded, or empty but not yet as unloaded.
bool Engine::dock_waits(StockId s) const {
  const StockState& stock = state_.stocks[s.index()];
  if (marks_[s.index()].loads >= 0)
    return !fleets_[static_cast<std::size_t>(marks_[s.index()].loads)].loaded &&
           stock.level >= stock.capacity * (1 - 1e-12);
  return marks_[s.index()].receives >= 0 && stock.level <= 0 &&
         fleets_[static_cast<std::size_t>(marks_[s.index()].receives)].unloading;
}

/// Sets the stock's timers: the next level of interest, the next re-blend.
void Engine::schedule_level(StockId s, const Throughput* flow) {
  const StockState& stock = state_.stocks[s.index()];
  double days = never;
  LevelEvent what = LevelEvent::none;
  const auto offer = [&](double in, LevelEvent event) {
    if (in < days) days = in < at_once ? 0 : in, what = event;
  };
  // A level may have come to its bound with another event of this instant: then its own is due now.
  if (stock.net < 0) {
    if (stock.level > stock.capacity) {
      offer((stock.level - stock.capacity) / -stock.net, LevelEvent::fits);
    } else {
      offer(stock.level / -stock.net, LevelEvent::empties);
    }
  } else if (stock.net > 0 && std::isfinite(stock.capacity)) {
    offer((stock.capacity - stock.level) / stock.net, LevelEvent::fills);
  } else if (dock_waits(s)) {
    offer(0, marks_[s.index()].loads >= 0 ? LevelEvent::fills : LevelEvent::empties);
  }
  static const std::vector<Crossing> nobody;
  for (const Crossing& crossing : marks_[s.index()].waits ? crossings_[s.index()] : nobody) {
    const double away = crossing.level - stock.level;
    if (crossing.reached(stock.level)) {
      offer(0, LevelEvent::crosses);
    } else if (stock.net != 0 && (stock.net > 0) == crossing.upwards) {
      // Not nearer than the clock can tell: the level must be past it when it is looked at.
      offer(std::max(shortest, away / stock.net), LevelEvent::crosses);
    }
  }
  double blend = never;
  if (flow != nullptr && flow->out_sum > 0 && stock.level > 0) {
    const double small = small_level(*flow);
    const bool same = (flow->in - flow->in_sum * column(state_.composition, s)).abs().maxCoeff() <=
                      1e-9 * flow->in_sum;
    const bool below = is_small(stock.level, *flow);
    if (!same && stock.net < 0 && !below)
      offer(std::max(shortest, (stock.level - small) / -stock.net), LevelEvent::small);
    if (stock.net > 0 && below)
      offer(shortest + (small * (1 + 2e-9) - stock.level) / stock.net, LevelEvent::small);
    if (!below)
      blend = std::max(shortest, time_to_reblend(network_->stocks()[s.index()], state_, s, *flow));
  }
  marks_[s.index()].level_event = what;
  set_timer(level_event, s.index(), state_.now + days);
  if (flow != nullptr) set_timer(reblend, s.index(), state_.now + blend);
}

/// A jump: the level (and content) becomes another at once.
void Engine::set_level(StockId s, double level, const Mixture* content) {
  advance(s);
  StockState& stock = state_.stocks[s.index()];
  stock.level = level;
  stock.peak = std::max(stock.peak, level);
  if (content != nullptr) {
    column(state_.content, s) = *content;
  } else if (state_.follows_substances() && level == 0) {
    column(state_.content, s).setZero();
  }
}

/// What a process wants now, from its capacity, season and stops.
void Engine::refresh_want(ProcessId p) {
  ProcessState& process = state_.processes[p.index()];
  const ProcessSpec& numbers = *state_.numbers[p.index()];
  ledger_.settle(state_, p);
  renew(p);
  process.capacity = numbers.open ? numbers.capacity : 0;
  process.min_load = numbers.min_load;
  if (numbers.role == Role::overflow || numbers.role == Role::make_up) {
    for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c)
      rationing_.touch((*contacts_)[c].stock);
    return;
  }
  const bool runs = !process.stops.any() && process.factor >= numbers.min_load;
  process.want = runs ? process.capacity * process.factor : 0;
  rationing_.touch(p);
}

/// Stops the worst-placed process that got less than its minimum load; true when there was one.
bool Engine::stop_below_min_load() {
  ProcessId worst;
  std::pair<int, std::uint32_t> key{0, 0};
  for (const ProcessId p : renewed_list_) {
    const ProcessState& process = state_.processes[p.index()];
    if (process.min_load <= 0 || process.want <= 0) continue;
    if (process.rate >= process.min_load * process.capacity * (1 - 1e-9)) continue;
    const std::uint32_t by = rationing_.limiter(state_, p);
    if (by == Contacts::none) continue;
    const Classes& classes = state_.at[by].classes;
    const int rank = state_.at[by].net < 0 ? classes.draw : classes.deliver;
    const std::pair mine{rank, contacts_->order(p)};
    if (worst.valid() && mine < key) continue;
    worst = p;
    key = mine;
  }
  if (!worst.valid()) return false;
  const std::uint32_t by = rationing_.limiter(state_, worst);
  stopped_by_[worst.index()] = (*contacts_)[by].stock;
  ledger_.stopped_by(worst, (*contacts_)[by].stock);
  state_.processes[worst.index()].stops.below_min_load = true;
  log(LogEntry::What::below_min_load, network_->processes()[worst.index()].name);
  set_timer(restart, worst.index(), state_.now + state_.numbers[worst.index()]->min_down);
  refresh_want(worst);
  return true;
}

}  // namespace huan::sim
