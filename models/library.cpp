#include "models/library.h"

#include <stdexcept>

namespace huan::models {
namespace {

/// [g/mol] of an element, a carbon by origin, or water, from what the substance is made of.
double molar_mass(const sim::Substance& substance) {
  if (substance.name == "water") return 2 * sim::atomic_mass("H") + sim::atomic_mass("O");
  return sim::atomic_mass(substance.elements.front().first);
}

sim::Mixture from_formula(const std::map<std::string, double>& formula,
                          const sim::SubstanceTable& substances) {
  sim::Mixture mixture = substances.zero();
  for (const auto& [name, atoms] : formula) {
    const sim::SubstanceId id = substances.at(name);
    mixture(id.value) += atoms * molar_mass(substances[id]);
  }
  return mixture / mixture.sum();
}

sim::Mixture from_rows(const std::map<std::string, Quantity>& rows,
                       const sim::SubstanceTable& substances) {
  sim::Mixture mixture = substances.zero();
  for (const auto& [name, fraction] : rows) mixture(substances.at(name).value) = fraction.value;
  const auto other = substances.at("other").value;
  mixture(other) = 0;
  const double rest = 1 - mixture.sum();
  if (rest < -1e-6) {
    throw std::invalid_argument("its mass fractions sum to " + std::to_string(1 - rest));
  }
  mixture(other) = rest > 1e-12 ? rest : 0;
  return mixture / mixture.sum();
}

template <class Map>
const typename Map::mapped_type& entry(const Map& map, const std::string& id, const char* what) {
  const auto at = map.find(id);
  if (at == map.end())
    throw std::out_of_range(std::string("there is no ") + what + " '" + id + "'");
  return at->second;
}

}  // namespace

sim::Mixture Material::mixture(const sim::SubstanceTable& substances) const {
  if (!pure() && composition.empty()) {
    throw std::invalid_argument("material '" + id + "' has no composition");
  }
  try {
    return pure() ? from_formula(formula, substances) : from_rows(composition, substances);
  } catch (const std::logic_error& error) {
    throw std::invalid_argument("material '" + id + "': " + error.what());
  }
}

const Material& Library::material(const std::string& id) const {
  return entry(materials, id, "material");
}

const Recipe& Library::recipe(const std::string& id) const { return entry(recipes, id, "recipe"); }

}  // namespace huan::models
