/// The substances of a run: names, and the chemical elements each is made of.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/ids.h"
#include "sim/mixture.h"

namespace huan::sim {

/// One substance: an element ("Fe"), an element told apart by origin ("C_fossil"), a compound
/// ("water") or "other". `elements` are mass fractions, summing to 1; "other" is its own element.
struct Substance {
  std::string name;
  std::vector<std::pair<std::string, double>> elements;  ///< [1] mass fraction of each element
};

/// name <-> row of every Mixture. Immutable after construction; copies share what they hold.
///
/// Errors: std::invalid_argument for a repeated name, more than max_substances, or element
/// fractions that do not sum to 1 within 1e-9.
class SubstanceTable {
 public:
  explicit SubstanceTable(std::vector<Substance> substances);
  SubstanceTable(const SubstanceTable&) = default;  // what was moved from keeps its table too
  SubstanceTable& operator=(const SubstanceTable&) = default;
  ~SubstanceTable() = default;

  /// The 32 substances of huan's material library: elements, carbon by origin, water, other.
  static SubstanceTable standard();
  /// One substance called "mass", for networks that do not look at composition.
  static SubstanceTable single();

  [[nodiscard]] int size() const { return static_cast<int>(table_->substances.size()); }
  [[nodiscard]] const Substance& operator[](SubstanceId id) const {
    return table_->substances[id.index()];
  }
  [[nodiscard]] std::optional<SubstanceId> find(std::string_view name) const;
  /// Row of `name`; std::out_of_range with the name when there is none.
  [[nodiscard]] SubstanceId at(std::string_view name) const;

  [[nodiscard]] const std::vector<std::string>& elements() const { return table_->elements; }
  /// E [element x substance]: mass fraction of each element in each substance; columns sum to 1.
  [[nodiscard]] const Eigen::MatrixXd& element_matrix() const { return table_->element_matrix; }

  [[nodiscard]] Mixture zero() const { return Mixture::Zero(size()); }
  /// All of the mass is `name`.
  [[nodiscard]] Mixture pure(std::string_view name) const;

 private:
  struct Table {
    std::vector<Substance> substances;
    std::vector<std::string> elements;
    Eigen::MatrixXd element_matrix;
  };
  std::shared_ptr<const Table> table_;
};

/// Standard atomic masses [g/mol] (IUPAC 2021, abridged); std::out_of_range for an unknown symbol.
[[nodiscard]] double atomic_mass(std::string_view element);

}  // namespace huan::sim
