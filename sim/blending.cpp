#include "sim/blending.h"

#include <limits>

namespace huan::sim {
namespace {

auto column(const Columns& table, StockId s) {
  return table.col(static_cast<Eigen::Index>(s.index()));
}

Mixture weights(const StockSpec& spec, const State& state, StockId s) {
  return column(state.composition, s).max(spec.blend_floor).inverse();
}

/// [1] shares of a mixture; what rounding left below nothing is given as nothing.
Mixture shares(const Mixture& mixture) {
  const Mixture held = mixture.max(0.0);
  return held / held.sum();
}

}  // namespace

Throughput throughput(const Network& network, const State& state, StockId s) {
  Throughput flow;
  flow.in = Mixture::Zero(state.content.rows());
  for (const ArcId a : network.arcs_at(s)) {
    const Arc& arc = network.arcs()[a.index()];
    const double rate = state.processes[arc.process.index()].rate;
    if (rate == 0) continue;
    if (arc.draws) {
      flow.out_sum += rate * state.arc_unit[a.index()];
    } else {
      flow.in += rate * state.unit.col(static_cast<Eigen::Index>(a.index()));
      flow.in_sum += rate * state.arc_unit[a.index()];
    }
  }
  flow.out_sum += state.stocks[s.index()].unclaimed;
  return flow;
}

Mixture following_composition(const State& state, StockId s, const Throughput& flow) {
  const double level = state.stocks[s.index()].level;
  const double draining = flow.out_sum - flow.in_sum;
  if (level > dregs(flow) && draining > 1e-9 * flow.out_sum) {
    const double days = level / draining;
    return shares(column(state.content, s) + flow.in * days);
  }
  if (flow.in_sum > 0) return shares(flow.in);
  return level > dregs(flow) ? blended(state, s) : Mixture(column(state.composition, s));
}

Mixture blended(const State& state, StockId s) {
  const double mass = column(state.content, s).sum();
  if (mass <= 0) return column(state.composition, s);
  return shares(column(state.content, s));
}

double deviation(const StockSpec& spec, const State& state, StockId s) {
  const double mass = column(state.content, s).sum();
  if (mass <= 0) return 0;
  return (weights(spec, state, s) *
          (column(state.content, s) - mass * column(state.composition, s)).abs())
             .sum() /
         mass;
}

double time_to_reblend(const StockSpec& spec, const State& state, StockId s,
                       const Throughput& flow) {
  constexpr double never = std::numeric_limits<double>::infinity();
  const double mass = column(state.content, s).sum();
  if (mass <= 0) return never;
  const double net = flow.in_sum - flow.out_sum;
  const Mixture away = flow.in - flow.in_sum * column(state.composition, s);
  const double speed = (weights(spec, state, s) * away.abs()).sum();
  double days = never;
  const double deviated = deviation(spec, state, s);
  // Without fresh inflow a deviation still grows in proportion as the stock shrinks.
  if (speed > 1e-12 * flow.in_sum || deviated > 1e-9) {
    const double room = spec.blend_tolerance - deviated;
    const double closing = speed - spec.blend_tolerance * net;
    if (closing > 0) days = std::max(0.0, room) * mass / closing;
  }
  // No substance may be drawn below nothing: earlier than the whole stock is empty. What is given
  // as nothing is not drawn; rounding alone makes it less.
  const double empties = net < 0 ? mass / -net : never;
  for (Eigen::Index i = 0; i < away.size(); ++i) {
    const double loss = -column(state.drift, s)[i];
    if (loss <= 0 || column(state.composition, s)[i] <= 0) continue;
    const double gone = column(state.content, s)[i] / loss;
    if (gone < (1 - 1e-9) * empties && gone < days) days = std::max(0.0, gone);
  }
  return days;
}

}  // namespace huan::sim
