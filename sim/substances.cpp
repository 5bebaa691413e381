#include "sim/substances.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace huan::sim {
namespace {

struct AtomicMass {
  std::string_view element;
  double g_per_mol;
};

/// IUPAC 2021, abridged to five digits.
constexpr std::array atomic_masses = {
    AtomicMass{"H", 1.008},   AtomicMass{"Li", 6.94},   AtomicMass{"Be", 9.0122},
    AtomicMass{"C", 12.011},  AtomicMass{"N", 14.007},  AtomicMass{"O", 15.999},
    AtomicMass{"F", 18.998},  AtomicMass{"Na", 22.990}, AtomicMass{"Mg", 24.305},
    AtomicMass{"Al", 26.982}, AtomicMass{"Si", 28.085}, AtomicMass{"P", 30.974},
    AtomicMass{"S", 32.06},   AtomicMass{"Cl", 35.45},  AtomicMass{"K", 39.098},
    AtomicMass{"Ca", 40.078}, AtomicMass{"Ti", 47.867}, AtomicMass{"V", 50.942},
    AtomicMass{"Cr", 51.996}, AtomicMass{"Mn", 54.938}, AtomicMass{"Fe", 55.845},
    AtomicMass{"Co", 58.933}, AtomicMass{"Ni", 58.693}, AtomicMass{"Cu", 63.546},
    AtomicMass{"Zn", 65.38},  AtomicMass{"As", 74.922}, AtomicMass{"Mo", 95.95},
    AtomicMass{"Cd", 112.41}, AtomicMass{"Sn", 118.71}, AtomicMass{"Sb", 121.76},
    AtomicMass{"Hg", 200.59}, AtomicMass{"Tl", 204.38}, AtomicMass{"Pb", 207.2}};

Substance element(const std::string& name) { return {name, {{name, 1.0}}}; }

Substance carbon(const std::string& name) { return {name, {{"C", 1.0}}}; }

Substance water() {
  const double hydrogen = 2 * atomic_mass("H");
  const double oxygen = atomic_mass("O");
  const double sum = hydrogen + oxygen;
  return {"water", {{"H", hydrogen / sum}, {"O", oxygen / sum}}};
}

void check(const Substance& substance) {
  double sum = 0;
  for (const auto& [name, fraction] : substance.elements) sum += fraction;
  if (!(std::abs(sum - 1) <= 1e-9)) {
    throw std::invalid_argument("substance '" + substance.name +
                                "': its element fractions sum to " + std::to_string(sum));
  }
}

std::vector<Substance> standard_substances() {
  std::vector<Substance> substances = {carbon("C_fossil"), carbon("C_biogenic"),
                                       carbon("C_carbonate"), water()};
  for (const char* name :
       {"H",  "O",  "N",  "S",  "P",  "F",  "Cl", "Na", "K",  "Mg", "Ca", "Al", "Si", "Ti",
        "Fe", "Cr", "Mn", "Ni", "Co", "Cu", "Zn", "Pb", "Sn", "Sb", "Cd", "Hg", "Li"}) {
    substances.push_back(element(name));
  }
  substances.push_back(element("other"));
  return substances;
}

std::vector<std::string> elements_of(const std::vector<Substance>& substances) {
  std::vector<std::string> elements;
  for (const Substance& substance : substances) {
    for (const auto& [name, fraction] : substance.elements) {
      if (std::ranges::find(elements, name) == elements.end()) elements.push_back(name);
    }
  }
  return elements;
}

}  // namespace

SubstanceTable::SubstanceTable(std::vector<Substance> substances) {
  auto made = std::make_shared<Table>();
  made->substances = std::move(substances);
  made->elements = elements_of(made->substances);
  table_ = made;
  if (made->substances.size() > max_substances) {
    throw std::invalid_argument("more than " + std::to_string(max_substances) + " substances");
  }
  const auto rows = static_cast<Eigen::Index>(made->elements.size());
  const auto columns = static_cast<Eigen::Index>(made->substances.size());
  made->element_matrix = Eigen::MatrixXd::Zero(rows, columns);
  for (std::size_t i = 0; i < made->substances.size(); ++i) {
    const Substance& substance = made->substances[i];
    check(substance);
    if (find(substance.name)->index() != i) {
      throw std::invalid_argument("substance '" + substance.name + "' is named twice");
    }
    for (const auto& [name, fraction] : substance.elements) {
      const auto row = std::ranges::find(made->elements, name) - made->elements.begin();
      made->element_matrix(row, static_cast<Eigen::Index>(i)) += fraction;
    }
  }
}

SubstanceTable SubstanceTable::standard() {
  static const SubstanceTable table(standard_substances());
  return table;
}

SubstanceTable SubstanceTable::single() { return SubstanceTable({element("mass")}); }

std::optional<SubstanceId> SubstanceTable::find(std::string_view name) const {
  const std::vector<Substance>& all = table_->substances;
  const auto at = std::ranges::find(all, name, &Substance::name);
  if (at == all.end()) return std::nullopt;
  return SubstanceId(static_cast<std::size_t>(at - all.begin()));
}

SubstanceId SubstanceTable::at(std::string_view name) const {
  if (const auto id = find(name)) return *id;
  throw std::out_of_range("there is no substance '" + std::string(name) + "'");
}

Mixture SubstanceTable::pure(std::string_view name) const {
  Mixture mixture = zero();
  mixture(at(name).value) = 1;
  return mixture;
}

double atomic_mass(std::string_view element) {
  const auto at = std::ranges::find(atomic_masses, element, &AtomicMass::element);
  if (at == atomic_masses.end()) {
    throw std::out_of_range("no atomic mass is known for '" + std::string(element) + "'");
  }
  return at->g_per_mol;
}

}  // namespace huan::sim
