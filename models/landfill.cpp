#include "models/landfill.h"

#include <array>
#include <numbers>
#include <stdexcept>

#include "models/decay_clerk.h"
#include "models/declaration.h"
#include "models/heating_value.h"

namespace huan::models {
namespace {

constexpr double face_days = 3;        // room at the working face: assumed
constexpr double methane_heat = 50.0;  // [MJ/kg] lower heating value
constexpr double month = days_per_year / 12;

/// [1/a] decay of waste by type and climate: IPCC 2006, volume 5, table 3.3 (recalled).
struct DecayRates {
  const char* waste;
  std::array<double, 4> per_year;
};
constexpr std::array<const char*, 4> climates = {"temperate_dry", "temperate_wet", "tropical_dry",
                                                 "tropical_wet"};
constexpr std::array<DecayRates, 5> decay_rates = {{{"bulk", {0.05, 0.09, 0.065, 0.17}},
                                                    {"food", {0.06, 0.185, 0.085, 0.4}},
                                                    {"garden", {0.05, 0.1, 0.065, 0.17}},
                                                    {"paper", {0.04, 0.06, 0.045, 0.07}},
                                                    {"wood", {0.02, 0.03, 0.025, 0.035}}}};

double half_life(const Parameters& p) {
  if (p.has("half_life")) return p.number("half_life");
  for (const DecayRates& rates : decay_rates) {
    if (p.text("waste_type") != rates.waste) continue;
    for (std::size_t i = 0; i < climates.size(); ++i)
      if (p.text("climate") == climates[i])
        return days_per_year * std::numbers::ln2 / rates.per_year[i];
    throw std::invalid_argument("climate = '" + p.text("climate") +
                                "': temperate_dry, temperate_wet, tropical_dry or tropical_wet");
  }
  throw std::invalid_argument("waste_type = '" + p.text("waste_type") +
                              "': bulk, food, garden, paper or wood");
}

struct Gas {
  sim::StockId to_come;   ///< in the heap
  sim::StockId captured;  ///< a junction
  double methane;         ///< [t CH4 per t of biogenic carbon in it]
};

/// The gas-forming part of the carbon is `docf` x `mcf`; hydrogen and oxygen come along in
/// proportion, as far as the waste has them.
void set_gas_share(FacilityBuilder& site, ProcessSentence& bury, const Gas& gas,
                   sim::StockId cell) {
  const Parameters& p = site.parameters();
  const auto carbon = site.substances().at("C_biogenic").value;
  sim::Mixture to_gas;
  sim::Mixture to_cell;
  for (const sim::Delivery& delivery : bury.spec().deliveries) {
    if (delivery.stock == gas.to_come) to_gas = delivery.share;
    if (delivery.stock == cell) to_cell = delivery.share;
  }
  if (to_gas.size() == 0 || to_gas[carbon] <= 0)
    throw std::invalid_argument("recipe '" + p.text("recipe") +
                                "' gives no gas of biogenic carbon");
  const double wanted = p.number("docf") * p.number("mcf");
  const sim::Mixture more = (to_gas * (wanted / to_gas[carbon])).min(to_gas + to_cell) - to_gas;
  bury.moves(cell, gas.to_come, more);
}

void rot(FacilityBuilder& site, const Gas& gas) {
  const Parameters& p = site.parameters();
  const double captured = p.number("gas_capture");
  const auto all = [&](double s) { return sim::Mixture::Constant(site.substances().size(), s); };
  const double escapes = (1 - captured) * (1 - p.number("oxidation"));
  const sim::Mixture methane = gas.methane * site.substances().pure("C_biogenic");
  ProcessSentence process =
      site.process("rot", 0)
          .is_paced()
          .draws(gas.to_come)
          .delivers(gas.captured, all(captured))
          .delivers(site.air(), all(1 - captured))
          .delivers_amount(site.tally("ch4_generated", "t"), {0, methane})
          .delivers_amount(site.tally("ch4_escaped", "t"), {0, escapes * methane});
  site.clerk(
      "decay", {gas.to_come}, {process.id()},
      std::make_shared<DecayClerk>(DecayNumbers{Rounds(site.settings().era, month), half_life(p)}));
}

void burn(FacilityBuilder& site, const Gas& gas) {
  const Parameters& p = site.parameters();
  const double heat = gas.methane * methane_heat * mwh_per_gj;  // [MWh per t of carbon]
  const double efficiency = p.number("engine_efficiency");
  // The engine counts in tonnes of gas: its capacity is reached at the gas that makes its power.
  const sim::Mixture gas_of = site.library().material("landfill_gas").mixture(site.substances());
  const double carbon = gas_of[site.substances().at("C_biogenic").value];
  site.process("engine", 24 * p.number("engine_capacity") / (heat * carbon * efficiency))
      .draws(gas.captured)
      .delivers_amount(site.electricity(),
                       {0, heat * efficiency * site.substances().pure("C_biogenic")})
      .rest_to(site.air());
  site.process("flare", sim::unlimited)
      .role(sim::Role::overflow)
      .draws(gas.captured)
      .delivers_amount(site.tally("gas_flared", "t"), 1.0)
      .rest_to(site.air());
}

void build(FacilityBuilder& site) {
  const Parameters& p = site.parameters();
  const std::string& id = p.text("recipe");
  const double rate_t = site.capacity("capacity", id).wanted;
  const std::string& feed = site.library().recipe(id).feed;
  const sim::StockId face = site.stock(feed, face_days * rate_t);
  const sim::StockId cell = site.stock("landfilled_mass", p.number_or("cell", sim::unlimited));
  Gas gas;
  gas.to_come = site.stock("gas_to_come", "landfill_gas", sim::unlimited);
  gas.captured = site.junction("landfill_gas");
  gas.methane = p.number("methane_share") * (sim::atomic_mass("C") + 4 * sim::atomic_mass("H")) /
                sim::atomic_mass("C");
  ProcessSentence bury = site.recipe("bury", id, rate_t,
                                     {.without = {"ch4_escaped", "electricity_recovered"},
                                      .at = {{feed, face},
                                             {"landfilled_mass", cell},
                                             {"ch4_biogenic", gas.to_come},
                                             {"co2_biogenic", gas.to_come}}});
  set_gas_share(site, bury, gas, cell);
  make_main(site, bury);
  rot(site, gas);
  burn(site, gas);
  const double rain_t = p.number("rain");
  site.process("rain", rain_t)
      .draws(site.water())
      .rest_to(site.output("leachate", 0))
      .follows(site.profile("rain"));
  if (!p.has("buries")) return;
  for (const std::string& material : p.texts("buries")) site.stock(material, sim::unlimited);
}

std::vector<ParameterSpec> gas_parameters() {
  using D = Dimension;
  const std::string ipcc = "IPCC 2006, volume 5, chapter 3 (recalled)";
  return {
      fixed(usual("climate", D::text, "temperate_dry",
                  {"Of the place: temperate_dry, temperate_wet, tropical_dry, tropical_wet.",
                   "气候带：temperate_dry、temperate_wet、tropical_dry、tropical_wet。"},
                  "Henan: below 20 °C on average, less rain than could evaporate (general "
                  "knowledge)")),
      fixed(usual("waste_type", D::text, "bulk",
                  {"What rots: bulk, food, garden, paper, wood.",
                   "废物类别：bulk、food、garden、paper、wood。"},
                  ipcc)),
      optional("half_life", D::time,
               {"Of what rots; from climate and waste_type when left out (ln 2 / k).",
                "降解半衰期；缺省按气候与类别。"},
               {1, 1e6}),
      usual("docf", D::ratio, 0.5, {0, 1},
            {"Share of the biogenic carbon that decomposes (DOCf; DOC is the biogenic carbon of "
             "what is buried).",
             "可降解有机碳的分解比例 DOCf。"},
            ipcc),
      usual("mcf", D::ratio, 1, {0, 1},
            {"Methane correction factor: 1 managed and anaerobic, 0.5 semi-aerobic, 0.8 unmanaged "
             "deep, 0.4 unmanaged shallow.",
             "甲烷修正因子。"},
            ipcc),
      usual("methane_share", D::ratio, 0.5, {0, 1},
            {"Of the gas by volume (F).", "填埋气中甲烷体积比 F。"}, ipcc),
      usual(
          "oxidation", D::ratio, 0.1, {0, 1},
          {"Share of what is not captured that oxidises in the cover (OX).", "覆盖层氧化比例 OX。"},
          ipcc + ": 0.1 for managed sites with a cover"),
      usual("gas_capture", D::ratio, 0.5, {0, 1},
            {"Share of the gas that is captured; an event sets it when wells are opened.",
             "填埋气收集率，可由事件设定起始。"},
            "recipe landfill_msw: 16 of 32 kg CH4/t escape"),
      usual(
          "engine_capacity", D::power, 0, {0, 1e6},
          {"Of the gas engine, electric; the rest is flared.", "燃气发电机组容量；余气火炬燃烧。"},
          "none unless said"),
      usual("engine_efficiency", D::ratio, 0.35, {0.1, 0.5},
            {"Power per heat of the methane.", "发电效率。"}, "general knowledge"),
      usual("rain", D::mass_flow, 0, {0, 1e300},
            {"Rain that seeps through the open cells, beside the moisture of the waste.",
             "入渗雨水量（形成渗滤液）。"},
            "none unless said: precipitation x open area x share that seeps in"),
      profile_of("rain"),
  };
}

}  // namespace

ModelKind landfill_kind() {
  using D = Dimension;
  return {
      "landfill",
      "Landfill",
      "填埋场",
      "The last resort: buries waste by its recipe. Biogenic carbon x DOCf x MCF decays by first "
      "order (IPCC 2006) into gas of methane and CO2 over decades; what is captured goes to "
      "routes, an engine or the flare. Other wastes are kept as they are.",
      joined(joined({fixed(usual("recipe", D::text, "landfill_msw",
                                 {"The recipe of burying.", "填埋工艺。"}, "recipe library")),
                     usual("capacity", D::mass_flow, 5000, {0, 1e300},
                           {"Of the working face.", "作业面能力。"}, "assumed, not limiting"),
                     optional(
                         "cell", D::mass,
                         {"What the cell holds; without limit when left out.", "库容；缺省不限。"}),
                     fixed(optional("buries", D::texts,
                                    {"Other wastes kept as they are, without limit.",
                                     "另行填埋、不限量的废物。"}))},
                    gas_parameters()),
             recipe_parameters()),
      build};
}

}  // namespace huan::models
