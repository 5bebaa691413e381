/// What the models know about materials and processes: numbers with their unit, range and source.
/// Plain values; parsed from TOML by scenarios/reader/library, completed by models/completion.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/mixture.h"
#include "sim/substances.h"

namespace huan::models {

/// A number as the literature gives it. `value` is the mode, in `unit`.
struct Quantity {
  double value = 0;
  std::optional<double> min, max;
  std::string unit;    ///< as written: "t/t", "kWh/t", "CNY/t", "d/a", ...
  std::string source;  ///< with its marks: "(recalled)", "range by rule", "general knowledge", ...
};

/// A named good with a default composition.
struct Material {
  std::string id, name, name_zh;
  std::string grade_of;  ///< id of the material it may stand in for, or empty
  std::map<std::string, Quantity>
      composition;  ///< [1] mass fraction by substance, sums to 1 with "other"
  /// Of a pure compound: atoms (substances or water) per molecule, {"C_fossil", 1}, {"O", 2}; it
  /// has no composition rows and leaves a process with exactly these proportions.
  std::map<std::string, double> formula;
  std::map<std::string, Quantity>
      properties;  ///< "LHV" [MJ/kg as received], "bulk_density" [t/m3], ...
  /// Where it comes from or goes to when no route says otherwise: "air", "water", "" (must be
  /// joined).
  std::string environment;
  [[nodiscard]] bool pure() const { return !formula.empty(); }
  /// [1] sums to 1: "other" is what the rest leaves, a formula is weighed by atomic masses. Errors:
  /// std::invalid_argument for an unknown substance, no rows, or rows that sum to more than 1.
  [[nodiscard]] sim::Mixture mixture(const sim::SubstanceTable& substances) const;
};

/// One row of a recipe: an amount per tonne of main feed.
struct Stream {
  std::string material;
  Quantity amount;  ///< [t/t]
};
struct TransferRow {
  std::string substance, output;
  Quantity share;  ///< [1] of the substance in all inputs (after conversions)
};
struct ItemRow {     ///< energy, emission, cost, availability
  std::string item;  ///< "electricity_use", "co2_fuel", "opex", "operating_days", ...
  Quantity amount;
};
/// A declared conversion: which share of which substance reacts to what (names of reactions are in
/// models/reactions.h; stoichiometry comes from atomic masses).
struct ReactionRow {
  std::string reaction;  ///< "water_from_hydrogen", ...
  Quantity extent;       ///< [1]
};

/// A process given by numbers alone.
struct Recipe {
  std::string id, name, name_zh, chain;
  std::string feed;      ///< material id of the main feed
  std::string evidence;  ///< A..D
  std::string balance;   ///< the stream that takes up the difference when another is set or sampled
  bool balance_is_input = false;
  std::vector<Stream> inputs, outputs;
  std::vector<TransferRow> transfers;
  std::vector<ReactionRow> reactions;
  std::vector<ItemRow> energy, emissions, costs, availability;
  std::string notes;
};

/// A limit, window or tariff that applies to recipes or materials.
struct Constraint {
  std::string id, name, name_zh;
  std::vector<std::string> applies_to;  ///< recipes or materials
  std::string scope;                    ///< "kiln_feed", "stack", "storage", ...
  std::string parameter;                ///< what is limited, in the words of its source
  std::string relation;                 ///< "<=", ">=", "=", "between" (limit.min and limit.max)
  Quantity limit;
};
/// A by-product that may replace an input of a recipe.
struct Link {
  std::string material, recipe, replaces;
  Quantity ratio;        ///< [t/t] replaced per tonne of the by-product
  double max_share = 1;  ///< [1] of the replaced input
  std::string note;
};

struct Library {
  std::map<std::string, Material> materials;
  std::map<std::string, Recipe> recipes;
  std::map<std::string, Constraint> constraints;
  std::vector<Link> links;
  [[nodiscard]] const Material& material(
      const std::string& id) const;  ///< std::out_of_range with the id
  [[nodiscard]] const Recipe& recipe(const std::string& id) const;
};

}  // namespace huan::models
