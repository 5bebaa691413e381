#include "models/heat_network.h"

#include "models/declaration.h"

namespace huan::models {
namespace {

void build(FacilityBuilder& site) {
  const Parameters& p = site.parameters();
  const sim::StockId heat = site.carrier("heat");
  ProcessSentence demand = site.process("demand", p.number("demand"))
                               .counts_in("MWh")
                               .is_demand()
                               .draws(heat)
                               .delivers_amount(site.world_carrier("surroundings"), 1.0);
  make_main(site, demand);
  demand.follows(site.profile("demand"));
  const double fuel_per_heat = 1 / p.number("boiler_efficiency");
  site.process("boiler", p.number("boiler_capacity"))
      .counts_in("MWh")
      .role(sim::Role::make_up)
      .draws(site.world_carrier("fuel"), fuel_per_heat)
      .delivers_amount(heat, 1.0)
      .delivers_amount(site.tally("co2_fuel", "t"), p.number("boiler_co2") * fuel_per_heat);
}

}  // namespace

ModelKind heat_network_kind() {
  using D = Dimension;
  return {"heat_network",
          "District heat network",
          "集中供热管网",
          "A seasonal heat demand; a boiler of its own gives what is short, up to its capacity.",
          {required("demand", D::heat_flow, {"Heat wanted.", "供热需求。"}), profile_of("demand"),
           usual("boiler_capacity", D::heat_flow, 0, {0, 1e300},
                 {"Of its own peak boiler.", "调峰锅炉能力。"}, "none unless said"),
           usual("boiler_efficiency", D::ratio, 0.9, {0.5, 1}, {"Heat per fuel.", "锅炉效率。"},
                 "general knowledge"),
           usual("boiler_co2", D::mass_per_energy, 0.341, {0, 1},
                 {"CO2 of the fuel.", "每MWh燃料排放的CO2吨数。"},
                 "coal, 94.6 kg/GJ (IPCC 2006 V2) x 3.6")},
          build};
}

}  // namespace huan::models
