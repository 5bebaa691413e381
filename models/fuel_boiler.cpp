#include "models/fuel_boiler.h"

#include "models/declaration.h"

namespace huan::models {

std::vector<ParameterSpec> fuel_boiler_parameters(const std::string& prefix,
                                                  const BoilerFuel& fuel) {
  using D = Dimension;
  return {
      usual(prefix + "_capacity", D::heat_flow, 0, {0, 1e300},
            {"Of the boiler on bought fuel that gives what is short.", "备用（调峰）锅炉能力。"},
            "none unless said"),
      usual(prefix + "_efficiency", D::ratio, 0.9, {0.5, 1},
            {"Heat per fuel.", "备用（调峰）锅炉效率。"}, "general knowledge"),
      usual(prefix + "_co2", D::mass_per_energy, fuel.co2, {0, 1},
            {"CO2 of its fuel.", "每MWh燃料排放的CO2吨数。"}, fuel.source),
  };
}

void add_fuel_boiler(FacilityBuilder& site, const std::string& name, const std::string& prefix,
                     sim::StockId heat) {
  const Parameters& p = site.parameters();
  const double fuel_per_heat = 1 / p.number(prefix + "_efficiency");
  site.process(name, p.number(prefix + "_capacity"))
      .counts_in("MWh")
      .role(sim::Role::make_up)
      .draws(site.world_carrier("fuel"), fuel_per_heat)
      .delivers_amount(heat, 1.0)
      .delivers_amount(site.tally("co2_fuel", "t"), p.number(prefix + "_co2") * fuel_per_heat);
}

}  // namespace huan::models
