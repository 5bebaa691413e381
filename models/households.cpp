#include "models/households.h"

#include <array>

#include "models/declaration.h"

namespace huan::models {
namespace {

struct Fraction {
  const char* name;  ///< of its parameters and its process
  const char* material;
};
constexpr std::array<Fraction, 3> fractions = {{{"kitchen", "kitchen_waste"},
                                                {"recyclables", "recyclables_mixed"},
                                                {"hazardous", "hw_mixed"}}};

/// [t/t generated] of each substance that the sorted fractions hold if all of each is set apart.
std::array<sim::Mixture, 3> claims(FacilityBuilder& site, const sim::Mixture& generated) {
  std::array<sim::Mixture, 3> claim;
  sim::Mixture all = site.substances().zero();
  for (std::size_t k = 0; k < fractions.size(); ++k) {
    const double share = site.parameters().number(std::string(fractions[k].name) + "_share");
    claim[k] = share * site.library().material(fractions[k].material).mixture(site.substances());
    all += claim[k];
  }
  const sim::Mixture scale = (all > generated).select(generated / all.max(1e-300), 1.0);
  for (sim::Mixture& c : claim) c *= scale;
  return claim;
}

void build(FacilityBuilder& site) {
  const Parameters& p = site.parameters();
  const double generated_t = p.number("population") * p.number("per_head");
  const double storage_days = p.number("storage");
  const std::string& composition = p.text("composition");
  const sim::Mixture generated = site.library().material(composition).mixture(site.substances());
  const auto claim = claims(site, generated);

  const sim::StockId rest = site.stock("msw", storage_days * generated_t);
  ProcessSentence generation = site.process("generation", generated_t)
                                   .role(sim::Role::forced)
                                   .draws(site.purchase(composition));
  std::array<sim::StockId, 3> apart;
  for (std::size_t k = 0; k < fractions.size(); ++k) {
    const std::string name = fractions[k].name;
    const double captured = p.number("coverage") * p.number(name + "_capture");
    const sim::Mixture share =
        (generated > 0).select(captured * claim[k] / generated.max(1e-300), 0.0);
    apart[k] =
        site.output(fractions[k].material, storage_days * generated_t * p.number(name + "_share"));
    generation.delivers(apart[k], share);
  }
  generation.rest_to(rest);
  make_main(site, generation);
  generation.follows(site.profile("per_head"));
  for (std::size_t k = 0; k < fractions.size(); ++k) {
    if (site.plan().stocks[apart[k].index()].boundary) continue;  // exported from here
    site.process(std::string(fractions[k].name) + "_to_rest", sim::unlimited)
        .role(sim::Role::overflow, 1)
        .draws(apart[k])
        .rest_to(rest);
  }
}

std::vector<ParameterSpec> share_parameters() {
  using D = Dimension;
  const std::string cities = "general knowledge (Chinese cities), range by rule";
  const std::string pilot =
      "assumed; 36 % of the waste was recovered in pilot communities (Xuchang zero-waste report, "
      "March 2021, document 002, L155)";
  return {
      usual("kitchen_share", D::ratio, 0.45, {0, 1},
            {"Kitchen waste in what is generated.", "产生量中厨余的比例。"}, cities),
      usual("recyclables_share", D::ratio, 0.2, {0, 1},
            {"Recyclables in what is generated.", "产生量中可回收物的比例。"}, cities),
      usual("hazardous_share", D::ratio, 0.001, {0, 1},
            {"Hazardous waste in what is generated.", "产生量中有害垃圾的比例。"}, cities),
      usual("kitchen_capture", D::ratio, 0.45, {0, 1},
            {"Share of it that covered households set apart.", "覆盖户分出的厨余比例。"}, pilot),
      usual("recyclables_capture", D::ratio, 0.45, {0, 1},
            {"Share of it that covered households set apart.", "覆盖户分出的可回收物比例。"},
            pilot),
      usual("hazardous_capture", D::ratio, 0.3, {0, 1},
            {"Share of it that covered households set apart.", "覆盖户分出的有害垃圾比例。"},
            "assumed"),
  };
}

}  // namespace

ModelKind households_kind() {
  using D = Dimension;
  return {
      "households",
      "Households and their waste",
      "居民生活垃圾产生",
      "Household waste by population and per-head generation; coverage x capture of the kitchen, "
      "recyclable and hazardous fractions is set apart at the source, the rest keeps what is not.",
      joined({required("population", D::persons, {"People served.", "服务人口。"}),
              usual("per_head", D::mass_per_person, 0.00079, {0, 0.005},
                    {"Waste generated per person and day.", "人均生活垃圾日产生量。"},
                    "Xuchang zero-waste report, March 2021 (document 002), L157: 2020; C152"),
              profile_of("per_head"), exports_parameter(),
              usual("coverage", D::ratio, 0, {0, 1},
                    {"Share of the people whose waste is sorted at the source.",
                     "分类收运覆盖的人口比例。"},
                    "nobody unless said"),
              usual("storage", D::time, 1, {0, 365},
                    {"Days that bins and collection points hold.", "垃圾桶与收集点可存天数。"},
                    "C098, general knowledge"),
              fixed(usual("composition", D::text, "msw",
                          {"The material whose composition the generated waste has.",
                           "产生垃圾成分所依据的物料。"},
                          "recipe library"))},
             share_parameters()),
      build};
}

}  // namespace huan::models
