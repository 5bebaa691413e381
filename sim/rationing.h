/// Rates of all processes from the state alone: who gets how much when a stock is empty or full.
///
/// A process wants d [unit/d]. Every *tight* stock it touches grants it a fraction of that:
///
///     u = d min_s clamp(x_s - (p_s - 1), 0, 1)
///
/// x_s in [0, P] is the stock's ration on the side concerned (empty: those who draw; full: those
/// who deliver; capacity 0: whichever is larger), p_s the process's class there. A ration is as
/// large as the stock's balance allows: x = P, or inflow = outflow. Overflow outlets take the
/// surplus before any producer is rationed, make-up inlets give the shortage before any consumer
/// is; forced sources are never rationed, their excess is `unclaimed`.
///
/// Solved on a *region*: the stocks that were touched, those whose ration changes with them, and
/// the tight stocks that lie in a loop of influence with one of them. First by relaxation (each
/// stock its exact ration given the others, in the order of names); if that does not settle, by
/// Newton steps on "net flow of every rationed stock is 0", which are exact while the limiting
/// stocks stay the same. Relaxation can overshoot for ever and Newton start from the wrong limiters
/// (a process that feeds an empty stock whose users are blocked by what the process is blocked by);
/// then the rations are found by withdrawing relief (relief.h) and a last Newton step. A solve that
/// fails even so takes lower, feasible rates, is counted and names its stocks.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/contacts.h"
#include "sim/observer.h"
#include "sim/state.h"

namespace huan::sim {

constexpr double rations_settled_to = 1e-13;  ///< [1] relative change of a rate that counts as none
constexpr double rations_residue = 1e-11;     ///< [1] of its want: a rate that may as well be none

class Rationing {
 public:
  Rationing(const Network& network, const Contacts& contacts);

  /// The stock became empty, full, neither, or changed its capacity.
  void touch(StockId s);
  /// The want or the coefficients of a process changed.
  void touch(ProcessId p);
  [[nodiscard]] bool anything_touched() const {
    return !touched_stocks_.empty() || !touched_processes_.empty();
  }

  /// Finds the rates at state.now; writes state.granted, nothing else of the state. The new rates
  /// are read with rate_of, want_of and unclaimed_at for the things listed below.
  void solve(State& state, Work& work);

  /// Processes whose rate, want or limiter may differ from before the solve.
  [[nodiscard]] std::span<const ProcessId> seen() const { return seen_; }
  /// Stocks that were solved; their net flow is 0 by definition where `balanced` says so.
  [[nodiscard]] std::span<const StockId> region() const { return region_; }
  [[nodiscard]] bool balanced(StockId s) const {
    return pools_[s.index()].mode.kind != Mode::Kind::open;
  }
  [[nodiscard]] double rate_of(ProcessId p) const { return flows_[p.index()].rate; }
  [[nodiscard]] double want_of(ProcessId p) const { return flows_[p.index()].want; }
  [[nodiscard]] double unclaimed_at(StockId s) const { return pools_[s.index()].unclaimed; }
  /// The contact that grants the least (first in the order of names); none() when nothing limits.
  [[nodiscard]] std::uint32_t limiter(const State& state, ProcessId p) const;

  /// The stocks of the last solve that did not settle.
  [[nodiscard]] std::span<const StockId> unsettled() const { return unsettled_; }

 private:
  /// What balances a stock, found by `relax`.
  struct Mode {
    enum class Kind : std::uint8_t { open, give, take, outlet, inlet, unclaimed };
    Kind kind = Kind::open;
    int rank = 0;        ///< give, take: the class that gets a part
    ProcessId marginal;  ///< outlet, inlet: the last resort that runs partly
  };
  /// One contact as seen from its stock.
  struct Claim {
    std::uint32_t contact;
    int rank;
    double full;    ///< [unit/d] flow at fraction 1
    double others;  ///< [1] smallest fraction granted elsewhere
  };

  /// A stock of an empty loop that nothing feeds gives nothing, until something would flow to it.
  enum class Dry : std::uint8_t { no, yes, never_again };

  /// A process, all that a solve keeps of it in one place.
  struct Flow {
    double want = 0;  ///< this and the rate mirror the state: equal to it outside a solve
    double rate = 0;
    double accounted = 0;  ///< rate whose consequences the region already knows
    bool seen = false;
  };
  /// A stock, likewise.
  struct Pool {
    Mode mode;
    double unclaimed = 0;
    int row = -1;  ///< of the system being solved, -1 outside it
    Dry dry = Dry::no;
    bool in_region = false;
    bool pending = false;
  };

