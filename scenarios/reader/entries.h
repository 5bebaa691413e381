/// The keys of one table of the library, taken one by one; what nobody asked for is a complaint at
/// the end. Every number has its range, unit and source (models/recipes/README.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/library.h"
#include "scenarios/reader/complaint.h"
#include "scenarios/reader/node.h"

namespace huan::scenarios {

/// Names that a composition may have.
[[nodiscard]] const std::vector<std::string>& substance_names();

class Entries {
 public:
  Entries(const Node& node, Complaints& complaints);
  Entries(const Table& table, Place place, Complaints& complaints)
      : place_(place), table_(&table), complaints_(complaints) {}

  /// The node of a key, or nullptr; either way the key is known from now on.
  const Node* take(const std::string& key);
  /// An absent text is empty, an absent list has nothing.
  std::string text(const std::string& key);
  std::string needed_text(const std::string& key);
  std::vector<std::string> needed_texts(const std::string& key);
  std::optional<double> number(const std::string& key);
  double needed_number(const std::string& key);
  std::vector<const Node*> tables(const std::string& key);
  std::string one_of(const std::string& key, const std::vector<std::string>& words);
  std::string substance() { return one_of("substance", substance_names()); }
  /// value, min, max, unit, source. Without `units` any will do.
  models::Quantity quantity(const std::vector<std::string>& units);
  /// A mass fraction or a share: in [0, 1].
  models::Quantity fraction();
  /// Complains about every key that was not taken.
  void finish();

  void complain(std::string message) { complaints_.error(place_, std::move(message)); }
  void complain(const Node& node, std::string message) {
    complaints_.error(node.place, std::move(message));
  }
  [[nodiscard]] Place place_of(const std::string& key);

 private:
  std::string text_of(const std::string& key, const Node* node);
  void missing(const std::string& key) { complain("'" + key + "' is missing"); }

  Place place_;
  const Table* table_;
  Complaints& complaints_;
  std::vector<std::string> known_;
};

}  // namespace huan::scenarios
