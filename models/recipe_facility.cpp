#include "models/recipe_facility.h"

#include "models/declaration.h"
#include "models/recipe_capacity.h"

namespace huan::models {
namespace {

void build(FacilityBuilder& site) {
  const std::string& id = site.parameters().text("recipe");
  make_main(site, site.recipe("run", id, feed_rate(site, "run", id)));
}

}  // namespace

ModelKind recipe_kind() {
  return {
      "recipe",
      "Process by recipe",
      "按工艺数据运行的设施",
      "Any process of the library: rate = capacity, of the main feed or of the product "
      "capacity_of (rate = capacity / yield).",
      joined({fixed(required("recipe", Dimension::text,
                             {"A recipe of the library.", "工艺库中的工艺。"}))},
             joined({backup_heat_parameter()}, joined(capacity_parameters(), recipe_parameters()))),
      build};
}

}  // namespace huan::models