  /// What a try may have to put back, for the region.
  struct Grants {
    std::vector<double> granted, wants, rates;
  };

  const Network* network_;
  const Contacts* contacts_;
  std::vector<StockId> touched_stocks_;
  std::vector<ProcessId> touched_processes_;

  std::vector<Flow> flows_;  // by process
  std::vector<Pool> pools_;  // by stock
  std::vector<StockId> region_;
  std::vector<ProcessId> seen_;
  std::vector<Claim> producers_, consumers_;
  std::vector<std::uint32_t> outlets_, inlets_;
  double largest_change_ = 0;  // [1] of a rate, in the last sweep
  std::vector<StockId> unsettled_;

  void begin(State& state);
  void join(State& state, StockId s);
  void join_loop(State& state, StockId s);
  void see(ProcessId p);
  bool grow(State& state);
  void settle(State& state, Work& work);
  bool sweep(State& state, int sweeps, Work& work);
  bool sweep_all(State& state, int sweeps, Work& work);
  bool finish(State& state, Work& work);
  class Relief;
  bool withdraw_relief(State& state, double nudge);
  /// A class of takers or givers, or a last resort, of one stock.
  struct Segment {
    int rank = 0;
    ProcessId last_resort;  ///< none: a class
    double most = 0;        ///< [unit/d] of the last resort
  };
  [[nodiscard]] std::vector<Segment> segments(const State& state, StockId s, bool give) const;
  void clear_pending();
  [[nodiscard]] Grants grants(const State& state) const;
  void put_back(State& state, const Grants& then);
  void adopt_open(State& state, const Grants& swept);
  [[nodiscard]] bool agree(const State& state, const Grants& a, const Grants& b) const;
  [[nodiscard]] double wanted_at(const State& state, StockId s) const;
  [[nodiscard]] double wanted_around(const State& state, ProcessId p) const;
  enum class Rows : std::uint8_t { all, flowing };
  bool newton(State& state, Rows which, Work& work);
  [[nodiscard]] bool stands_still(const State& state, StockId s) const;
  void lower_until_feasible(State& state);
  bool stop_phantoms(State& state);
  bool release_dry(State& state);
  [[nodiscard]] bool gives_away(const State& state, StockId s,
                                const std::vector<StockId>& ring) const;
  [[nodiscard]] std::vector<StockId> ring_that_holds_up(const State& state, StockId s) const;

  void relax(State& state, StockId s);
  void gather(const State& state, StockId s, double& supply, double& demand, double& forced);
  void ration_takers(State& state, StockId s, double supply, double demand);
  void ration_givers(State& state, StockId s, double supply, double demand, double forced);
  double run_outlets(State& state, double supply, double surplus, Mode& mode);
  double run_inlets(State& state, double supply, double demand, Mode& mode);
  bool water_fill(State& state, std::vector<Claim>& claims, double budget, int& rank);
  void grant_all(State& state, const std::vector<Claim>& claims, double fraction);
  void update_rate(State& state, ProcessId p);
  [[nodiscard]] double fraction_elsewhere(const State& state, std::uint32_t contact) const;
  [[nodiscard]] double net_flow(const State& state, StockId s, double* gross) const;
  [[nodiscard]] static bool is_last_resort(const State& state, ProcessId p) {
    const Role role = state.processes[p.index()].role;
    return role == Role::overflow || role == Role::make_up;
  }
};

/// [unit/d] what a last resort can do at most.
[[nodiscard]] inline double limit_of(const ProcessState& process) {
  return process.stops.any() || process.factor == 0 ? 0 : process.capacity * process.factor;
}

/// Tightness at state.now. A stock that refuses (closed) or is over its capacity counts as full.
[[nodiscard]] inline double level_now(const State& state, StockId s) {
  const StockState& stock = state.stocks[s.index()];
  return stock.level + stock.net * (state.now - stock.since);
}
[[nodiscard]] inline bool is_empty(const State& state, StockId s) {
  return level_now(state, s) <= 0;
}
[[nodiscard]] inline bool is_full(const State& state, StockId s) {
  const StockState& stock = state.stocks[s.index()];
  return stock.refuses || level_now(state, s) >= stock.capacity;
}

}  // namespace huan::sim
