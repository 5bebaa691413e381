// One stock: its exact rations, given what is granted elsewhere.
#include <algorithm>
#include <cmath>

#include "sim/rationing.h"

namespace huan::sim {
namespace {

constexpr std::size_t few = 32;
constexpr double vanishing = 1e-13;  ///< [1] a smaller ration is none: a loop that dies out ends

}  // namespace

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
    const double net = state.at[c].net;
    if (net == 0) continue;  // needs nothing here, so nothing here holds it back
    const double full = flows_[contact.process.index()].want * std::abs(net);
    if (contact.role == Role::forced) {
      (net > 0 ? supply : demand) += full;
      if (net > 0) forced += full;
      continue;
    }
    const Claim claim{c, net > 0 ? state.at[c].classes.deliver : state.at[c].classes.draw, full,
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
  pools_[s.index()].mode = {};
  pools_[s.index()].unclaimed = 0;
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
  if (pools_[s.index()].dry == Dry::yes) {
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
  if (!over && !stock.refuses && supply <= room * (1 + rations_settled_to)) {
    grant_all(state, producers_, 1);
  } else if (water_fill(state, producers_, room - forced, mode.rank) || room < forced) {
    mode.kind = Mode::Kind::take;
    mode.marginal = {};
    if (room < forced) {
      pools_[s.index()].unclaimed = forced - room;
      mode.kind = Mode::Kind::unclaimed;
    }
  }
  if (over || stock.refuses) mode.kind = Mode::Kind::open;
  pools_[s.index()].mode = mode;
}

/// Too little comes: make-ups first, then the consumers' ration.
void Rationing::ration_takers(State& state, StockId s, double supply, double demand) {
  Mode mode;
  supply += run_inlets(state, supply, demand, mode);
  if (supply >= demand * (1 - rations_settled_to)) {
    grant_all(state, consumers_, 1);
  } else if (water_fill(state, consumers_, supply, mode.rank)) {
    // A make-up for the first classes may be partly used while later classes are rationed to 0.
    if (mode.kind != Mode::Kind::inlet) mode.kind = Mode::Kind::give;
  }
  pools_[s.index()].mode = mode;
}

/// Lets the outlets take `surplus` in their order; returns what they take.
double Rationing::run_outlets(State& state, double supply, double surplus, Mode& mode) {
  double taken = 0;
  for (const std::uint32_t c : outlets_) {
    const ProcessId p = (*contacts_)[c].process;
    const ProcessState& process = state.processes[p.index()];
    const double limit = limit_of(process);
    const double net = std::abs(state.at[c].net);
    const double left = surplus - taken;
    double want = net > 0 && left > rations_settled_to * supply ? std::min(limit, left / net) : 0;
    if (!std::isfinite(want)) want = 0;  // an unlimited outlet of an over-full stock: see the jump
    if (want > 0 && want < limit) mode = {Mode::Kind::outlet, 0, p};
    flows_[p.index()].want = want;
    state.at[c].granted = 1;
    update_rate(state, p);
    taken += flows_[p.index()].rate * net;
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
    const double net = std::abs(state.at[c].net);
    const double missing = served - supply - given;
    const double want =
        net > 0 && missing > rations_settled_to * demand ? std::min(limit, missing / net) : 0;
    if (want > 0 && want < limit) mode = {Mode::Kind::inlet, 0, p};
    flows_[p.index()].want = want;
    state.at[c].granted = 1;
    update_rate(state, p);
    given += flows_[p.index()].rate * net;
  }
  return given;
}

void Rationing::grant_all(State& state, const std::vector<Claim>& claims, double fraction) {
  for (const Claim& claim : claims) {
    double& granted = state.at[claim.contact].granted;
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
    } else if (budget >= usable * (1 - rations_settled_to)) {
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
      double& granted = state.at[claims[begin].contact].granted;
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
    const double flow = state.at[c].net * flows_[(*contacts_)[c].process.index()].rate;
    net += flow;
    sum += std::abs(flow);
  }
  if (gross != nullptr) *gross = sum;
  return net - pools_[s.index()].unclaimed;
}

}  // namespace huan::sim
