#include "models/market.h"

#include "models/declaration.h"

namespace huan::models {
namespace {

void build(FacilityBuilder& site) {
  const Parameters& p = site.parameters();
  const std::string& material = p.text("material");
  const double demand_t = p.number("demand");
  ProcessSentence consumption = site.process("consumption", demand_t)
                                    .is_demand()
                                    .draws(site.stock(material, p.number("storage") * demand_t))
                                    .delivers_amount(site.tally("sales", "yuan"), p.number("price"))
                                    .rest_to(site.purchase(material));
  make_main(site, consumption);
  consumption.follows(site.profile("demand"));
}

}  // namespace

ModelKind market_kind() {
  using D = Dimension;
  return {"market",
          "Market with a limited demand",
          "有限需求的市场",
          "Takes a material up to its demand; what it does not get is unmet demand.",
          {fixed(required("material", D::text, {"What it takes.", "所需物料。"})),
           required("demand", D::mass_flow, {"What it takes at most.", "最大需求量。"}),
           profile_of("demand"),
           usual("price", D::money_per_mass, 0, {-1e9, 1e9},
                 {"Paid per tonne; tallied as sales.", "单价，计入 sales。"}, "none unless said"),
           usual("storage", D::time, 5, {0, 3650},
                 {"Days of demand that it stores.", "可存需求天数。"}, "assumed")},
          build};
}

}  // namespace huan::models
