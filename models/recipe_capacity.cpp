#include "models/recipe_capacity.h"

#include <stdexcept>

#include <fmt/format.h>

#include "models/declaration.h"

namespace huan::models {

std::vector<ParameterSpec> capacity_parameters() {
  return {required("capacity", Dimension::mass_flow,
                   {"Of the main feed, or of capacity_of: per year what it does in a year, per day "
                    "its running rate.",
                    "主要进料或 capacity_of 所指产品的能力：按年为全年处理量，按日为运行能力。"}),
          fixed(optional("capacity_of", Dimension::text,
                         {"The output that the capacity counts; the main feed when left out.",
                          "能力所计的产出物；缺省为主要进料。"}))};
}

double yield(const CompletedRecipe& recipe, const std::string& material) {
  for (const CompletedRecipe::Output& out : recipe.outputs) {
    if (out.material == material) return out.yield;
  }
  return 0;
}

double feed_rate(FacilityBuilder& site, const std::string& name, const std::string& recipe_id) {
  const double wanted = site.capacity("capacity", recipe_id).wanted;
  if (!site.parameters().has("capacity_of")) return wanted;
  const std::string& product = site.parameters().text("capacity_of");
  const CompletedRecipe& recipe = site.completed(name, recipe_id);
  if (product == recipe.inputs.front().material) return wanted;
  const double per_feed = yield(recipe, product);
  if (!(per_feed > 0)) {
    throw std::invalid_argument(
        fmt::format("{}: recipe '{}' makes no '{}' to count its capacity in",
                    site.settings().spec.id, recipe_id, product));
  }
  return wanted / per_feed;
}

}  // namespace huan::models
