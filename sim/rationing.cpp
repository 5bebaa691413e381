#include "sim/rationing.h"

#include <algorithm>
#include <cmath>

#include <Eigen/LU>
#include <Eigen/QR>
#include <Eigen/SparseLU>

#include "sim/relief.h"

namespace huan::sim {
namespace {

constexpr double settled_to = 1e-13;  ///< [1] relative change of a rate that counts as none
constexpr double polished_to =
    1e-11;  ///< [1] the same after Newton steps, whose rounding is larger
constexpr std::size_t few = 32;
constexpr int plain_sweeps = 5;
constexpr int plain_newtons = 3;
constexpr double agreed_to = 1e-10;  ///< [1] a sweep after a Newton step may change a rate so much
constexpr double residue = 1e-11;    ///< [1] of its want: a rate that may as well be none
constexpr double vanishing = 1e-13;  ///< [1] a smaller ration is none: a loop that dies out ends
constexpr std::size_t most_pools = 300;
constexpr int tries = 3;

/// [unit/d] what a last resort can do at most.
double limit_of(const ProcessState& process) {
  return process.stops.any() || process.factor == 0 ? 0 : process.capacity * process.factor;
}

bool differs(double a, double b, double scale) { return std::abs(a - b) > settled_to * scale; }

}  // namespace

Rationing::Rationing(const Network& network, const Contacts& contacts)
    : network_(&network),
      contacts_(&contacts),
      want_(network.processes().size(), 0.0),
      trial_(network.processes().size(), 0.0),
      accounted_(network.processes().size(), 0.0),
      unclaimed_(network.stocks().size(), 0.0),
      mode_(network.stocks().size()),
      dry_(network.stocks().size(), Dry::no),
      in_region_(network.stocks().size(), 0),
      pending_(network.stocks().size(), 0),
      is_seen_(network.processes().size(), 0),
      row_of_(network.stocks().size(), -1) {}

void Rationing::touch(StockId s) { touched_stocks_.push_back(s); }
void Rationing::touch(ProcessId p) { touched_processes_.push_back(p); }

void Rationing::solve(State& state, Work& work) {
  ++work.solves;
  begin(state);
  do {
    do settle(state, work);
    while (grow(state));
  } while (release_dry(state) || stop_phantoms(state));
}

void Rationing::begin(State& state) {
  for (const StockId s : region_) in_region_[s.index()] = 0;
  for (const ProcessId p : seen_) is_seen_[p.index()] = 0;
  region_.clear();
  seen_.clear();
  unsettled_.clear();
  for (const ProcessId p : touched_processes_) {
    see(p);
    if (!is_last_resort(state, p)) want_[p.index()] = state.processes[p.index()].want;
    update_rate(state, p);
    for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c) {
      const StockId s = (*contacts_)[c].stock;
      if (is_empty(state, s) || is_full(state, s)) join(state, s);
    }
  }
  for (const StockId s : touched_stocks_) join(state, s);
  touched_processes_.clear();
  touched_stocks_.clear();
}

void Rationing::see(ProcessId p) {
  if (is_seen_[p.index()] != 0) return;
  is_seen_[p.index()] = 1;
  seen_.push_back(p);
  accounted_[p.index()] = trial_[p.index()];
}

/// Takes a stock into the region, its rations back at P.
void Rationing::join(State& state, StockId s) {
  if (in_region_[s.index()] != 0) return;
  in_region_[s.index()] = 1;
  pending_[s.index()] = 1;
  region_.push_back(s);
  dry_[s.index()] = Dry::no;
  mode_[s.index()] = {};
  unclaimed_[s.index()] = 0;
  for (const std::uint32_t c : contacts_->at(s)) {
    const Contact& contact = (*contacts_)[c];
    see(contact.process);
    state.granted[c] = 1;
    if (contact.outlet || contact.inlet) want_[contact.process.index()] = 0;
    update_rate(state, contact.process);
  }
  join_loop(state, s);
}

/// The tight stocks that s can influence and that can influence s must restart with it: otherwise a
/// loop that once fell to 0 holds itself there.
void Rationing::join_loop(State& state, StockId s) {
  const std::int32_t give = contacts_->loop(s, true);
  const std::int32_t take = contacts_->loop(s, false);
  if (give < 0 && take < 0) return;

  struct Node {
    StockId stock;
    bool give;
  };
  const auto active = [&](StockId stock, bool give_side) {
    return give_side ? is_empty(state, stock) : is_full(state, stock);
  };
  // One step of influence, forwards or backwards, within the static loop.
  const auto reach = [&](bool forwards, const std::vector<Node>* within) {
    std::vector<Node> found;
    const auto add = [&](StockId stock, bool give_side) {
      const std::int32_t loop = contacts_->loop(stock, give_side);
      if (loop < 0 || (loop != give && loop != take) || !active(stock, give_side)) return;
      const auto same = [&](const Node& n) { return n.stock == stock && n.give == give_side; };
      if (within != nullptr && std::none_of(within->begin(), within->end(), same)) return;
      if (std::none_of(found.begin(), found.end(), same)) found.push_back({stock, give_side});
    };
    if (give >= 0) add(s, true);
    if (take >= 0) add(s, false);
    for (std::size_t i = 0; i < found.size(); ++i) {
      const Node node = found[i];
      for (const std::uint32_t c : contacts_->at(node.stock)) {
        // Forwards: node limits the process. Backwards: the process feeds (give) or empties (take)
        // node.
        if (state.net[c] == 0 || (state.net[c] < 0) != (node.give == forwards)) continue;
        const ProcessId p = (*contacts_)[c].process;
        for (std::uint32_t o = contacts_->begin(p); o < contacts_->end(p); ++o) {
          if (o == c || state.net[o] == 0) continue;
          add((*contacts_)[o].stock, (state.net[o] > 0) == forwards);
        }
      }
    }
    return found;
  };
  const std::vector<Node> influenced = reach(true, nullptr);
  if (influenced.size() < 2) return;
  for (const Node& node : reach(false, &influenced)) join(state, node.stock);
}

