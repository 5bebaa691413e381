/// Integrals that are settled when a rate changes: activity, what moved, what was lost and why.
///
/// Between two changes everything is constant, so an integral grows by rate x time, exactly. Arcs
/// are not touched when a rate changes: what they moved is (moved so far) + (coefficient) x
/// (integral of the rate since the coefficients changed).
#pragma once

#include <vector>

#include "sim/contacts.h"
#include "sim/observer.h"
#include "sim/state.h"

namespace huan::sim {

class Ledger {
 public:
  Ledger(const Network& network, const Contacts& contacts);

  /// Brings the integrals of a process to state.now. Call before its rate, want or holds change.
  void settle(State& state, ProcessId p);
  /// Settles, and books what its arcs moved with the coefficients that are about to change.
  void close_coefficients(State& state, ProcessId p);
  /// Writes down what holds the process back from now on. `limiter`: the contact that grants least,
  /// or Contacts::none.
  void hold(State& state, ProcessId p, std::uint32_t limiter);
  /// The stock that made a process stop below its minimum load.
  void stopped_by(ProcessId p, StockId s) { stopped_by_[p.index()] = s; }

  [[nodiscard]] double activity(const State& state, ProcessId p) const;
  [[nodiscard]] double moved(const State& state, ArcId a, ProcessId p) const;
  [[nodiscard]] Mixture moved_substances(const State& state, ArcId a, ProcessId p) const;
  [[nodiscard]] std::vector<Loss> losses(const State& state) const;

 private:
  /// Losses of one process, one entry per (cause, stock) that occurred.
  struct Account {
    std::vector<Loss> entries;
    std::int32_t own = -1;  // entry that is growing, -1 = none
    std::int32_t imposed = -1;
  };
  const Network* network_;
  const Contacts* contacts_;
  std::vector<Account> accounts_;
  std::vector<StockId> stopped_by_;

  [[nodiscard]] Hold own_hold(const State& state, ProcessId p) const;
  [[nodiscard]] Hold imposed_hold(const State& state, ProcessId p, std::uint32_t limiter) const;
  std::int32_t entry_for(ProcessId p, const Hold& hold);
};

}  // namespace huan::sim
