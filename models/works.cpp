#include "models/works.h"

#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "models/declaration.h"
#include "models/recipe_capacity.h"

namespace huan::models {
namespace {

using Recipes = std::vector<std::string>;

/// A process and a stock of one site cannot share a name ("silane" is made by recipe "silane").
std::string process_name(const FacilityBuilder& site, const std::string& recipe_id) {
  return site.library().materials.contains(recipe_id) ? "make_" + recipe_id : recipe_id;
}

const CompletedRecipe& completed(FacilityBuilder& site, const std::string& recipe_id) {
  return site.completed(process_name(site, recipe_id), recipe_id);
}

/// Materials that one recipe of the site makes and another (or the same) uses.
std::set<std::string> made_and_used(FacilityBuilder& site, const Recipes& recipes) {
  std::set<std::string> made, both;
  for (const std::string& id : recipes) {
    for (const CompletedRecipe::Output& out : completed(site, id).outputs) {
      if (site.library().material(out.material).environment.empty()) made.insert(out.material);
    }
  }
  for (const std::string& id : recipes) {
    for (const CompletedRecipe::Input& in : completed(site, id).inputs) {
      if (made.contains(in.material)) both.insert(in.material);
    }
  }
  return both;
}

/// [t/d] the recipe's nominal feed from those before it, times the margin.
double rate_of(FacilityBuilder& site, const Recipes& recipes, const std::vector<double>& rates) {
  const std::string& id = recipes[rates.size()];
  const std::string& feed = completed(site, id).inputs.front().material;
  double made_t = 0;
  for (std::size_t i = 0; i < rates.size(); ++i)
    made_t += rates[i] * yield(completed(site, recipes[i]), feed);
  const bool is_set = site.settings().overrides.contains(process_name(site, id) + ".capacity");
  if (made_t <= 0 && !is_set && rates.front() > 0) {
    throw std::invalid_argument(
        fmt::format("{}: nothing before '{}' makes its feed '{}': say {}.capacity",
                    site.settings().spec.id, id, feed, process_name(site, id)));
  }
  return made_t * site.parameters().number("margin");
}

void build(FacilityBuilder& site) {
  const Recipes& recipes = site.parameters().texts("recipes");
  if (recipes.empty())
    throw std::invalid_argument(fmt::format("{}: no recipes", site.settings().spec.id));
  site.shares_on_site(made_and_used(site, recipes));
  std::vector<double> rates;
  for (const std::string& id : recipes) {
    const bool is_first = rates.empty();
    const std::string name = process_name(site, id);
    const ProcessSentence process =
        site.recipe(name, id, is_first ? feed_rate(site, name, id) : rate_of(site, recipes, rates));
    if (is_first) make_main(site, process);
    rates.push_back(process.spec().capacity);
  }
}

}  // namespace

ModelKind works_kind() {
  return {"works",
          "Several recipes on one site",
          "一厂多工序",
          "Recipes in the order of the flow, sharing stocks by material: the first runs at the "
          "capacity, each following one at margin x its nominal feed from those before it.",
          joined({fixed(required("recipes", Dimension::texts,
                                 {"Recipes in the order of the flow.", "按流程顺序排列的工艺。"})),
                  fixed(optional("never_buy", Dimension::texts,
                                 {"Materials that the site makes itself and does not buy when it "
                                  "is short of them.",
                                  "本厂自产、不足时也不外购的物料。"})),
                  backup_heat_parameter(),
                  usual("margin", Dimension::ratio, 1.1, {1, 10},
                        {"Capacity of each following recipe over its nominal feed.",
                         "后续工序能力与名义来料之比。"},
                        "assumed")},
                 joined(capacity_parameters(), recipe_parameters())),
          build};
}

}  // namespace huan::models