/// Joins the tight stocks outside the region that see a changed rate. True when there were any.
bool Rationing::grow(State& state) {
  bool grew = false;
  for (std::size_t i = 0; i < seen_.size(); ++i) {
    const ProcessId p = seen_[i];
    double& known = accounted_[p.index()];
    if (!differs(trial_[p.index()], known, std::max(trial_[p.index()], known))) continue;
    known = trial_[p.index()];
    for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c) {
      const StockId s = (*contacts_)[c].stock;
      if (in_region_[s.index()] != 0 || !(is_empty(state, s) || is_full(state, s))) continue;
      join(state, s);
      grew = true;
    }
  }
  return grew;
}

void Rationing::settle(State& state, Work& work) {
  std::sort(region_.begin(), region_.end(),
            [&](StockId a, StockId b) { return contacts_->order(a) < contacts_->order(b); });
  if (sweep(state, plain_sweeps, work)) return;
  for (int i = 0; i < plain_newtons && newton(state, Rows::all, work); ++i) {
    if (sweep_all(state, 2, work)) return;
    if (largest_change_ <= polished_to) return clear_pending();
  }
  for (const double nudge : {1e-8, 1e-6, 1e-10}) {
    if (!withdraw_relief(state, nudge)) continue;
    for (int i = 0; i < tries; ++i) {
      sweep_all(state, 1, work);
      if (finish(state, work)) return;
    }
  }
  sweep_all(state, 1, work);
  ++work.unsettled;
  for (const StockId s : region_)
    if (pending_[s.index()] != 0) unsettled_.push_back(s);
  clear_pending();
  lower_until_feasible(state);
}

void Rationing::clear_pending() {
  for (const StockId s : region_) pending_[s.index()] = 0;
}

