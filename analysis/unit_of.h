/// Arithmetic with the units of scenarios/reader/units.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scenarios/reader/units.h"

namespace huan::analysis {

/// As parse_unit, and "1" or "" for a plain number, "%" and the like for shares.
[[nodiscard]] std::optional<scenarios::Unit> unit_of(std::string_view text);
/// "0.5703 t/MWh": its number times the factor of its unit, and the unit's powers.
[[nodiscard]] std::optional<scenarios::Unit> amount_of(std::string_view text);

/// a x b^sign
[[nodiscard]] scenarios::Powers multiplied(const scenarios::Powers& a, const scenarios::Powers& b,
                                           int sign);
/// -1: what is in `value` becomes what is in `unit` when it is divided by a time (t, t/d); 1: when
/// multiplied; 0: it is that already; nullopt: never.
[[nodiscard]] std::optional<int> time_between(const scenarios::Powers& value,
                                              const scenarios::Powers& unit);
/// In base units: "t", "t/MWh", "1".
[[nodiscard]] std::string text_of(const scenarios::Powers& powers);

}  // namespace huan::analysis
