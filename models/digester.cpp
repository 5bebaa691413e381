#include "models/digester.h"

#include <algorithm>
#include <stdexcept>

#include "models/declaration.h"
#include "models/recipe_capacity.h"
#include "models/tank_clerk.h"

namespace huan::models {
namespace {

constexpr const char* engine_recipe = "biogas_chp";
constexpr double spare = 1.2;  // of the engine over the nominal gas: assumed

constexpr double head_room = 1.2;  // of the tank over what it holds, for a blocked outlet: assumed

/// Share of what can be digested that is digested: a stirred tank, first order, k [1/d].
double digested(double retention_d, double k) { return k * retention_d / (1 + k * retention_d); }

/// One place that digestate goes to, with its part of what the tank's overflow holds.
struct Outlet {
  sim::StockId stock;
  sim::Mixture share;  ///< [1] of all inputs, then of the overflow
};

std::vector<Outlet> digestate_outlets(FacilityBuilder& site, const CompletedRecipe& recipe,
                                      double rate_t) {
  const Parameters& p = site.parameters();
  const double of_recipe = site.item("digest", recipe.id, "product_storage_days").value_or(5);
  const double days =
      p.number_or("storage_product", of_recipe) * site.running_per_wanted(recipe.id);
  std::vector<Outlet> outlets;
  for (const CompletedRecipe::Output& out : recipe.outputs) {
    if (!out.material.starts_with("digestate")) continue;
    const sim::StockId stock = site.output(out.material, days * rate_t * out.yield);
    const auto known = std::ranges::find(outlets, stock, &Outlet::stock);
    if (known == outlets.end()) {
      outlets.push_back({stock, out.share});
    } else {
      known->share += out.share;
    }
  }
  if (outlets.empty()) throw std::invalid_argument("recipe '" + recipe.id + "' gives no digestate");
  sim::Mixture all = site.substances().zero();
  for (const Outlet& outlet : outlets) all += outlet.share;
  for (Outlet& outlet : outlets) outlet.share = (all > 0).select(outlet.share / all.max(1e-300), 0);
  return outlets;
}

/// What the tank holds, as two stocks that share its room.
struct Tank {
  sim::StockId digestible;  ///< what turns to gas if it stays long enough
  sim::StockId tank;        ///< the rest
};

/// The gas that the recipe states at `recipe_retention` is the digested part of what can be
/// digested; the other part is in the recipe's digestate, as far as that has it.
void feed_the_tank(FacilityBuilder& site, ProcessSentence& digest, const Tank& tank) {
  const Parameters& p = site.parameters();
  const double stated = digested(p.number("recipe_retention"), 1 / p.number("digestion_time"));
  sim::Mixture gas = site.substances().zero();
  sim::Mixture rest = site.substances().zero();
  for (const sim::Delivery& delivery : digest.spec().deliveries) {
    if (delivery.stock == tank.digestible) gas = delivery.share;
    if (delivery.stock == tank.tank) rest = delivery.share;
  }
  digest.moves(tank.tank, tank.digestible, ((1 / stated - 1) * gas).min(rest));
}

void empty_the_tank(FacilityBuilder& site, sim::ProcessId feed, const Tank& tank, sim::StockId gas,
                    const std::vector<Outlet>& outlets, double rate_t) {
  const Parameters& p = site.parameters();
  const auto overflow = [&](const char* name, sim::StockId of) {
    ProcessSentence process = site.process(name, 0).is_paced().draws(of);
    for (std::size_t i = 1; i < outlets.size(); ++i)
      process.delivers(outlets[i].stock, outlets[i].share);
    return process.rest_to(outlets.front().stock).id();
  };
  const sim::ProcessId gasify =
      site.process("gasify", 0).is_paced().draws(tank.digestible).rest_to(gas).id();
  const sim::ProcessId undigested = overflow("overflow_undigested", tank.digestible);
  const sim::ProcessId rest = overflow("overflow", tank.tank);
  site.clerk("digestion", {tank.digestible, tank.tank}, {feed, gasify, undigested, rest},
             std::make_shared<TankClerk>(
                 TankNumbers{1 / p.number("digestion_time"), p.number("retention") * rate_t}));
}

void burn_gas(FacilityBuilder& site, sim::StockId gas, double gas_t) {
  const Parameters& p = site.parameters();
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

void build(FacilityBuilder& site) {
  const Parameters& p = site.parameters();
  const std::string& id = p.text("recipe");
  const double rate_t = site.capacity("capacity", id).wanted;
  const CompletedRecipe& recipe = site.completed("digest", id);
  const double gas_t = rate_t * yield(recipe, "biogas");
  const sim::StockId gas = site.stock("biogas", p.number("gas_holder") * gas_t);
  const std::vector<Outlet> outlets = digestate_outlets(site, recipe, rate_t);
  const Tank tank = {site.stock("digestible", "biogas", sim::unlimited),
                     site.stock("tank", recipe.inputs.front().material,
                                head_room * p.number("retention") * rate_t)};
  FacilityBuilder::RecipeUse use{.at = {{"biogas", tank.digestible}}};
  for (const CompletedRecipe::Output& out : recipe.outputs)
    if (out.material.starts_with("digestate")) use.at.emplace(out.material, tank.tank);
  ProcessSentence digest = site.recipe("digest", id, rate_t, use);
  feed_the_tank(site, digest, tank);
  make_main(site, digest);
  empty_the_tank(site, digest.id(), tank, gas, outlets, rate_t);
  burn_gas(site, gas, gas_t);
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
          "A stirred tank that holds its feed for the retention time HRT: what can be digested "
          "turns to gas by first order (steadily k HRT / (1 + k HRT) of it), and digestate leaves "
          "as fast as feed comes. Gas to routes and the engine, then the flare.",
          joined(digester_parameters(), recipe_parameters()),
          build};
}

}  // namespace huan::models