/// The rations by the sure way (relief.h), for every bound stock of the region at once. False when
/// the path was lost. `nudge` [1] keeps ties apart; the rations are exact to it, to be finished by
/// a Newton step.
bool Rationing::withdraw_relief(State& state, double nudge) {
  ReliefProblem problem;
  std::vector<StockId> pools;
  std::vector<std::vector<std::uint32_t>> places;  // per pool: its last resorts, then its classes
  for (const StockId s : region_) {
    const StockState& stock = state.stocks[s.index()];
    const bool empty = is_empty(state, s);
    const bool full = is_full(state, s);
    if (!(empty || full) || stock.refuses || level_now(state, s) > stock.capacity) continue;
    if (dry_[s.index()] == Dry::yes) continue;
    row_of_[s.index()] = static_cast<int>(pools.size());
    pools.push_back(s);
  }
  if (pools.size() > most_pools) return forget_rows(pools), false;
  std::vector<std::vector<Segment>> give(pools.size()), take(pools.size());
  for (std::size_t i = 0; i < pools.size(); ++i) {
    ReliefProblem::Pool pool;
    if (is_empty(state, pools[i])) give[i] = segments(state, pools[i], true);
    if (is_full(state, pools[i])) take[i] = segments(state, pools[i], false);
    pool.most_give = static_cast<int>(give[i].size());
    pool.most_take = static_cast<int>(take[i].size());
    pool.relief = 0;
    problem.pools.push_back(pool);
  }
  const auto segment_of = [&](std::uint32_t c, const std::vector<Segment>& side) {
    const Contact& contact = (*contacts_)[c];
    for (std::size_t k = 0; k < side.size(); ++k)
      if (contact.outlet || contact.inlet
              ? side[k].last_resort == contact.process
              : !side[k].last_resort.valid() &&
                    side[k].rank ==
                        (&side == &give[static_cast<std::size_t>(row_of_[contact.stock.index()])]
                             ? state.classes[c].draw
                             : state.classes[c].deliver))
        return static_cast<int>(k);
    return -1;
  };
  for (const ProcessId p : seen_) {
    ReliefProblem::Flow flow;
    const bool forced = state.processes[p.index()].role == Role::forced;
    flow.most = want_[p.index()];
    if (is_last_resort(state, p)) flow.most = unlimited;
    for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c) {
      const Contact& contact = (*contacts_)[c];
      const int row = row_of_[contact.stock.index()];
      if (row < 0) {
        if (!forced) flow.most = std::min(flow.most, want_[p.index()] * state.granted[c]);
        continue;
      }
      if (state.net[c] == 0) continue;
      flow.touches.push_back({row, state.net[c]});
      if (forced) continue;
      const bool gives = contact.inlet || (!contact.outlet && state.net[c] < 0);
      const auto& side =
          gives ? give[static_cast<std::size_t>(row)] : take[static_cast<std::size_t>(row)];
      const int k = segment_of(c, side);
      if (k < 0) continue;
      const double apart =
          nudge * (1 + std::fmod(0.618033988749895 * (contacts_->order(p) + 1) +
                                     0.754877666246693 * (contacts_->order(contact.stock) + 1),
                                 1.0));
      ReliefProblem::Limit limit{row, gives, k, 0, 0};
      if (contact.outlet || contact.inlet) {
        limit.to = side[static_cast<std::size_t>(k)].most;
        limit.from = -apart * limit.to;
      } else {
        limit.from = want_[p.index()] * (1 + apart);
        limit.to = -want_[p.index()] * apart;
      }
      flow.limits.push_back(limit);
    }
    if (flow.touches.empty() || flow.most == 0) continue;
    if (forced) {
      for (const auto& touch : flow.touches)
        problem.pools[static_cast<std::size_t>(touch.pool)].fixed += touch.net * flow.most;
    }
    const double most = std::isfinite(flow.most) ? flow.most
                        : flow.limits.empty()    ? 0
                                                 : flow.limits[0].to;
    flow.most = std::isfinite(flow.most) ? flow.most : 2 * most;
    for (const auto& touch : flow.touches)
      problem.pools[static_cast<std::size_t>(touch.pool)].relief += std::abs(touch.net) * most;
    if (!forced) problem.flows.push_back(std::move(flow));
  }
  for (std::size_t i = 0; i < pools.size(); ++i) {
    double& relief = problem.pools[i].relief;
    if (relief <= 0) relief = 1;
    relief *= 1 + std::fmod(0.618033988749895 * (contacts_->order(pools[i]) + 1), 1.0);
  }
  ReliefPath path(problem);
  const bool found = path.follow();
  if (found) {
    for (std::size_t i = 0; i < pools.size(); ++i) {
      const double z = path.ration(static_cast<int>(i));
      for (const std::uint32_t c : contacts_->at(pools[i])) {
        const Contact& contact = (*contacts_)[c];
        const bool gives = contact.inlet || (!contact.outlet && state.net[c] < 0);
        const auto& side = gives ? give[i] : take[i];
        const int k = state.net[c] == 0 ? -1 : segment_of(c, side);
        const double part = k < 0 ? 0 : std::clamp((gives ? z : -z) - k, 0.0, 1.0);
        if (contact.outlet || contact.inlet) {
          want_[contact.process.index()] =
              k < 0 || part < 10 * nudge ? 0 : part * side[static_cast<std::size_t>(k)].most;
          state.granted[c] = 1;
        } else {
          state.granted[c] = part > 1 - 10 * nudge ? 0 : 1 - part;
        }
        update_rate(state, contact.process);
      }
    }
  }
  forget_rows(pools);
  return found;
}

/// What is cut or opened one after the other as a bound stock has less to give (more to take).
std::vector<Rationing::Segment> Rationing::segments(const State& state, StockId s,
                                                    bool give) const {
  std::vector<Segment> classes;
  std::vector<Segment> resorts;
  double movable = 0;
  for (const std::uint32_t c : contacts_->at(s)) {
    const Contact& contact = (*contacts_)[c];
    const ProcessId p = contact.process;
    if (contact.outlet || contact.inlet) {
      if (contact.inlet != give || state.net[c] == 0) continue;
      const double limit = limit_of(state.processes[p.index()]);
      if (limit > 0) resorts.push_back({contact.for_class, p, limit});
      continue;
    }
    if (state.net[c] == 0) continue;
    movable += std::abs(state.net[c]) * want_[p.index()];
    if ((state.net[c] < 0) != give || contact.role == Role::forced) continue;
    classes.push_back({give ? state.classes[c].draw : state.classes[c].deliver, {}, 0});
  }
  std::stable_sort(classes.begin(), classes.end(),
                   [](const Segment& a, const Segment& b) { return a.rank > b.rank; });
  classes.erase(std::unique(classes.begin(), classes.end(),
                            [](const Segment& a, const Segment& b) { return a.rank == b.rank; }),
                classes.end());
  std::vector<Segment> all;
  if (!give)
    for (Segment& r : resorts) r.rank = INT32_MAX;
  // a make-up is used before the classes it serves are cut, after those it does not serve
  std::size_t k = 0;
  std::stable_sort(resorts.begin(), resorts.end(),
                   [](const Segment& a, const Segment& b) { return a.rank > b.rank; });
  for (Segment resort : resorts) {
    while (k < classes.size() && classes[k].rank > resort.rank) all.push_back(classes[k++]);
    for (const std::uint32_t c : contacts_->at(s))
      if ((*contacts_)[c].process == resort.last_resort)
        resort.most = std::min(resort.most, movable / std::abs(state.net[c]));
    if (resort.most > 0) all.push_back(resort);
  }
  all.insert(all.end(), classes.begin() + static_cast<std::ptrdiff_t>(k), classes.end());
  return all;
}

