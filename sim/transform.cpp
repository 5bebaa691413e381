#include "sim/transform.h"

#include <fmt/format.h>

#include "sim/simulation.h"

namespace huan::sim {
namespace {

double evaluate(const Functional& functional, const Mixture& feed) {
  double amount = functional.constant;
  if (functional.weights.size() > 0) amount += (functional.weights * feed).sum();
  return functional.floor_at_zero ? std::max(amount, 0.0) : amount;
}

bool is_mass(const Network& network, StockId stock) {
  return network.stocks()[stock.index()].holding == Holding::material;
}

/// Adds the draws that are (by_feed) or are not functionals of the feed; returns their sum.
void add_draws(const Network& network, State& state, const ProcessSpec& spec, std::size_t first_arc,
               bool by_feed, const Mixture& feed, Mixture& total) {
  for (std::size_t i = 0; i < spec.draws.size(); ++i) {
    const Draw& draw = spec.draws[i];
    if (draw.by_feed.has_value() != by_feed) continue;
    const std::size_t arc = first_arc + i;
    const double amount = by_feed ? evaluate(*draw.by_feed, feed) : draw.amount;
    state.arc_unit[arc] = amount;
    if (!is_mass(network, draw.stock) || !state.follows_substances()) {
      if (is_mass(network, draw.stock)) total[0] += amount;
      continue;
    }
    const auto column = static_cast<Eigen::Index>(arc);
    state.unit.col(column) =
        amount * state.composition.col(static_cast<Eigen::Index>(draw.stock.index()));
    total += state.unit.col(column);
  }
}

void convert(const ProcessSpec& spec, Mixture& mixture) {
  if (spec.conversions.empty()) return;
  const Mixture before = mixture;
  for (const Conversion& c : spec.conversions) mixture += c.extent * before[c.key.value] * c.change;
  const double tolerance = 1e-9 * before.sum();
  for (Eigen::Index i = 0; i < mixture.size(); ++i) {
    if (mixture[i] >= 0) continue;
    if (mixture[i] < -tolerance)
      throw RunError(
          fmt::format("process '{}': its conversions need {:.3g} t more of substance {} "
                      "per tonne of feed than there is",
                      spec.name, -mixture[i], i));
  }
}

void set_contacts(const Network& network, const Contacts& contacts, State& state, ProcessId p) {
  for (std::uint32_t c = contacts.begin(p); c < contacts.end(p); ++c) state.at[c].net = 0;
  const std::size_t first = network.first_arc(p).index();
  const auto arcs = network.arcs_of(p);
  for (std::size_t i = 0; i < arcs.size(); ++i) {
    const std::uint32_t c = contacts.of_arc(ArcId(first + i));
    if (c == Contacts::none) continue;
    state.at[c].net += arcs[i].draws ? -state.arc_unit[first + i] : state.arc_unit[first + i];
  }
}

}  // namespace

void refresh_coefficients(const Network& network, const Contacts& contacts, State& state,
                          ProcessId p) {
  const ProcessSpec& spec = *state.numbers[p.index()];
  const std::size_t first = network.first_arc(p).index();
  const Eigen::Index rows = network.substances().size();

  Mixture total = Mixture::Zero(rows);
  add_draws(network, state, spec, first, false, total, total);
  const Mixture feed = total;
  add_draws(network, state, spec, first, true, feed, total);
  convert(spec, total);

  for (std::size_t k = 0; k < spec.deliveries.size(); ++k) {
    const Delivery& delivery = spec.deliveries[k];
    const std::size_t arc = first + spec.draws.size() + k;
    if (!is_mass(network, delivery.stock)) {
      state.arc_unit[arc] = evaluate(delivery.amount, feed);
    } else if (state.follows_substances()) {
      const auto column = static_cast<Eigen::Index>(arc);
      state.unit.col(column) = delivery.share * total;
      state.arc_unit[arc] = state.unit.col(column).sum();
    } else {
      state.arc_unit[arc] = delivery.share[0] * total[0];
    }
  }
  set_contacts(network, contacts, state, p);
}

}  // namespace huan::sim
