/// A boiler on bought fuel that gives the heat which nothing else gives.
///
///     fuel = h / e      co2_fuel = c h / e      h <= capacity
///
/// h [MWh/d] heat, e [1] heat per fuel, c [t/MWh] CO2 per fuel. Its parameters are PREFIX_capacity,
/// PREFIX_efficiency and PREFIX_co2.
#pragma once

#include <string>
#include <vector>

#include "models/facility_builder.h"

namespace huan::models {

struct BoilerFuel {
  double co2 = 0;  ///< [t/MWh]
  std::string source;
};

[[nodiscard]] std::vector<ParameterSpec> fuel_boiler_parameters(const std::string& prefix,
                                                                const BoilerFuel& fuel);

/// Process `name`, a make-up of `heat`.
void add_fuel_boiler(FacilityBuilder& site, const std::string& name, const std::string& prefix,
                     sim::StockId heat);

}  // namespace huan::models