void Rationing::forget_rows(const std::vector<StockId>& rows) {
  for (const StockId s : rows) row_of_[s.index()] = -1;
}

/// Relaxes every stock of the region at least once.
bool Rationing::sweep_all(State& state, int sweeps, Work& work) {
  for (const StockId s : region_) pending_[s.index()] = 1;
  return sweep(state, sweeps, work);
}

/// A Newton step, kept when one more sweep changes no rate; else everything is put back.
bool Rationing::finish(State& state, Work& work) {
  const Grants before = grants(state);
  bool done = false;
  if (newton(state, Rows::flowing, work)) {
    const Grants exact = grants(state);
    sweep_all(state, 1, work);
    const Grants swept = grants(state);
    done = agree(state, exact, swept);
    put_back(state, done ? exact : before);
    if (done) adopt_open(state, swept);
  }
  clear_pending();
  return done;
}

Rationing::Grants Rationing::grants(const State& state) const {
  Grants now;
  for (const StockId s : region_)
    for (const std::uint32_t c : contacts_->at(s)) now.granted.push_back(state.granted[c]);
  for (const ProcessId p : seen_) {
    now.wants.push_back(want_[p.index()]);
    now.rates.push_back(trial_[p.index()]);
  }
  return now;
}

void Rationing::put_back(State& state, const Grants& then) {
  std::size_t i = 0;
  for (const StockId s : region_)
    for (const std::uint32_t c : contacts_->at(s)) state.granted[c] = then.granted[i++];
  for (std::size_t k = 0; k < seen_.size(); ++k) {
    want_[seen_[k].index()] = then.wants[k];
    trial_[seen_[k].index()] = then.rates[k];
  }
}

/// A stock that turned out not to ration must not keep the fractions of a step that thought it did.
void Rationing::adopt_open(State& state, const Grants& swept) {
  std::size_t i = 0;
  for (const StockId s : region_) {
    const bool open = mode_[s.index()].kind == Mode::Kind::open;
    for (const std::uint32_t c : contacts_->at(s)) {
      if (open) state.granted[c] = swept.granted[i];
      ++i;
    }
  }
}

bool Rationing::agree(const State& state, const Grants& a, const Grants& b) const {
  for (std::size_t i = 0; i < a.rates.size(); ++i) {
    const double scale = std::max(a.rates[i], b.rates[i]);
    const double slack = agreed_to * scale + residue * wanted_around(state, seen_[i]);
    if (std::abs(a.rates[i] - b.rates[i]) > slack) return false;
  }
  return true;
}

/// Relaxes pending stocks until none is pending, at least `sweeps` times and as long as they become
/// fewer. False when that was not enough.
bool Rationing::sweep(State& state, int sweeps, Work& work) {
  std::size_t before = SIZE_MAX;
  for (int i = 0;; ++i) {
    std::size_t relaxed = 0;
    largest_change_ = 0;
    for (std::size_t k = 0; k < region_.size(); ++k) {
      const StockId s = region_[k];
      if (pending_[s.index()] == 0) continue;
      pending_[s.index()] = 0;
      relax(state, s);
      ++relaxed;
    }
    if (relaxed == 0) return true;
    ++work.sweeps;
    if (i + 1 >= sweeps && relaxed >= before) return false;
    before = relaxed;
  }
}

double Rationing::fraction_elsewhere(const State& state, std::uint32_t contact) const {
  const ProcessId p = (*contacts_)[contact].process;
  double least = 1;
  for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c)
    if (c != contact) least = std::min(least, state.granted[c]);
  return least;
}

std::uint32_t Rationing::limiter(const State& state, ProcessId p) const {
  std::uint32_t found = Contacts::none;
  double least = 1 - 1e-12;
  for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c) {
    const bool less = state.granted[c] < least - 1e-9;
    const bool tie =
        state.granted[c] < least + 1e-9 && found != Contacts::none &&
        contacts_->order((*contacts_)[c].stock) < contacts_->order((*contacts_)[found].stock);
    if (!less && !tie && !(found == Contacts::none && state.granted[c] < least)) continue;
    found = c;
    least = std::min(least, state.granted[c]);
  }
  return found;
}

void Rationing::update_rate(State& state, ProcessId p) {
  const double want = want_[p.index()];
  double rate = want;
  for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c)
    if ((*contacts_)[c].role != Role::forced) rate = std::min(rate, want * state.granted[c]);
  double& trial = trial_[p.index()];
  const double scale = std::max(rate, trial);
  if (!differs(rate, trial, scale)) return;
  largest_change_ = std::max(largest_change_, std::abs(rate - trial) / scale);
  trial = rate;
  for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c) {
    const std::size_t s = (*contacts_)[c].stock.index();
    if (in_region_[s] != 0) pending_[s] = 1;
  }
}

