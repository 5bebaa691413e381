#include "models/source.h"

#include "models/declaration.h"

namespace huan::models {
namespace {

void build(FacilityBuilder& site) {
  const Parameters& p = site.parameters();
  const std::string& material = p.text("material");
  const double rate_t = p.number("rate");
  ProcessSentence arises =
      site.process("arises", rate_t)
          .draws(site.purchase(p.has("composition") ? p.text("composition") : material))
          .rest_to(site.stock(material, p.number("storage") * rate_t));
  if (p.flag("forced")) arises.role(sim::Role::forced);
  make_main(site, arises);
  arises.follows(site.profile("rate"));
}

}  // namespace

ModelKind source_kind() {
  using D = Dimension;
  return {"source",
          "Something arises",
          "产生源",
          "A material arises at a rate; forced means whether or not anybody takes it.",
          {fixed(required("material", D::text, {"What arises.", "产生的物料。"})),
           fixed(optional("composition", D::text,
                          {"The material whose composition it has; `material` when left out.",
                           "成分所依据的物料；缺省同 material。"})),
           required("rate", D::mass_flow, {"How much arises.", "产生量。"}), profile_of("rate"),
           fixed(usual("forced", true,
                       {"Arises whether or not anybody takes it; false = a mine, a supplier.",
                        "是否不论有无去向都产生；否则如矿山、供应商。"},
                       "definition")),
           usual("storage", D::time, 3, {0, 3650},
                 {"Days of its rate that the place holds.", "产生地可贮存的天数。"}, "assumed")},
          build};
}

}  // namespace huan::models
