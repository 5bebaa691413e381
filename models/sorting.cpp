#include "models/sorting.h"

#include "models/declaration.h"

namespace huan::models {
namespace {

constexpr double spare = 1.25;  // capacity over arrivals when none is given: assumed

void build(FacilityBuilder& site) {
  const std::string& id = site.parameters().text("recipe");
  const double arrivals_t = site.parameters().number("arrivals");
  const double rate_t =
      site.parameters().has("capacity") ? site.capacity("capacity", id).wanted : spare * arrivals_t;
  make_main(site, site.recipe("sort", id, rate_t));
  const std::string& feed = site.library().recipe(id).feed;
  site.process("arrivals", arrivals_t)
      .follows(site.profile("arrivals"))
      .draws(site.purchase(feed))
      .rest_to(site.main_feed(feed, 0));
}

}  // namespace

ModelKind sorting_kind() {
  return {"sorting",
          "Arrivals sorted into fractions",
          "回收分拣市场",
          "What is brought is sorted by a recipe; the shares are its yields.",
          joined({fixed(usual("recipe", Dimension::text, "scrap_sorting",
                              {"The recipe that sorts.", "分拣所用工艺。"}, "recipe library")),
                  required("arrivals", Dimension::mass_flow,
                           {"What is brought, as far as there is room.", "到货量（以库容为限）。"}),
                  profile_of("arrivals"),
                  optional("capacity", Dimension::mass_flow,
                           {"Of the sorting lines; 1.25 x arrivals when left out (assumed).",
                            "分拣线能力；缺省为到货量的1.25倍（假定）。"})},
                 recipe_parameters()),
          build};
}

}  // namespace huan::models