// ------------------------------------------------------------------------------ one stock

/// Sorts the contacts of `s` into producers, consumers, outlets and inlets; sums what they would
/// move with everything granted here.
void Rationing::gather(const State& state, StockId s, double& supply, double& demand,
                       double& forced) {
  producers_.clear();
  consumers_.clear();
  outlets_.clear();
  inlets_.clear();
  supply = demand = forced = 0;
  for (const std::uint32_t c : contacts_->at(s)) {
    const Contact& contact = (*contacts_)[c];
    if (contact.outlet || contact.inlet) {
      (contact.outlet ? outlets_ : inlets_).push_back(c);
      continue;
    }
    const double net = state.net[c];
    if (net == 0) continue;  // needs nothing here, so nothing here holds it back
    const double full = want_[contact.process.index()] * std::abs(net);
    if (contact.role == Role::forced) {
      (net > 0 ? supply : demand) += full;
      if (net > 0) forced += full;
      continue;
    }
    const Claim claim{c, net > 0 ? state.classes[c].deliver : state.classes[c].draw, full,
                      fraction_elsewhere(state, c)};
    (net > 0 ? producers_ : consumers_).push_back(claim);
    (net > 0 ? supply : demand) += full * claim.others;
  }
}

void Rationing::relax(State& state, StockId s) {
  double supply = 0;
  double demand = 0;
  double forced = 0;
  gather(state, s, supply, demand, forced);
  mode_[s.index()] = {};
  unclaimed_[s.index()] = 0;
  const bool empty = is_empty(state, s);
  const bool full = is_full(state, s);
  const StockState& stock = state.stocks[s.index()];
  const bool shut = stock.refuses || level_now(state, s) > stock.capacity;

  if (full && (shut || supply > demand)) {
    ration_givers(state, s, supply, shut ? 0 : demand, forced);
  } else {
    grant_all(state, producers_, 1);
    Mode none;
    run_outlets(state, 0, 0, none);
  }
  if (dry_[s.index()] == Dry::yes) {
    Mode none;
    run_inlets(state, 0, 0, none);
    grant_all(state, consumers_, 0);
  } else if (empty && (shut || supply < demand)) {
    ration_takers(state, s, shut ? 0 : supply, demand);
  } else {
    grant_all(state, consumers_, 1);
    Mode none;
    run_inlets(state, 0, 0, none);
  }
}

/// Too much comes: outlets first, then the producers' ration.
void Rationing::ration_givers(State& state, StockId s, double supply, double demand,
                              double forced) {
  Mode mode;
  const StockState& stock = state.stocks[s.index()];
  const bool over = level_now(state, s) > stock.capacity && !stock.refuses;
  double surplus = over ? unlimited : supply - demand;
  if (stock.refuses) surplus = 0;
  const double taken = run_outlets(state, supply, surplus, mode);
  const double room = over ? 0 : demand + taken;
  if (!over && !stock.refuses && supply <= room * (1 + settled_to)) {
    grant_all(state, producers_, 1);
  } else if (water_fill(state, producers_, room - forced, mode.rank) || room < forced) {
    mode.kind = Mode::Kind::take;
    mode.marginal = {};
    if (room < forced) {
      unclaimed_[s.index()] = forced - room;
      mode.kind = Mode::Kind::unclaimed;
    }
  }
  if (over || stock.refuses) mode.kind = Mode::Kind::open;
  mode_[s.index()] = mode;
}

/// Too little comes: make-ups first, then the consumers' ration.
void Rationing::ration_takers(State& state, StockId s, double supply, double demand) {
  Mode mode;
  supply += run_inlets(state, supply, demand, mode);
  if (supply >= demand * (1 - settled_to)) {
    grant_all(state, consumers_, 1);
  } else if (water_fill(state, consumers_, supply, mode.rank)) {
    // A make-up for the first classes may be partly used while later classes are rationed to 0.
    if (mode.kind != Mode::Kind::inlet) mode.kind = Mode::Kind::give;
  }
  mode_[s.index()] = mode;
}

/// Lets the outlets take `surplus` in their order; returns what they take.
double Rationing::run_outlets(State& state, double supply, double surplus, Mode& mode) {
  double taken = 0;
  for (const std::uint32_t c : outlets_) {
    const ProcessId p = (*contacts_)[c].process;
    const ProcessState& process = state.processes[p.index()];
    const double limit = limit_of(process);
    const double net = std::abs(state.net[c]);
    const double left = surplus - taken;
    double want = net > 0 && left > settled_to * supply ? std::min(limit, left / net) : 0;
    if (!std::isfinite(want)) want = 0;  // an unlimited outlet of an over-full stock: see the jump
    if (want > 0 && want < limit) mode = {Mode::Kind::outlet, 0, p};
    want_[p.index()] = want;
    state.granted[c] = 1;
    update_rate(state, p);
    taken += trial_[p.index()] * net;
  }
  return taken;
}

