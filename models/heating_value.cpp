#include "models/heating_value.h"

#include <array>
#include <string_view>
#include <utility>

namespace huan::models {
namespace {

constexpr std::array<std::pair<std::string_view, double>, 6> mj_per_kg = {{{"C_fossil", 33.9},
                                                                           {"C_biogenic", 33.9},
                                                                           {"H", 103.0},
                                                                           {"O", -10.9},
                                                                           {"S", 10.9},
                                                                           {"water", -2.5}}};

}  // namespace

sim::Mixture heat_weights(const sim::SubstanceTable& substances) {
  sim::Mixture weights = substances.zero();
  for (const auto& [name, value] : mj_per_kg) {
    if (const auto id = substances.find(name)) weights[id->value] = value * mwh_per_gj;
  }
  return weights;
}

double heating_value(const sim::Mixture& fractions, const sim::SubstanceTable& substances) {
  return (heat_weights(substances) * fractions).sum() / mwh_per_gj;
}

}  // namespace huan::models
