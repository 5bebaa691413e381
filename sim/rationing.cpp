// The course of a solve: the region, sweeps over it, what is done when they do not settle.
#include "sim/rationing.h"

#include <algorithm>
#include <cmath>

namespace huan::sim {
namespace {

constexpr double polished_to =
    1e-11;  ///< [1] the same after Newton steps, whose rounding is larger
constexpr int plain_sweeps = 5;
constexpr int plain_newtons = 3;
constexpr double agreed_to = 1e-10;  ///< [1] a sweep after a Newton step may change a rate so much
constexpr int tries = 3;

bool differs(double a, double b, double scale) {
  return std::abs(a - b) > rations_settled_to * scale;
}

}  // namespace

Rationing::Rationing(const Network& network, const Contacts& contacts)
    : network_(&network),
      contacts_(&contacts),
      flows_(network.processes().size()),
      pools_(network.stocks().size()) {}

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
  for (const StockId s : region_) pools_[s.index()].in_region = false;
  for (const ProcessId p : seen_) flows_[p.index()].seen = false;
  region_.clear();
  seen_.clear();
  unsettled_.clear();
  for (const ProcessId p : touched_processes_) {
    see(p);
    if (!is_last_resort(state, p)) flows_[p.index()].want = state.processes[p.index()].want;
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
  if (flows_[p.index()].seen) return;
  flows_[p.index()].seen = true;
  seen_.push_back(p);
  flows_[p.index()].accounted = flows_[p.index()].rate;
}

/// Takes a stock into the region, its rations back at P.
void Rationing::join(State& state, StockId s) {
  if (pools_[s.index()].in_region) return;
  pools_[s.index()].in_region = true;
  pools_[s.index()].pending = true;
  region_.push_back(s);
  pools_[s.index()].dry = Dry::no;
  pools_[s.index()].mode = {};
  pools_[s.index()].unclaimed = 0;
  for (const std::uint32_t c : contacts_->at(s)) {
    const Contact& contact = (*contacts_)[c];
    see(contact.process);
    state.at[c].granted = 1;
    if (contact.outlet || contact.inlet) flows_[contact.process.index()].want = 0;
    update_rate(state, contact.process);
  }
  join_loop(state, s);
}

/// Joins the tight stocks outside the region that see a changed rate. True when there were any.
bool Rationing::grow(State& state) {
  bool grew = false;
  for (std::size_t i = 0; i < seen_.size(); ++i) {
    const ProcessId p = seen_[i];
    double& known = flows_[p.index()].accounted;
    if (!differs(flows_[p.index()].rate, known, std::max(flows_[p.index()].rate, known))) continue;
    known = flows_[p.index()].rate;
    for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c) {
      const StockId s = (*contacts_)[c].stock;
      if (pools_[s.index()].in_region || !(is_empty(state, s) || is_full(state, s))) continue;
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
    if (pools_[s.index()].pending) unsettled_.push_back(s);
  clear_pending();
  lower_until_feasible(state);
}

void Rationing::clear_pending() {
  for (const StockId s : region_) pools_[s.index()].pending = false;
}

/// Relaxes every stock of the region at least once.
bool Rationing::sweep_all(State& state, int sweeps, Work& work) {
  for (const StockId s : region_) pools_[s.index()].pending = true;
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
    for (const std::uint32_t c : contacts_->at(s)) now.granted.push_back(state.at[c].granted);
  for (const ProcessId p : seen_) {
    now.wants.push_back(flows_[p.index()].want);
    now.rates.push_back(flows_[p.index()].rate);
  }
  return now;
}

void Rationing::put_back(State& state, const Grants& then) {
  std::size_t i = 0;
  for (const StockId s : region_)
    for (const std::uint32_t c : contacts_->at(s)) state.at[c].granted = then.granted[i++];
  for (std::size_t k = 0; k < seen_.size(); ++k) {
    flows_[seen_[k].index()].want = then.wants[k];
    flows_[seen_[k].index()].rate = then.rates[k];
  }
}

/// A stock that turned out not to ration must not keep the fractions of a step that thought it did.
void Rationing::adopt_open(State& state, const Grants& swept) {
  std::size_t i = 0;
  for (const StockId s : region_) {
    const bool open = pools_[s.index()].mode.kind == Mode::Kind::open;
    for (const std::uint32_t c : contacts_->at(s)) {
      if (open) state.at[c].granted = swept.granted[i];
      ++i;
    }
  }
}

bool Rationing::agree(const State& state, const Grants& a, const Grants& b) const {
  for (std::size_t i = 0; i < a.rates.size(); ++i) {
    const double scale = std::max(a.rates[i], b.rates[i]);
    const double slack = agreed_to * scale + rations_residue * wanted_around(state, seen_[i]);
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
      if (!pools_[s.index()].pending) continue;
      pools_[s.index()].pending = false;
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
    if (c != contact) least = std::min(least, state.at[c].granted);
  return least;
}

std::uint32_t Rationing::limiter(const State& state, ProcessId p) const {
  std::uint32_t found = Contacts::none;
  double least = 1 - 1e-12;
  for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c) {
    const bool less = state.at[c].granted < least - 1e-9;
    const bool tie =
        state.at[c].granted < least + 1e-9 && found != Contacts::none &&
        contacts_->order((*contacts_)[c].stock) < contacts_->order((*contacts_)[found].stock);
    if (!less && !tie && !(found == Contacts::none && state.at[c].granted < least)) continue;
    found = c;
    least = std::min(least, state.at[c].granted);
  }
  return found;
}

void Rationing::update_rate(State& state, ProcessId p) {
  const double want = flows_[p.index()].want;
  double rate = want;
  for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c)
    if ((*contacts_)[c].role != Role::forced) rate = std::min(rate, want * state.at[c].granted);
  double& trial = flows_[p.index()].rate;
  const double scale = std::max(rate, trial);
  if (!differs(rate, trial, scale)) return;
  largest_change_ = std::max(largest_change_, std::abs(rate - trial) / scale);
  trial = rate;
  for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c) {
    const std::size_t s = (*contacts_)[c].stock.index();
    if (pools_[s].in_region) pools_[s].pending = true;
  }
}

}  // namespace huan::sim
