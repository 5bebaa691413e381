#include "sim/ledger.h"

#include <algorithm>

namespace huan::sim {
namespace {

constexpr double hours_in_day = 24;

bool is_last_resort(Role role) { return role == Role::overflow || role == Role::make_up; }

}  // namespace

Ledger::Ledger(const Network& network, const Contacts& contacts)
    : network_(&network),
      contacts_(&contacts),
      accounts_(network.processes().size()),
      stopped_by_(network.processes().size()) {}

void Ledger::settle(State& state, ProcessId p) {
  ProcessState& process = state.processes[p.index()];
  const double days = state.now - process.since;
  if (days == 0) return;
  process.since = state.now;
  process.since_refresh += process.rate * days;
  if (!process.stops.closed && process.capacity != unlimited) {
    process.potential += process.capacity * days;
    process.wanted += process.capacity * process.factor * days;
  }
  Account& account = accounts_[p.index()];
  const auto grow = [&](std::int32_t entry, double rate) {
    if (entry < 0) return;
    Loss& loss = account.entries[static_cast<std::size_t>(entry)];
    loss.amount += rate * days;
    if (process.capacity > 0) loss.hours += rate / process.capacity * days * hours_in_day;
  };
  grow(account.own, process.own.rate);
  grow(account.imposed, process.imposed.rate);
}

void Ledger::close_coefficients(State& state, ProcessId p) {
  settle(state, p);
  ProcessState& process = state.processes[p.index()];
  if (process.since_refresh == 0) return;
  const std::size_t first = network_->first_arc(p).index();
  const std::size_t count = network_->arcs_of(p).size();
  for (std::size_t a = first; a < first + count; ++a)
    state.arc_moved[a] += state.arc_unit[a] * process.since_refresh;
  if (state.follows_substances() && count > 0) {
    const auto from = static_cast<Eigen::Index>(first);
    const auto n = static_cast<Eigen::Index>(count);
    state.moved.middleCols(from, n) += process.since_refresh * state.unit.middleCols(from, n);
  }
  process.activity += process.since_refresh;
  process.since_refresh = 0;
}

void Ledger::hold(State& state, ProcessId p, std::uint32_t limiter) {
  ProcessState& process = state.processes[p.index()];
  Account& account = accounts_[p.index()];
  process.own = own_hold(state, p);
  process.imposed = imposed_hold(state, p, limiter);
  account.own = entry_for(p, process.own);
  account.imposed = entry_for(p, process.imposed);
}

Hold Ledger::own_hold(const State& state, ProcessId p) const {
  const ProcessState& process = state.processes[p.index()];
  if (is_last_resort(process.role) || process.stops.closed) return {};
  const double rate = process.capacity - process.want;
  if (rate <= 1e-12 * process.capacity) return {};
  if (process.stops.failures > 0 || process.stops.maintenance) return {Cause::down, {}, rate};
  if (process.stops.switched_off) return {Cause::switched_off, {}, rate};
  if (process.stops.below_min_load) return {Cause::min_load, stopped_by_[p.index()], rate};
  return {Cause::season, {}, rate};
}

Hold Ledger::imposed_hold(const State& state, ProcessId p, std::uint32_t limiter) const {
  const ProcessState& process = state.processes[p.index()];
  const double rate = process.want - process.rate;
  if (limiter == Contacts::none || rate <= 1e-12 * process.want) return {};
  if (is_last_resort(process.role)) return {};
  return {state.at[limiter].net < 0 ? Cause::starved : Cause::blocked, (*contacts_)[limiter].stock,
          rate};
}

std::int32_t Ledger::entry_for(ProcessId p, const Hold& hold) {
  if (hold.cause == Cause::none) return -1;
  std::vector<Loss>& entries = accounts_[p.index()].entries;
  const auto same = [&](const Loss& l) { return l.cause == hold.cause && l.stock == hold.stock; };
  const auto known = std::find_if(entries.begin(), entries.end(), same);
  const auto place = static_cast<std::int32_t>(known - entries.begin());
  if (known == entries.end())
    entries.push_back({.process = p, .cause = hold.cause, .stock = hold.stock});
  return place;
}

double Ledger::activity(const State& state, ProcessId p) const {
  const ProcessState& process = state.processes[p.index()];
  return process.activity + process.since_refresh + process.rate * (state.now - process.since);
}

double Ledger::moved(const State& state, ArcId a, ProcessId p) const {
  const ProcessState& process = state.processes[p.index()];
  const double since = process.since_refresh + process.rate * (state.now - process.since);
  return state.arc_moved[a.index()] + state.arc_unit[a.index()] * since;
}

Mixture Ledger::moved_substances(const State& state, ArcId a, ProcessId p) const {
  if (!state.follows_substances()) return Mixture::Constant(1, moved(state, a, p));
  const ProcessState& process = state.processes[p.index()];
  const double since = process.since_refresh + process.rate * (state.now - process.since);
  const auto column = static_cast<Eigen::Index>(a.index());
  return state.moved.col(column) + state.unit.col(column) * since;
}

std::vector<Loss> Ledger::losses(const State& state) const {
  std::vector<Loss> all;
  for (std::size_t p = 0; p < accounts_.size(); ++p) {
    const ProcessState& process = state.processes[p];
    const double days = state.now - process.since;
    const std::size_t first = all.size();
    for (std::size_t e = 0; e < accounts_[p].entries.size(); ++e) {
      Loss loss = accounts_[p].entries[e];
      const auto entry = static_cast<std::int32_t>(e);
      double rate = accounts_[p].own == entry ? process.own.rate : 0;
      if (accounts_[p].imposed == entry) rate += process.imposed.rate;
      loss.amount += rate * days;
      if (process.capacity > 0) loss.hours += rate / process.capacity * days * hours_in_day;
      all.push_back(loss);
    }
    std::sort(all.begin() + static_cast<std::ptrdiff_t>(first), all.end(),
              [](const Loss& a, const Loss& b) {
                return std::pair(a.cause, a.stock) < std::pair(b.cause, b.stock);
              });
  }
  return all;
}

}  // namespace huan::sim
