#include "models/collection.h"

#include <stdexcept>

#include "models/declaration.h"

namespace huan::models {
namespace {

void build(FacilityBuilder& site) {
  const Parameters& p = site.parameters();
  const std::string& material = p.text("material");
  const std::string& collected = p.text("collected_as");
  if (collected == material)
    throw std::invalid_argument("collected_as must be another material than what arises");
  const double rate_t = p.number("capacity");
  const double share = p.number("coverage") * p.number("capture");
  const sim::StockId store = site.stock(collected, p.number("storage") * rate_t);
  const sim::StockId elsewhere =
      p.has("rest_as") ? site.stock(p.text("rest_as"), sim::unlimited) : site.purchase(material);
  make_main(site, site.process("collect", rate_t)
                      .draws(site.main_feed(material, p.number("storage") * rate_t))
                      .delivers(store, sim::Mixture::Constant(site.substances().size(), share))
                      .rest_to(elsewhere));
}

}  // namespace

ModelKind collection_kind() {
  using D = Dimension;
  return {
      "collection",
      "Separate collection",
      "分类回收",
      "Of what arises, coverage x capture is collected separately; the rest goes its other way. "
      "Events ramp both.",
      {fixed(required("material", D::text, {"What arises.", "产生的物料。"})),
       fixed(required("collected_as", D::text,
                      {"What it is called when collected.", "回收后的物料名称。"})),
       fixed(optional("rest_as", D::text,
                      {"What the rest is called, as a stock for routes; it leaves the region when "
                       "left out.",
                       "未回收部分的物料名称；缺省流出区域。"})),
       required("capacity", D::mass_flow,
                {"Of what arises, at most; not limiting when larger.", "产生量上限。"}),
       usual("coverage", D::ratio, 1, {0, 1},
             {"Share of the people or places with separate collection.", "覆盖率。"},
             "everybody unless said"),
       usual("capture", D::ratio, 1, {0, 1},
             {"Share that those covered hand in.", "覆盖范围内的回收率。"},
             "everything unless said"),
       usual("storage", D::time, 5, {0, 3650},
             {"Days of capacity that collection points hold.", "回收点可存天数。"}, "assumed")},
      build};
}

}  // namespace huan::models