/// Lets the make-ups give what the classes they serve are short of; returns what they give.
double Rationing::run_inlets(State& state, double supply, double demand, Mode& mode) {
  double given = 0;
  for (const std::uint32_t c : inlets_) {
    const ProcessId p = (*contacts_)[c].process;
    const ProcessState& process = state.processes[p.index()];
    const int for_class = (*contacts_)[c].for_class;
    double served = demand;
    for (const Claim& claim : consumers_)
      if (claim.rank > for_class) served -= claim.full * claim.others;
    const double limit = limit_of(process);
    const double net = std::abs(state.net[c]);
    const double missing = served - supply - given;
    const double want =
        net > 0 && missing > settled_to * demand ? std::min(limit, missing / net) : 0;
    if (want > 0 && want < limit) mode = {Mode::Kind::inlet, 0, p};
    want_[p.index()] = want;
    state.granted[c] = 1;
    update_rate(state, p);
    given += trial_[p.index()] * net;
  }
  return given;
}

void Rationing::grant_all(State& state, const std::vector<Claim>& claims, double fraction) {
  for (const Claim& claim : claims) {
    double& granted = state.granted[claim.contact];
    if (granted == fraction) continue;
    granted = fraction;
    update_rate(state, (*contacts_)[claim.contact].process);
  }
}

/// Shares `budget` [unit/d] class by class, within a class the same fraction to everybody; what one
/// cannot use goes to the others. False when the budget is enough for all (everything granted).
bool Rationing::water_fill(State& state, std::vector<Claim>& claims, double budget, int& rank) {
  // Nearly always few and nearly in order: sorted by insertion, which keeps equals in place.
  const auto before = [](const Claim& a, const Claim& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.others < b.others;
  };
  for (std::size_t i = 1; i < claims.size() && claims.size() <= few; ++i)
    for (std::size_t k = i; k > 0 && before(claims[k], claims[k - 1]); --k)
      std::swap(claims[k], claims[k - 1]);
  if (claims.size() > few) std::stable_sort(claims.begin(), claims.end(), before);
  bool rationed = false;
  for (std::size_t begin = 0; begin < claims.size();) {
    std::size_t end = begin;
    double full = 0;
    double usable = 0;
    for (; end < claims.size() && claims[end].rank == claims[begin].rank; ++end) {
      full += claims[end].full;
      usable += claims[end].full * claims[end].others;
    }
    double fraction = 1;
    if (rationed) {
      fraction = 0;
    } else if (budget >= usable * (1 - settled_to)) {
      budget = std::max(0.0, budget - usable);
    } else {
      double left = std::max(0.0, budget);
      double open = full;
      fraction = 0;
      for (std::size_t i = begin; i < end; ++i) {  // those with the least use first
        if (open <= 0) break;
        fraction = left / open;
        if (claims[i].others >= fraction) break;
        left -= claims[i].full * claims[i].others;
        open -= claims[i].full;
      }
      if (fraction < vanishing) fraction = 0;
      rationed = true;
      rank = claims[begin].rank;
    }
    for (; begin < end; ++begin) {
      double& granted = state.granted[claims[begin].contact];
      if (granted == fraction) continue;
      granted = fraction;
      update_rate(state, (*contacts_)[claims[begin].contact].process);
    }
  }
  return rationed;
}

double Rationing::net_flow(const State& state, StockId s, double* gross) const {
  double net = 0;
  double sum = 0;
  for (const std::uint32_t c : contacts_->at(s)) {
    const double flow = state.net[c] * trial_[(*contacts_)[c].process.index()];
    net += flow;
    sum += std::abs(flow);
  }
  if (gross != nullptr) *gross = sum;
  return net - unclaimed_[s.index()];
}

// ------------------------------------------------------------------------------ many stocks

/// [unit/d] what all processes at the stock want to move there.
double Rationing::wanted_at(const State& state, StockId s) const {
  double wanted = 0;
  for (const std::uint32_t c : contacts_->at(s))
    wanted += std::abs(state.net[c]) * want_[(*contacts_)[c].process.index()];
  return wanted;
}

/// [unit/d] the scale on which a rate of the process is none: its want, of a last resort what its
/// stocks are wanted for.
double Rationing::wanted_around(const State& state, ProcessId p) const {
  double wanted = want_[p.index()];
  if (!is_last_resort(state, p)) return wanted;
  for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c)
    wanted = std::max(wanted, wanted_at(state, (*contacts_)[c].stock));
  return wanted;
}

/// Nothing to speak of flows through the stock, so there is nothing to balance.
bool Rationing::stands_still(const State& state, StockId s) const {
  double gross = 0;
  static_cast<void>(net_flow(state, s, &gross));
  return gross <= residue * wanted_at(state, s);
}

