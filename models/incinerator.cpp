#include "models/incinerator.h"

#include "models/declaration.h"
#include "models/heating_value.h"
#include "models/recipe_capacity.h"

namespace huan::models {
namespace {

constexpr const char* burning = "wte_grate";
constexpr const char* cofiring = "sludge_mono_combustion";
constexpr const char* stabilising = "fly_ash_stabilisation";
constexpr double stabilising_spare = 2;  // capacity over the nominal fly ash: assumed

struct Furnace {
  double rate_t;    ///< [t/d] by mass
  double heat_mwh;  ///< [MWh/d] by heat
  sim::StockId mass, heat, sludge, steam;
};

/// LHV of what is fed, times `factor` [MWh per t of feed].
sim::Functional heat_of_feed(FacilityBuilder& site, double factor, bool floor) {
  return {0, factor * heat_weights(site.substances()), floor};
}

Furnace open_furnace(FacilityBuilder& site) {
  const Parameters& p = site.parameters();
  Furnace furnace;
  furnace.rate_t = site.capacity("capacity", burning).wanted;
  furnace.heat_mwh =
      p.number_or("heat_limit", furnace.rate_t * p.number("design_heating_value") * mwh_per_gj);
  furnace.mass = site.allowance("grate_mass", "t");
  furnace.heat = site.allowance("grate_heat", "MWh");
  furnace.steam = site.carrier("steam");
  site.process("furnace", furnace.rate_t).delivers_amount(furnace.mass, 1.0);
  site.process("furnace_heat", furnace.heat_mwh)
      .counts_in("MWh")
      .delivers_amount(furnace.heat, 1.0);
  return furnace;
}

void burn_waste(FacilityBuilder& site, const Furnace& furnace) {
  ProcessSentence grate = site.recipe("grate", burning, furnace.rate_t,
                                      {.without = {"electricity_recovered", "heat_recovered"}});
  grate.draws(furnace.mass, 1, 2)
      .draws_by_feed(furnace.heat, heat_of_feed(site, 1, true), 2)
      .delivers_amount(furnace.steam,
                       heat_of_feed(site, site.parameters().number("boiler_efficiency"), false));
  if (furnace.sludge.valid())
    grate.delivers_amount(furnace.sludge, site.parameters().number("sludge_share"));
  make_main(site, grate);
}

void burn_sludge(FacilityBuilder& site, const Furnace& furnace) {
  const sim::StockId bottom_ash = site.output("wte_bottom_ash", 0);
  const sim::StockId fly_ash = site.output("wte_fly_ash", 0);
  site.recipe("cofire", cofiring, site.parameters().number("sludge_share") * furnace.rate_t,
              {.without = {"electricity_recovered"},
               .at = {{"sludge_combustion_ash", bottom_ash}, {"sludge_fly_ash", fly_ash}}})
      .draws(furnace.sludge)
      .draws(furnace.mass, 1, 1)
      .draws_by_feed(furnace.heat, heat_of_feed(site, 1, true), 1)
      .delivers_amount(furnace.steam,
                       heat_of_feed(site, site.parameters().number("boiler_efficiency"), false));
}

void use_steam(FacilityBuilder& site, const Furnace& furnace) {
  const Parameters& p = site.parameters();
  const double efficiency = p.number("turbine_efficiency");
  const double all_steam_mwh = furnace.heat_mwh * p.number("boiler_efficiency");
  const double swallowed_mwh =
      p.has("turbine_capacity") ? p.number("turbine_capacity") / efficiency : all_steam_mwh;
  site.process("turbine", swallowed_mwh)
      .counts_in("MWh")
      .draws(furnace.steam, 1, 2)
      .delivers_amount(site.electricity(), efficiency)
      .delivers_amount(site.tally("power_sales", "yuan"), efficiency * p.number("power_price"));
  site.process("vent", sim::unlimited)
      .counts_in("MWh")
      .role(sim::Role::overflow)
      .draws(furnace.steam)
      .delivers_amount(site.world_carrier("surroundings"), 1.0);
}

void build(FacilityBuilder& site) {
  Furnace furnace = open_furnace(site);
  const bool burns_sludge = site.is_named("sludge_35");
  if (burns_sludge) furnace.sludge = site.allowance("sludge_beside_waste", "t");
  burn_waste(site, furnace);
  if (burns_sludge) burn_sludge(site, furnace);
  use_steam(site, furnace);
  const sim::StockId fly_ash = site.output("wte_fly_ash", 0);
  if (site.is_named("wte_fly_ash") || site.plan().stocks[fly_ash.index()].boundary) return;
  const double fly_ash_t = furnace.rate_t * yield(site.completed("grate", burning), "wte_fly_ash");
  site.recipe("stabilise", stabilising, stabilising_spare * fly_ash_t, {.without = {"gate_fee"}});
}

std::vector<ParameterSpec> energy_parameters() {
  using D = Dimension;
  return {
      usual("design_heating_value", D::heating_value, 7, {3, 15},
            {"Where the mass and the heat limit meet.", "质量限与热量限相交的设计热值。"},
            "general knowledge (Chinese grates of about 2018)"),
      optional("heat_limit", D::heat_flow,
               {"Of the grate by heat; capacity x design_heating_value when left out.",
                "炉排热负荷上限；缺省为能力与设计热值之积。"}),
      usual("boiler_efficiency", D::ratio, 0.81, {0.5, 0.95},
            {"Heat in steam per heat in waste.", "锅炉效率。"}, "general knowledge"),
      usual("turbine_efficiency", D::ratio, 0.26, {0.05, 0.4},
            {"Power per heat in steam.", "汽轮发电效率。"},
            "general knowledge; with the boiler 370 kWh/t at 6.3 MJ/kg, as recipe wte_grate"),
      optional("turbine_capacity", D::power,
               {"Electric; all the steam of the heat limit when left out.",
                "发电机组容量；缺省可用尽全部蒸汽。"}),
      usual("power_price", D::money_per_energy, 377.9, {0, 2000},
            {"Paid for power; tallied as power_sales.", "上网电价，计入 power_sales。"},
            "Xuchang zero-waste report, March 2021 (document 002), L26: 0.3779 yuan/kWh"),
  };
}

}  // namespace

ModelKind incinerator_kind() {
  using D = Dimension;
  return {"incinerator",
          "Waste-to-energy plant",
          "生活垃圾焚烧发电厂",
          "Burns household waste and dried sludge on a grate limited by mass and by heat (heating "
          "value from composition); steam to routes first, then power, then the vent.",
          joined({required("capacity", D::mass_flow,
                           {"Of the grate by mass, waste and sludge together.",
                            "炉排处理能力（垃圾与污泥合计）。"}),
                  usual("sludge_share", D::ratio, 0.1, {0, 0.5},
                        {"Dried sludge per waste burned, at most.", "干化污泥掺烧比上限。"},
                        "general knowledge (5 to 10 %)")},
                 joined(energy_parameters(), recipe_parameters())),
          build};
}

}  // namespace huan::models
