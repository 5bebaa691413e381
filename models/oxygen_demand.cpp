#include "models/oxygen_demand.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace huan::models {
namespace {

constexpr std::array<std::string_view, 18> oxidisable = {"Fe", "Al", "Zn", "Pb", "Cu", "Mg",
                                                         "Si", "Mn", "Cr", "Ni", "S",  "P",
                                                         "Ca", "Na", "K",  "Ti", "Sn", "Sb"};

/// [t of O per t of each substance]: what CO2 needs of its carbon and water of its hydrogen;
/// negative where a reaction sets oxygen free.
sim::Mixture oxygen_taken(const BurningProcess& process, const sim::SubstanceTable& substances) {
  const auto oxygen = substances.at("O").value;
  sim::Mixture weights = substances.zero();
  for (const BurningProcess::Gas& gas : process.gases) {
    for (Eigen::Index i = 0; i < weights.size(); ++i) {
      if (i == oxygen || gas.composition(i) <= 0) continue;
      weights(i) += gas.share(i) * gas.composition(oxygen) / gas.composition(i);
    }
  }
  for (const sim::Conversion& conversion : process.conversions) {
    weights(conversion.key.value) -= conversion.extent * conversion.change(oxygen);
  }
  return weights;
}

void spread_over_metals(double rest, const sim::Mixture& feed,
                        const sim::SubstanceTable& substances, sim::Functional& demand) {
  double metals = 0;
  for (const auto name : oxidisable) metals += feed(substances.at(name).value);
  if (metals <= 0) {
    demand.constant += rest;
    return;
  }
  for (const auto name : oxidisable) demand.weights(substances.at(name).value) += rest / metals;
}

}  // namespace

sim::Functional oxygen_demand(const BurningProcess& process,
                              const sim::SubstanceTable& substances) {
  const auto oxygen = substances.at("O").value;
  const sim::Mixture taken = oxygen_taken(process, substances);
  const sim::Mixture needs = taken.max(0.0);
  sim::Mixture own = (-taken).max(0.0);
  own(oxygen) = 1;
  const double needed = (needs * process.feed).sum();
  const double available = (own * process.feed).sum();
  const double part =
      available > 0 ? std::clamp((needed - process.oxygen) / available, 0.0, 1.0) : 0.0;
  sim::Functional demand;
  demand.weights = needs - part * own;
  demand.floor_at_zero = true;
  const double rest = process.oxygen - (needed - part * available);
  if (std::abs(rest) > 1e-12) spread_over_metals(rest, process.feed, substances, demand);
  return demand;
}

}  // namespace huan::models
