/// The dimensions of models/parameters.h with their units, as the sources of units.h share them.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "scenarios/reader/units.h"

namespace huan::scenarios {

struct DimensionRow {
  models::Dimension dimension;
  std::string_view unit;     ///< canonical; "" is the plain number
  std::string_view words;    ///< "a flow"
  std::string_view example;  ///< as a planner writes it
};

/// All that numbers have.
[[nodiscard]] std::span<const DimensionRow> dimension_rows();
/// nullptr for what is no number.
[[nodiscard]] const DimensionRow* row_of(models::Dimension dimension);
/// The canonical unit of a dimension that has a row.
[[nodiscard]] const Unit& canonical_of(models::Dimension dimension);
/// What something is by its unit alone, for "this is a mass".
[[nodiscard]] std::string words_for(const Powers& powers);

/// Without blanks at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace huan::scenarios
