/// Compositions: what a stock gives, and when that has drifted too far.
///
/// A stock with content m [t] (sum M) gives at a frozen composition c. With inflow r_in (sum R_in)
/// and outflow R_out the deviation D = m - c M grows linearly,
///
///     D(t) = D0 + t (r_in - R_in c)          [t]
///
/// and the stock re-blends, c := m / M, when sum_i w_i |D_i| = eps M with w_i = 1 / max(c_i,
/// floor). The bound used is the triangle inequality, exact from a fresh blend.
///
/// A stock below one hour's throughput follows its inflow (mixing within the hour is not followed):
/// filling or level it gives r_in / R_in, draining in T days (m + r_in T) / (M + R_in T), which
/// empties it in every substance at once. A junction or an empty stock gives its inflow's
/// composition, or keeps its last one.
#pragma once

#include "sim/network.h"
#include "sim/state.h"

namespace huan::sim {

/// Gross flows of a stock at the present rates.
struct Throughput {
  Mixture in;          ///< [t/d] by substance
  double in_sum = 0;   ///< [t/d]
  double out_sum = 0;  ///< [t/d] drawn, and unclaimed
};
[[nodiscard]] Throughput throughput(const Network& network, const State& state, StockId s);

/// Level below which a stock follows its inflow [t].
[[nodiscard]] inline double small_level(const Throughput& flow) { return flow.out_sum / 24.0; }
/// A stock that has just reached its small level is small, whatever the rounding.
[[nodiscard]] inline bool is_small(double level, const Throughput& flow) {
  return level <= small_level(flow) * (1 + 1e-9);
}

/// Content that is gone in 1e-9 d, less than the clock can tell apart in a long run [t]: no more
/// than rounding, its composition means nothing.
[[nodiscard]] inline double dregs(const Throughput& flow) { return flow.out_sum * 1e-9; }

/// The composition a contentless or small stock has now. `state.stocks[s]` is at state.now.
[[nodiscard]] Mixture following_composition(const State& state, StockId s, const Throughput& flow);

/// m / M; the present composition when the stock is empty.
[[nodiscard]] Mixture blended(const State& state, StockId s);

/// sum_i w_i |D_i| / M: how far the frozen composition is from the true one [1].
[[nodiscard]] double deviation(const StockSpec& spec, const State& state, StockId s);

/// [d] from now to the next re-blend; infinity = never.
[[nodiscard]] double time_to_reblend(const StockSpec& spec, const State& state, StockId s,
                                     const Throughput& flow);

}  // namespace huan::sim
