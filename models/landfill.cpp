#include "models/landfill.h"

#include "models/declaration.h"

namespace huan::models {
namespace {

constexpr double face_days = 3;  // room at the working face: assumed

void build(FacilityBuilder& site) {
  const Parameters& p = site.parameters();
  const std::string& id = p.text("recipe");
  const double rate_t = site.capacity("capacity", id).wanted;
  const std::string& feed = site.library().recipe(id).feed;
  const sim::StockId face = site.stock(feed, face_days * rate_t);
  const sim::StockId cell = site.stock("landfilled_mass", p.number_or("cell", sim::unlimited));
  make_main(site,
            site.recipe("bury", id, rate_t, {.at = {{feed, face}, {"landfilled_mass", cell}}}));
  if (!p.has("buries")) return;
  for (const std::string& material : p.texts("buries")) site.stock(material, sim::unlimited);
}

}  // namespace

ModelKind landfill_kind() {
  using D = Dimension;
  return {
      "landfill",
      "Landfill",
      "填埋场",
      "The last resort: buries waste by its recipe, with leachate and gas; other wastes are kept "
      "as they are.",
      joined({fixed(usual("recipe", D::text, "landfill_msw",
                          {"The recipe of burying.", "填埋工艺。"}, "recipe library")),
              usual("capacity", D::mass_flow, 5000, {0, 1e300},
                    {"Of the working face.", "作业面能力。"}, "assumed, not limiting"),
              optional("cell", D::mass,
                       {"What the cell holds; without limit when left out.", "库容；缺省不限。"}),
              fixed(optional(
                  "buries", D::texts,
                  {"Other wastes kept as they are, without limit.", "另行填埋、不限量的废物。"}))},
             recipe_parameters()),
      build};
}

}  // namespace huan::models