/// One Newton step on the balances of all rationed stocks. False when it cannot be made.
bool Rationing::newton(State& state, Rows which, Work& work) {
  std::vector<StockId> rows;
  for (const StockId s : region_) {
    const Mode::Kind kind = mode_[s.index()].kind;
    if (kind == Mode::Kind::open || kind == Mode::Kind::unclaimed) continue;
    if (which == Rows::flowing && stands_still(state, s)) continue;
    row_of_[s.index()] = static_cast<int>(rows.size());
    rows.push_back(s);
  }
  const auto forget_rows = [&] {
    for (const StockId s : rows) row_of_[s.index()] = -1;
  };
  if (rows.empty()) return false;
  ++work.linear_solves;
  const auto n = static_cast<Eigen::Index>(rows.size());

  // d(rate of p) / d(unknown of t): want where t's partial class limits p; for the marginal outlet
  // or inlet of t the fraction granted to it elsewhere.
  std::vector<Eigen::Triplet<double>> entries;
  const auto add_column = [&](ProcessId p, int column, double slope) {
    for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c) {
      const int row = row_of_[(*contacts_)[c].stock.index()];
      if (row >= 0 && state.net[c] != 0) entries.emplace_back(row, column, state.net[c] * slope);
    }
  };
  Eigen::VectorXd imbalance(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const StockId t = rows[static_cast<std::size_t>(i)];
    const Mode& mode = mode_[t.index()];
    imbalance[i] = net_flow(state, t, nullptr);
    if (mode.marginal.valid()) {
      double slope = 1;
      for (std::uint32_t c = contacts_->begin(mode.marginal); c < contacts_->end(mode.marginal);
           ++c)
        slope = std::min(slope, state.granted[c]);
      add_column(mode.marginal, static_cast<int>(i), slope);
      continue;
    }
    const bool give = mode.kind == Mode::Kind::give;
    for (const std::uint32_t c : contacts_->at(t)) {
      const Contact& contact = (*contacts_)[c];
      if (state.net[c] == 0 || (state.net[c] < 0) != give || contact.outlet || contact.inlet)
        continue;
      if ((give ? state.classes[c].draw : state.classes[c].deliver) != mode.rank) continue;
      if (contact.role == Role::forced) continue;
      if (limiter(state, contact.process) == c)
        add_column(contact.process, static_cast<int>(i), want_[contact.process.index()]);
    }
  }

  forget_rows();

  Eigen::VectorXd delta;
  if (n <= 64) {
    Eigen::MatrixXd jacobian = Eigen::MatrixXd::Zero(n, n);
    for (const auto& e : entries) jacobian(e.row(), e.col()) += e.value();
    delta = jacobian.partialPivLu().solve(-imbalance);
    const double off = (jacobian * delta + imbalance).cwiseAbs().maxCoeff();
    if (!(off <= 1e-9 * imbalance.cwiseAbs().maxCoeff()))  // singular
      delta = jacobian.completeOrthogonalDecomposition().solve(-imbalance);
    if (!delta.allFinite()) return false;
  } else {
    Eigen::SparseMatrix<double> jacobian(n, n);
    jacobian.setFromTriplets(entries.begin(), entries.end());
    Eigen::SparseLU<Eigen::SparseMatrix<double>> lu(jacobian);
    if (lu.info() != Eigen::Success) return false;
    delta = lu.solve(-imbalance);
    if (lu.info() != Eigen::Success || !delta.allFinite()) return false;
  }

  for (Eigen::Index i = 0; i < n; ++i) {
    const StockId t = rows[static_cast<std::size_t>(i)];
    const Mode& mode = mode_[t.index()];
    const double change = delta[i];
    if (mode.marginal.valid()) {
      double& want = want_[mode.marginal.index()];
      want = std::max(0.0, want + change);
      update_rate(state, mode.marginal);
      continue;
    }
    const bool give = mode.kind == Mode::Kind::give;
    for (const std::uint32_t c : contacts_->at(t)) {
      const Contact& contact = (*contacts_)[c];
      if (state.net[c] == 0 || (state.net[c] < 0) != give || contact.outlet || contact.inlet)
        continue;
      if ((give ? state.classes[c].draw : state.classes[c].deliver) != mode.rank) continue;
      state.granted[c] = std::clamp(state.granted[c] + change, 0.0, 1.0);
      update_rate(state, contact.process);
    }
  }
  return true;
}

