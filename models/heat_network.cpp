#include "models/heat_network.h"

#include "models/declaration.h"
#include "models/fuel_boiler.h"

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
  add_fuel_boiler(site, "boiler", "boiler", heat);
}

}  // namespace

ModelKind heat_network_kind() {
  using D = Dimension;
  return {
      "heat_network",
      "District heat network",
      "集中供热管网",
      "A seasonal heat demand; a boiler of its own gives what is short, up to its capacity.",
      joined(
          {required("demand", D::heat_flow, {"Heat wanted.", "供热需求。"}), profile_of("demand")},
          fuel_boiler_parameters("boiler", {0.341, "coal, 94.6 kg/GJ (IPCC 2006 V2) x 3.6"})),
      build};
}

}  // namespace huan::models
