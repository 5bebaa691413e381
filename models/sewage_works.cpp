#include "models/sewage_works.h"

#include "models/declaration.h"

namespace huan::models {
namespace {

void build(FacilityBuilder& site) {
  const Parameters& p = site.parameters();
  const std::string& material = p.text("material");
  const double sludge_t = p.number("population") * p.number("per_head");
  ProcessSentence dewatering = site.process("dewatering", sludge_t)
                                   .role(sim::Role::forced)
                                   .draws(site.purchase(material))
                                   .rest_to(site.stock(material, p.number("storage") * sludge_t));
  make_main(site, dewatering);
  dewatering.follows(site.profile("per_head"));
}

}  // namespace

ModelKind sewage_works_kind() {
  using D = Dimension;
  return {"sewage_works",
          "Sewage works as a source of sludge",
          "污水处理厂（污泥产生）",
          "Dewatered sludge by connected population.",
          {fixed(usual("material", D::text, "sludge_80", {"The sludge.", "污泥。"}, "definition")),
           required("population", D::persons, {"People connected.", "接管人口。"}),
           usual("per_head", D::mass_per_person, 0.00012, {0, 0.002},
                 {"Wet sludge of 80 % water per person and day.", "人均日产湿污泥（含水80%）。"},
                 "6 to 8 t per 10^4 m3 of sewage at 0.17 m3/(person d); general knowledge"),
           profile_of("per_head"),
           usual("storage", D::time, 5, {0, 365},
                 {"Days of sludge it holds.", "可贮存污泥的天数。"}, "assumed")},
          build};
}

}  // namespace huan::models
