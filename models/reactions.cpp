#include "models/reactions.h"

#include <stdexcept>

namespace huan::models {
namespace {

sim::Conversion water_from_hydrogen(const sim::SubstanceTable& substances) {
  const double hydrogen = 2 * sim::atomic_mass("H");
  const double oxygen = sim::atomic_mass("O");
  sim::Conversion conversion{.key = substances.at("H"), .extent = 1, .change = substances.zero()};
  conversion.change(substances.at("H").value) = -1;
  conversion.change(substances.at("O").value) = -oxygen / hydrogen;
  conversion.change(substances.at("water").value) = (hydrogen + oxygen) / hydrogen;
  return conversion;
}

sim::Conversion hydrogen_from_water(const sim::SubstanceTable& substances) {
  sim::Conversion conversion = water_from_hydrogen(substances);
  conversion.key = substances.at("water");
  conversion.change /= -conversion.change(conversion.key.value);
  return conversion;
}

sim::Conversion named(std::string_view name, const sim::SubstanceTable& substances) {
  if (name == "water_from_hydrogen") return water_from_hydrogen(substances);
  if (name == "hydrogen_from_water") return hydrogen_from_water(substances);
  throw std::invalid_argument("there is no reaction '" + std::string(name) + "'");
}

}  // namespace

const std::vector<std::string>& reaction_names() {
  static const std::vector<std::string> names = {"water_from_hydrogen", "hydrogen_from_water"};
  return names;
}

sim::Conversion reaction(std::string_view name, double extent,
                         const sim::SubstanceTable& substances) {
  sim::Conversion conversion = named(name, substances);
  conversion.extent = extent;
  const Eigen::VectorXd lost = substances.element_matrix() * conversion.change.matrix();
  if (lost.cwiseAbs().maxCoeff() > 1e-12) {
    throw std::invalid_argument("reaction '" + std::string(name) + "' does not conserve elements");
  }
  return conversion;
}

}  // namespace huan::models
