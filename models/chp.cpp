#include "models/chp.h"

#include <algorithm>
#include <stdexcept>

#include "models/declaration.h"
#include "models/fuel_boiler.h"
#include "models/heating_value.h"
#include "models/recipe_capacity.h"

namespace huan::models {
namespace {

/// What a megawatt-hour of live steam gives when heat is taken out.
struct Extraction {
  double heat;   ///< [MWh heat per MWh live steam]
  double power;  ///< [MWh power per MWh live steam]
};

/// Heat q costs power z q against condensing: q + p = total, p = condensing - z q.
Extraction extraction(const Parameters& p) {
  const double condensing = p.number("turbine_efficiency");
  const double total = p.number("total_efficiency");
  if (total <= condensing)
    throw std::invalid_argument("total_efficiency must be above turbine_efficiency");
  const double heat = (total - condensing) / (1 - p.number("power_lost_per_heat"));
  return {heat, total - heat};
}

/// [MWh/d] of live steam at full load, by the fuel's own composition.
double live_steam(FacilityBuilder& site, const std::string& recipe, double rate_t) {
  const sim::Mixture fuel =
      site.library().material(site.library().recipe(recipe).feed).mixture(site.substances());
  return rate_t * site.parameters().number("boiler_efficiency") *
         (heat_weights(site.substances()) * fuel).sum();
}

/// [1] highest factor of the profile that the fuel follows: turbines are sized to that.
double peak(const FacilityBuilder& site) {
  const sim::ProfileId profile = site.profile("capacity");
  if (!profile.valid()) return 1;
  const auto& factor = site.plan().profiles[profile.index()].factor;
  return factor.empty() ? 1 : *std::ranges::max_element(factor);
}

void run_turbine(FacilityBuilder& site, sim::StockId live, sim::StockId steam, double live_mwh) {
  const Parameters& p = site.parameters();
  const Extraction taken = extraction(p);
  const double heat_mwh = p.number_or("heat_capacity", taken.heat * live_mwh);
  site.process("extract", heat_mwh / taken.heat)
      .counts_in("MWh")
      .draws(live, 1, 1)
      .delivers_amount(steam, taken.heat)
      .delivers_amount(site.electricity(), taken.power);
  if (p.text("turbine") == "back_pressure") return;
  if (p.text("turbine") != "extraction")
    throw std::invalid_argument("turbine = '" + p.text("turbine") +
                                "': extraction or back_pressure is needed");
  const double efficiency = p.number("turbine_efficiency");
  const double swallowed_mwh =
      p.has("turbine_capacity") ? 24 * p.number("turbine_capacity") / efficiency : live_mwh;
  site.process("condense", swallowed_mwh)
      .counts_in("MWh")
      .draws(live, 1, 2)
      .delivers_amount(site.electricity(), efficiency)
      .delivers_amount(site.world_carrier("surroundings"), 1 - efficiency);
}

void build(FacilityBuilder& site) {
  const Parameters& p = site.parameters();
  const std::string& id = p.text("recipe");
  const double rate_t = site.capacity("capacity", id).wanted;
  const double live_mwh = live_steam(site, id, rate_t);
  const sim::StockId live = site.carrier("live_steam");
  const sim::StockId steam = site.carrier("steam");
  ProcessSentence boiler = site.recipe(
      "boiler", id, rate_t, {.without = {"electricity_recovered", "heat_recovered", "gate_fee"}});
  boiler.delivers_amount(
      live, {0, p.number("boiler_efficiency") * heat_weights(site.substances()), true});
  make_main(site, boiler);
  run_turbine(site, live, steam, peak(site) * live_mwh);
  add_fuel_boiler(site, "backup_boiler", "backup", steam);
}

std::vector<ParameterSpec> chp_parameters() {
  using D = Dimension;
  const std::string knowledge = "general knowledge";
  return {
      fixed(usual("recipe", D::text, "coal_chp", {"The boiler's recipe.", "锅炉工艺。"},
                  "recipe library")),
      required("capacity", D::mass_flow, {"Of the boiler, fuel.", "锅炉燃料量。"}),
      fixed(
          usual("turbine", D::text, "extraction",
                {"extraction: what no heat user takes condenses; back_pressure: no heat, no power.",
                 "extraction 抽凝机组；back_pressure 背压机组。"},
                "definition")),
      usual("boiler_efficiency", D::ratio, 0.9, {0.5, 0.97},
            {"Heat in live steam per heat of the fuel.", "锅炉效率。"}, knowledge),
      usual("turbine_efficiency", D::ratio, 0.38, {0.05, 0.5},
            {"Power per live steam, all condensed.", "纯凝发电效率。"}, knowledge),
      usual("total_efficiency", D::ratio, 0.95, {0.5, 1},
            {"Heat and power per live steam, all extracted.", "全抽汽时热电总效率。"}, knowledge),
      usual("power_lost_per_heat", D::ratio, 0.2, {0, 0.5},
            {"Power that a unit of extracted heat costs.", "单位抽汽热量的发电损失。"},
            knowledge + ": 0.15 to 0.25 for steam of district heating"),
      optional("heat_capacity", D::heat_flow,
               {"Of extraction; all live steam when left out.", "最大抽汽供热量；缺省可全抽。"}),
      optional("turbine_capacity", D::power,
               {"Of condensing; all live steam when left out.", "凝汽发电容量；缺省可用尽蒸汽。"}),
  };
}

}  // namespace

ModelKind chp_kind() {
  return {"chp",
          "Combined heat and power",
          "热电联产",
          "A boiler gives live steam by its fuel's heating value. Extraction: heat q and power p "
          "with q + p = total efficiency, p = condensing efficiency - z q; heat users first, the "
          "rest condenses. Back-pressure: power only with heat.",
          joined(joined(chp_parameters(),
                        fuel_boiler_parameters(
                            "backup", {0.202, "natural gas, 56.1 kg/GJ (IPCC 2006 V2) x 3.6"})),
                 recipe_parameters()),
          build};
}

}  // namespace huan::models
