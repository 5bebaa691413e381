#include "models/sludge_dryer.h"

#include <stdexcept>

#include "models/declaration.h"
#include "models/recipe_capacity.h"

namespace huan::models {
namespace {

/// [MWh per t of each substance]: only water takes heat.
sim::Functional drying_heat(FacilityBuilder& site, const std::string& recipe_id) {
  const double per_feed = site.item("dry", recipe_id, "heat_use").value_or(0);
  const auto water = site.substances().at("water").value;
  const Material& feed = site.library().material(site.library().recipe(recipe_id).feed);
  const double wet = feed.mixture(site.substances())[water];
  if (!(wet > 0)) throw std::invalid_argument("'" + feed.id + "' holds no water to dry off");
  sim::Functional heat;
  heat.weights = site.substances().zero();
  heat.weights[water] = per_feed / wet;
  heat.floor_at_zero = true;
  return heat;
}

void build(FacilityBuilder& site) {
  const Parameters& p = site.parameters();
  const std::string& id = p.text("recipe");
  const sim::StockId heat = site.carrier("heat");
  ProcessSentence dry =
      site.recipe("dry", id, feed_rate(site, "dry", id), {.without = {"heat_use", "co2_fuel"}});
  dry.draws_by_feed(heat, drying_heat(site, id));
  make_main(site, dry);
  site.process("buy_heat", p.number("backup_heat"))
      .counts_in("MWh")
      .role(sim::Role::make_up)
      .draws(site.world_carrier("fuel"))
      .delivers_amount(heat, 1.0)
      .delivers_amount(site.tally("co2_fuel", "t"), p.number("backup_co2"));
}

}  // namespace

ModelKind sludge_dryer_kind() {
  using D = Dimension;
  return {"sludge_dryer",
          "Sludge dryer on steam",
          "蒸汽污泥干化",
          "Dries wet sludge; its heat goes with the water fed and comes from the routes to heat.",
          joined({fixed(usual("recipe", D::text, "sludge_drying",
                              {"The recipe that dries.", "干化所用工艺。"}, "recipe library")),
                  usual("backup_heat", D::heat_flow, 0, {0, 1e300},
                        {"Bought heat for what the routes do not bring.", "外购备用热。"},
                        "none unless said"),
                  usual("backup_co2", D::mass_per_energy, 0.378, {0, 1},
                        {"CO2 of the bought heat.", "每MWh外购热排放的CO2吨数。"},
                        "coal, 94.6 kg/GJ (IPCC 2006 V2) x 3.6 / 0.9 boiler efficiency")},
                 joined(capacity_parameters(), recipe_parameters())),
          build};
}

}  // namespace huan::models
