// Reading a run. Nothing here changes anything.
#include <algorithm>

#include "sim/engine.h"

namespace huan::sim {
namespace {

/// [1] of the largest inflow: what comes in less than that is measured against that much.
constexpr double trace = 1e-6;

/// The largest of |part_i| / whole_i.
double largest_share(const Mixture& part, const Mixture& whole) {
  const double floor = trace * whole.maxCoeff();
  return floor > 0 ? (part.abs() / whole.max(floor)).maxCoeff() : 0;
}

}  // namespace

double Engine::level(StockId s) const { return level_now(state_, s); }

Mixture Engine::content(StockId s) const {
  if (!state_.follows_substances()) return Mixture::Constant(1, level_now(state_, s));
  const auto column = static_cast<Eigen::Index>(s.index());
  const double days = state_.now - state_.stocks[s.index()].since;
  return state_.content.col(column) + days * state_.drift.col(column);
}

double Engine::peak(StockId s) const {
  return std::max(state_.stocks[s.index()].peak, level_now(state_, s));
}

double Engine::uncontrolled(StockId s) const {
  const StockState& stock = state_.stocks[s.index()];
  return stock.uncontrolled + stock.unclaimed * (state_.now - stock.since);
}

Mixture Engine::uncontrolled_substances(StockId s) const {
  if (!state_.follows_substances()) return Mixture::Constant(1, uncontrolled(s));
  const StockState& stock = state_.stocks[s.index()];
  const auto column = static_cast<Eigen::Index>(s.index());
  return state_.uncontrolled.col(column) +
         stock.unclaimed * (state_.now - stock.since) * state_.composition.col(column);
}

double Engine::moved(ArcId a) const {
  return ledger_.moved(state_, a, network_->arcs()[a.index()].process);
}
Mixture Engine::moved_substances(ArcId a) const {
  return ledger_.moved_substances(state_, a, network_->arcs()[a.index()].process);
}
double Engine::activity(ProcessId p) const { return ledger_.activity(state_, p); }

double Engine::potential(ProcessId p) const {
  const ProcessState& process = state_.processes[p.index()];
  const bool counts = !process.stops.closed && process.capacity != unlimited;
  const double days = state_.now - process.since;
  return process.potential + (counts ? process.capacity * days : 0);
}

double Engine::wanted(ProcessId p) const {
  const ProcessState& process = state_.processes[p.index()];
  const bool counts = !process.stops.closed && process.capacity != unlimited;
  const double days = state_.now - process.since;
  return process.wanted + (counts ? process.capacity * process.factor * days : 0);
}

double Engine::rate(ProcessId p) const { return state_.processes[p.index()].rate; }

ShipmentTally Engine::shipment(ShipmentId r) const {
  const Fleet& fleet = fleets_[r.index()];
  ShipmentTally tally = fleet.tally;
  for (const auto& lots : {fleet.under_way, fleet.queue})
    for (const Lot& lot : lots) tally.in_transit += lot.mass;
  return tally;
}

Account Engine::account() const {
  const Mixture zero = Mixture::Zero(network_->substances().size());
  Account sum{initial_, zero, zero, zero, zero, state_.rounding, zero, zero};
  const auto stocks = network_->stocks();
  for (std::size_t a = 0; a < network_->arcs().size(); ++a) {
    const Arc& arc = network_->arcs()[a];
    const StockSpec& stock = stocks[arc.stock.index()];
    if (!stock.boundary || stock.holding != Holding::material) continue;
    (arc.draws ? sum.in : sum.out) += moved_substances(ArcId(a));
  }
  for (std::size_t p = 0; p < state_.processes.size(); ++p) {
    if (network_->processes()[p].conversions.empty()) continue;
    const auto arcs = network_->arcs_of(ProcessId(p));
    for (std::size_t i = 0; i < arcs.size(); ++i) {
      if (stocks[arcs[i].stock.index()].holding != Holding::material) continue;
      const ArcId a(network_->first_arc(ProcessId(p)).index() + i);
      if (arcs[i].draws) {
        sum.converted -= moved_substances(a);
      } else {
        sum.converted += moved_substances(a);
      }
    }
  }
  for (std::size_t s = 0; s < stocks.size(); ++s) {
    if (stocks[s].boundary || stocks[s].holding != Holding::material) continue;
    sum.final += content(StockId(s));
    sum.uncontrolled += uncontrolled_substances(StockId(s));
  }
  for (const Fleet& fleet : fleets_) {
    for (const auto* lots : {&fleet.under_way, &fleet.queue}) {
      for (const Lot& lot : *lots) {
        if (state_.follows_substances()) {
          sum.final += lot.content;
        } else {
          sum.final[0] += lot.mass;
        }
      }
    }
  }
  sum.out += sum.uncontrolled;
  sum.residual = sum.initial + sum.in + sum.converted - sum.out - sum.final;
  const Mixture came = sum.initial + sum.in + sum.converted.max(0);
  sum.largest_relative_residual = largest_share(sum.residual, came);
  // Declared conversions must leave every element as it was.
  if (state_.follows_substances()) {
    const auto& elements = network_->substances().element_matrix();
    const Mixture changed = (elements * sum.converted.matrix()).array();
    const Mixture there = (elements * came.matrix()).array();
    sum.largest_relative_residual =
        std::max(sum.largest_relative_residual, largest_share(changed, there));
  }
  return sum;
}

}  // namespace huan::sim