/// After a solve that did not settle: only ever lowers rates, until no tight stock is overdrawn or
/// overfilled. Should that take too long, everything that may stop stops: always feasible.
void Rationing::lower_until_feasible(State& state) {
  const auto lower = [&](std::uint32_t c, double factor) {
    const ProcessId p = (*contacts_)[c].process;
    if ((*contacts_)[c].role == Role::forced) return;
    state.granted[c] *= factor;
    trial_[p.index()] *= factor;
  };
  bool feasible = false;
  for (int i = 0; i < 200 && !feasible; ++i) {
    feasible = true;
    for (const StockId s : region_) {
      unclaimed_[s.index()] = 0;
      double gross = 0;
      const double net = net_flow(state, s, &gross);
      const bool overdrawn = is_empty(state, s) && net < -1e-12 * gross;
      const bool overfilled = is_full(state, s) && net > 1e-12 * gross;
      if (!overdrawn && !overfilled) continue;
      double movable = 0;  // the side to lower, forced sources apart
      for (const std::uint32_t c : contacts_->at(s)) {
        const ProcessId p = (*contacts_)[c].process;
        if ((state.net[c] < 0) != overdrawn) continue;
        if ((*contacts_)[c].role == Role::forced) continue;
        movable += std::abs(state.net[c]) * trial_[p.index()];
      }
      const double factor = movable > 0 ? std::max(0.0, 1 - std::abs(net) / movable) : 0;
      if (movable > 0) {
        feasible = false;
        for (const std::uint32_t c : contacts_->at(s))
          if (state.net[c] != 0 && (state.net[c] < 0) == overdrawn) lower(c, factor);
      }
      if (overfilled) unclaimed_[s.index()] = std::max(0.0, net - movable);
    }
  }
  for (const StockId s : region_) {
    mode_[s.index()] = {};
    if (feasible) continue;
    for (const std::uint32_t c : contacts_->at(s)) lower(c, 0);
  }
  for (const StockId s : region_) {
    if (feasible) continue;
    unclaimed_[s.index()] = 0;
    const double net = net_flow(state, s, nullptr);
    if (is_full(state, s)) unclaimed_[s.index()] = std::max(0.0, net);
  }
}

/// An empty loop that nothing feeds from outside must not circulate what it does not have: when its
/// stocks only hold each other up and none of them gains, they are dry. True when there were any.
bool Rationing::stop_phantoms(State& state) {
  bool stopped = false;
  for (std::size_t i = 0; i < region_.size(); ++i) {
    const StockId s = region_[i];
    if (contacts_->loop(s, true) < 0 || !is_empty(state, s) || dry_[s.index()] != Dry::no) continue;
    const std::vector<StockId> ring = ring_that_holds_up(state, s);
    bool gains = false;
    for (const StockId member : ring) {
      double gross = 0;
      gains |= net_flow(state, member, &gross) > 1e-9 * gross;
      gains |= gives_away(state, member, ring);
    }
    if (gains) continue;
    for (const StockId member : ring) {
      join(state, member);
      if (dry_[member.index()] != Dry::no) continue;
      dry_[member.index()] = Dry::yes;
      pending_[member.index()] = 1;
      stopped = true;
    }
  }
  return stopped;
}

/// A stock held dry to which something would flow after all gives again. True when there were any.
bool Rationing::release_dry(State& state) {
  bool released = false;
  for (const StockId s : region_) {
    if (dry_[s.index()] != Dry::yes) continue;
    double supply = 0;
    double demand = 0;
    double forced = 0;
    gather(state, s, supply, demand, forced);
    if (supply <= 1e-9 * wanted_at(state, s)) continue;
    dry_[s.index()] = Dry::never_again;
    pending_[s.index()] = 1;
    released = true;
  }
  return released;
}

/// Whether a process that returns nothing to the ring draws from `s`: then the ring makes more than
/// it uses, for what only keeps itself up has nothing to give away.
bool Rationing::gives_away(const State& state, StockId s, const std::vector<StockId>& ring) const {
  for (const std::uint32_t c : contacts_->at(s)) {
    const ProcessId p = (*contacts_)[c].process;
    if (state.net[c] >= 0 || trial_[p.index()] <= 0) continue;
    bool returns = false;
    for (std::uint32_t o = contacts_->begin(p); o < contacts_->end(p); ++o)
      returns |= state.net[o] > 0 &&
                 std::find(ring.begin(), ring.end(), (*contacts_)[o].stock) != ring.end();
    if (!returns) return true;
  }
  return false;
}

/// The empty stocks of its loop from which `s` is filled, directly or not; empty when something
/// from outside (a process that draws from none of them) fills one of them.
std::vector<StockId> Rationing::ring_that_holds_up(const State& state, StockId s) const {
  const std::int32_t loop = contacts_->loop(s, true);
  std::vector<StockId> ring{s};
  for (std::size_t i = 0; i < ring.size(); ++i) {
    bool filled = false;
    for (const std::uint32_t c : contacts_->at(ring[i])) {
      const ProcessId p = (*contacts_)[c].process;
      if ((*contacts_)[c].inlet && limit_of(state.processes[p.index()]) > 0) return {};
      if (state.net[c] <= 0 || trial_[p.index()] <= 0) continue;
      filled = true;
      bool inside = false;
      for (std::uint32_t o = contacts_->begin(p); o < contacts_->end(p); ++o) {
        const StockId from = (*contacts_)[o].stock;
        if (state.net[o] >= 0 || contacts_->loop(from, true) != loop || !is_empty(state, from))
          continue;
        inside = true;
        if (std::find(ring.begin(), ring.end(), from) == ring.end()) ring.push_back(from);
      }
      if (!inside) return {};
    }
    if (!filled) return {};
  }
  return ring;
}

}  // namespace huan::sim
