#include "models/coke_plant.h"

#include "models/declaration.h"
#include "models/recipe_capacity.h"

namespace huan::models {
namespace {

constexpr const char* coking = "coking";
constexpr const char* underfiring = "coke_underfiring";
constexpr const char* quenching = "coke_dry_quenching";
constexpr double spare = 1.1;  // of underfiring and quenching over the nominal rate: assumed

void build(FacilityBuilder& site) {
  const double rate_t = feed_rate(site, "ovens", coking);
  const CompletedRecipe& recipe = site.completed("ovens", coking);
  const double need_mwh = site.item("ovens", coking, "heat_use_internal").value_or(0);
  const double gas_mwh = site.item("underfiring", underfiring, "heat_recovered").value_or(1);

  const double holder_days = site.parameters().number("gas_holder");
  const sim::StockId gas = site.stock("cog", holder_days * rate_t * yield(recipe, "cog"));
  const sim::StockId heat_right = site.allowance("oven_heat", "MWh");
  site.shares_on_site({"coke_hot"});

  ProcessSentence ovens = site.recipe("ovens", coking, rate_t, {.at = {{"cog", gas}}});
  ovens.delivers_amount(heat_right, need_mwh);
  make_main(site, ovens);
  site.recipe("underfiring", underfiring, spare * rate_t * need_mwh / gas_mwh,
              {.without = {"heat_recovered"}, .at = {{"cog", gas}}, .rank = {{"cog", 1}}})
      .draws(heat_right, gas_mwh);
  site.recipe("quench", quenching, spare * rate_t * yield(recipe, "coke_hot"));
  site.process("flare", sim::unlimited).role(sim::Role::overflow, 9).draws(gas).rest_to(site.air());
}

}  // namespace

ModelKind coke_plant_kind() {
  using D = Dimension;
  return {
      "coke_plant",
      "Coke ovens with by-product recovery",
      "焦化厂（焦炉及化产回收）",
      "Ovens with gross gas, tar, benzol and dry-quenched coke; underfiring is served first, the "
      "flare takes what no user takes.",
      joined({usual("gas_holder", D::time, 0, {0, 1},
                    {"Gross gas that the holder keeps, as time; 0 = a pipe.",
                     "煤气柜可存时间；0为直通管道。"},
                    "none unless said; C101 says 1 to 10 h")},
             joined(capacity_parameters(), recipe_parameters())),
      build};
}

}  // namespace huan::models
