/// Heat of burning, from composition.
///
///     LHV = 33.9 C + 103 H - 10.9 (O - S) - 2.5 water      [MJ/kg], mass fractions as received
///
/// Mendeleev's formula (339 C + 1030 H - 109 (O - S) - 25 W in kJ/kg with per cent; recalled).
/// Against the heating values listed with the library's materials it is within 1 MJ/kg for wastes,
/// coals and sludges and within 2 MJ/kg for oils and plastics; hydrogen and gases rich in it come
/// out up to 15 % low. Carbonate carbon does not burn.
#pragma once

#include "sim/plan.h"

namespace huan::models {

inline constexpr double mwh_per_gj = 1 / 3.6;

/// [MWh/t of each substance]: weights of a functional that gives the heat of a mixture [MWh].
[[nodiscard]] sim::Mixture heat_weights(const sim::SubstanceTable& substances);

/// [MJ/kg] of a mixture of mass 1.
[[nodiscard]] double heating_value(const sim::Mixture& fractions,
                                   const sim::SubstanceTable& substances);

}  // namespace huan::models
