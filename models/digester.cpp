#include "models/digester.h"

#include <array>
#include <stdexcept>

#include "models/declaration.h"
#include "models/heating_value.h"
#include "models/recipe_capacity.h"

namespace huan::models {
namespace {

constexpr const char* engine_recipe = "biogas_chp";
constexpr double spare = 1.2;  // of the engine over the nominal gas: assumed

/// Share of what can be digested that is digested: a stirred tank, first order, k [1/d].
double digested(double retention_d, double k) { return k * retention_d / (1 + k * retention_d); }

/// Longer in the tank, more of every substance of the gas; it comes out of the digestate, as far as
/// that has it.
void follow_retention(FacilityBuilder& site, ProcessSentence& digest, sim::StockId gas,
                      const std::vector<sim::StockId>& digestates) {
  const Parameters& p = site.parameters();
  const double k = 1 / p.number("digestion_time");
  const double factor =
      digested(p.number("retention"), k) / digested(p.number("recipe_retention"), k);
  sim::Mixture in_gas;
  sim::Mixture in_digestates = site.substances().zero();
  for (const sim::Delivery& delivery : digest.spec().deliveries) {
    if (delivery.stock == gas) in_gas = delivery.share;
    for (const sim::StockId d : digestates)
      if (delivery.stock == d) in_digestates += delivery.share;
  }
  const sim::Mixture more = ((factor - 1) * in_gas).min(in_digestates);
  for (const sim::StockId d : digestates) {
    for (const sim::Delivery& delivery : digest.spec().deliveries) {
      if (delivery.stock != d) continue;
      const sim::Mixture part =
          (in_digestates > 0).select(delivery.share / in_digestates.max(1e-300), 0.0);
      digest.moves(d, gas, more * part);
      break;
    }
  }
}

void build(FacilityBuilder& site) {
  const Parameters& p = site.parameters();
  const std::string& id = p.text("recipe");
  const double rate_t = site.capacity("capacity", id).wanted;
  const CompletedRecipe& recipe = site.completed("digest", id);
  const double gas_t = rate_t * yield(recipe, "biogas");
  const sim::StockId gas = site.stock("biogas", p.number("gas_holder") * gas_t);
  std::vector<sim::StockId> digestates;
  ProcessSentence digest = site.recipe("digest", id, rate_t, {.at = {{"biogas", gas}}});
  for (const sim::Delivery& delivery : digest.spec().deliveries) {
    const std::string& material = site.plan().stocks[delivery.stock.index()].material;
    if (material.starts_with("digestate")) digestates.push_back(delivery.stock);
  }
  if (digestates.empty()) throw std::invalid_argument("recipe '" + id + "' gives no digestate");
  follow_retention(site, digest, gas, digestates);
  make_main(site, digest);
  const double engine_t =
      p.has("engine_capacity")
          ? 24 * p.number("engine_capacity") /
                site.item("engine", engine_recipe, "electricity_recovered").value()
          : spare * gas_t;
  site.recipe("engine", engine_recipe, engine_t, {.at = {{"biogas", gas}}});
  site.process("flare", sim::unlimited)
      .role(sim::Role::overflow, 9)
      .draws(gas)
      .delivers_amount(site.tally("gas_flared", "t"), 1.0)
      .rest_to(site.air());
}

std::vector<ParameterSpec> digester_parameters() {
  using D = Dimension;
  return {
      fixed(usual("recipe", D::text, "kitchen_waste_ad",
                  {"A recipe that gives biogas and digestate.", "产沼气与沼渣沼液的工艺。"},
                  "recipe library")),
      required("capacity", D::mass_flow, {"Of the feed.", "进料能力。"}),
      usual("retention", D::time, 25, {1, 200},
            {"Hydraulic retention time: volume of the tanks over feed.", "水力停留时间。"},
            "general knowledge: 20 to 30 d, mesophilic"),
      usual("recipe_retention", D::time, 25, {1, 200},
            {"At which the recipe's gas yield holds.", "工艺产气率对应的停留时间。"}, "assumed"),
      usual("digestion_time", D::time, 5, {0.5, 50},
            {"Time constant 1/k of what can be digested.", "可降解组分的一级时间常数 1/k。"},
            "general knowledge: k of 0.1 to 0.4 per day for kitchen waste"),
      usual("gas_holder", D::time, 0.25, {0, 5},
            {"Gas that the holder keeps, as time.", "沼气柜可存时间。"},
            "general knowledge: 4 to 8 h"),
      optional("engine_capacity", D::power,
               {"Electric; 1.2 x the nominal gas when left out.",
                "沼气发电容量；缺省为额定产气的1.2倍。"}),
  };
}

}  // namespace

ModelKind digester_kind() {
  return {"digester",
          "Anaerobic digestion",
          "厌氧消化",
          "Biogas is a share of the carbon, hydrogen and oxygen fed (so it follows the feed), "
          "times the share digested in a stirred tank of the retention time HRT: k HRT / (1 + k "
          "HRT). Gas to routes and the engine, then the flare; digestate keeps the rest.",
          joined(digester_parameters(), recipe_parameters()),
          build};
}

}  // namespace huan::models
