/// Units as planners write them: one table, with dimensions. "110 kt/a" becomes 301.37 t/d and is
/// still known to have been 110 kt/a.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/parameters.h"
#include "scenarios/reader/place.h"

namespace huan::scenarios {

/// What a unit is made of: powers of the base quantities, so that units multiply and divide.
struct Powers {
  enum Base { mass, time, energy, money, length, volume, persons, bases };
  std::array<std::int8_t, bases> of{};
  friend bool operator==(const Powers&, const Powers&) = default;
};

/// A unit as written. 1 of it = `factor` in the base units t, d, MWh, yuan, km, m3, person.
struct Unit {
  std::string name;  ///< as written: "kt/a"
  double factor = 1;
  Powers powers;
  /// Per week, month or year: what is done in that time of the calendar, stops included; per hour
  /// or day it is the running rate.
  bool per_calendar = false;
  bool normal_volume = false;  ///< Nm3: gas at 0 degrees C and 101.325 kPa
};

/// A number with its unit, in the canonical unit of its dimension (models/parameters.h) as well.
struct Number {
  double written = 0;  ///< in `unit`
  double factor = 1;   ///< canonical = written x factor
  std::string unit;    ///< as written, "" for a plain number; "Nm3/h of cog" with a density
  models::Dimension dimension = models::Dimension::ratio;
  bool per_calendar = false;  ///< per week, month or year (see Unit)
  [[nodiscard]] double value() const { return written * factor; }
  /// "110 kt/a": reads back to exactly the same number.
  [[nodiscard]] std::string text() const;
};

/// Kilograms or tonnes of one m3 of a material [t/m3]; nullopt when it has none. Asked with
/// `normal` for a gas at normal conditions.
using DensityOf = std::function<std::optional<double>(const std::string& material, bool normal)>;

/// Why a text is not the number that was asked for; `hint` may be empty.
struct UnitFault {
  std::string message;  ///< "a flow is needed, this is a mass"
  std::string hint;     ///< "say per what time: \"110 kt/a\""
};

/// Splits and understands "kt/a", "yuan/(t km)", "kg/(person d)"; nullopt for an unknown unit.
[[nodiscard]] std::optional<Unit> parse_unit(std::string_view text);

/// Reads "110 kt/a" as one of `wanted` (the first that fits). "of MATERIAL" after a volume unit, or
/// `material`, names whose density turns m3 into t.
[[nodiscard]] std::optional<Number> parse_number(std::string_view text,
                                                 const std::vector<models::Dimension>& wanted,
                                                 UnitFault& fault, const DensityOf& density = {},
                                                 const std::string& material = {});
/// A number written without quotes: fine for ratios and counts, a fault for everything else.
[[nodiscard]] std::optional<Number> plain_number(double value,
                                                 const std::vector<models::Dimension>& wanted,
                                                 UnitFault& fault);

/// `value` (canonical) in the canonical unit of `dimension`.
[[nodiscard]] Number canonical(double value, models::Dimension dimension);
/// "t/d", "MWh/t", ... and "" for ratios.
[[nodiscard]] std::string_view canonical_unit(models::Dimension dimension);
/// "a flow (t/d)", "a mass", "an energy", ...: the words of complaints.
[[nodiscard]] std::string_view words_for(models::Dimension dimension);
/// An example of how such a number is written: "110 kt/a".
[[nodiscard]] std::string_view example_of(models::Dimension dimension);
/// Shortest text that reads back as the same double.
[[nodiscard]] std::string shortest(double value);

/// Every simple unit of the table, for the reference and its test.
[[nodiscard]] std::vector<std::string> known_units();

}  // namespace huan::scenarios
