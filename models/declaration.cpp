#include "models/declaration.h"

#include <utility>

namespace huan::models {
namespace {

ParameterSpec declare(std::string name, Dimension dimension, Words doc, Range range) {
  ParameterSpec spec;
  spec.name = std::move(name);
  spec.dimension = dimension;
  spec.min = range.min;
  spec.max = range.max;
  spec.doc = std::move(doc.en);
  spec.doc_zh = std::move(doc.zh);
  return spec;
}

}  // namespace

ParameterSpec required(std::string name, Dimension dimension, Words doc, Range range) {
  return declare(std::move(name), dimension, std::move(doc), range);
}

ParameterSpec optional(std::string name, Dimension dimension, Words doc, Range range) {
  ParameterSpec spec = declare(std::move(name), dimension, std::move(doc), range);
  spec.optional = true;
  return spec;
}

ParameterSpec usual(std::string name, Dimension dimension, double fallback, Range range, Words doc,
                    std::string source) {
  ParameterSpec spec = declare(std::move(name), dimension, std::move(doc), range);
  spec.fallback = fallback;
  spec.source = std::move(source);
  return spec;
}

ParameterSpec usual(std::string name, Dimension dimension, const char* fallback, Words doc,
                    std::string source) {
  ParameterSpec spec = declare(std::move(name), dimension, std::move(doc), {});
  spec.fallback = std::string(fallback);
  spec.source = std::move(source);
  return spec;
}

ParameterSpec usual(std::string name, bool fallback, Words doc, std::string source) {
  ParameterSpec spec = declare(std::move(name), Dimension::flag, std::move(doc), {});
  spec.fallback = fallback;
  spec.source = std::move(source);
  return spec;
}

ParameterSpec fixed(ParameterSpec spec) {
  spec.structural = true;
  return spec;
}

ParameterSpec profile_of(const std::string& name) {
  return fixed(optional(name + "_profile", Dimension::profile,
                        {"Profile that " + name + " follows.", name + " 所随的时间曲线。"}));
}

ParameterSpec imports_parameter() {
  using D = Dimension;
  return fixed(optional("imports", D::texts,
                        {"Materials bought from outside without limit; one that is also joined is "
                         "bought when short.",
                         "从区域外无限量购入的物料；已有来料的只在缺料时购入。"}));
}

ParameterSpec exports_parameter() {
  using D = Dimension;
  return fixed(optional("exports", D::texts,
                        {"Materials that leave the region from here without limit; of one that is "
                         "also taken, what is left.",
                         "由此无限量运出区域的物料；另有去向的只运出剩余部分。"}));
}

ParameterSpec backup_heat_parameter() {
  return optional("backup_heat", Dimension::heat_flow,
                  {"Bought heat for what the routes to heat do not bring; without limit when left "
                   "out, 0 = it stops without steam.",
                   "来热不足时可外购的热量；缺省不限，0 表示缺汽即停。"});
}

std::vector<ParameterSpec> recipe_parameters() {
  using D = Dimension;
  return {
      imports_parameter(),
      exports_parameter(),
      optional("operating_days", D::time,
               {"Days a year it runs, when no outages or maintenance say so; default from the "
                "recipe.",
                "未给出故障和检修时的年运行天数；缺省取自工艺数据。"},
               {1, 365}),
      profile_of("capacity"),
      optional("storage_feed", D::time,
               {"Room for the feeds, in days of running; default from the recipe, else 5.",
                "进料贮存能力，按运行天数计；缺省取自工艺数据，否则为5天。"},
               {0, 3650}),
      optional("storage_product", D::time,
               {"Room for the outputs, in days of running; default from the recipe, else 5.",
                "产出物贮存能力，按运行天数计；缺省取自工艺数据，否则为5天。"},
               {0, 3650}),
      usual("min_load", D::ratio, 0, {0, 1},
            {"Below this share of its capacity it stops.", "低于该负荷率即停运。"}, "assumed"),
      usual("min_down", D::time, 1, {0, 365},
            {"Days it stays down at least after such a stop.", "低负荷停运后的最短停运天数。"},
            "assumed"),
      usual("restart_level", D::ratio, 0.1, {0, 1},
            {"Level of the stock that stopped it, at which it starts again.",
             "导致停运的库存回到该水平后重新启动。"},
            "assumed"),
  };
}

std::vector<ParameterSpec> joined(std::vector<ParameterSpec> own, std::vector<ParameterSpec> more) {
  for (ParameterSpec& spec : more) own.push_back(std::move(spec));
  return own;
}

void make_main(FacilityBuilder& site, ProcessSentence process) {
  const Parameters& p = site.parameters();
  process.fails(site.settings().outages).stops(site.settings().stops);
  process.follows(site.profile("capacity"));
  process.min_load(p.number_or("min_load", 0), p.number_or("min_down", 1),
                   p.number_or("restart_level", 0.1));
  site.set_main_process(process.id());
}

}  // namespace huan::models
