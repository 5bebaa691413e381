#include "models/store.h"

#include "models/declaration.h"

namespace huan::models {
namespace {

void build_transfer_station(FacilityBuilder& site) {
  site.stock(site.parameters().text("material"), site.parameters().number("storage"));
}

void build_warehouse(FacilityBuilder& site) {
  for (const std::string& material : site.parameters().texts("materials"))
    site.stock(material, site.parameters().number("storage"));
}

}  // namespace

ModelKind transfer_station_kind() {
  return {"transfer_station",
          "Transfer station",
          "转运站",
          "A buffer on the way of waste: what comes in goes out by its routes, up to its storage.",
          {fixed(usual("material", Dimension::text, "msw", {"What it holds.", "所存物料。"},
                       "definition")),
           required("storage", Dimension::mass,
                    {"What it holds at most; usually a day's arrivals (C098).",
                     "最大存量，通常为一日来量。"})},
          build_transfer_station};
}

ModelKind warehouse_kind() {
  return {
      "warehouse",
      "Warehouse or yard",
      "仓库或堆场",
      "A place to keep materials, each up to its storage.",
      {fixed(required("materials", Dimension::texts, {"What it keeps.", "所存物料。"})),
       required("storage", Dimension::mass,
                {"Of each material, unless its stock says otherwise.", "每种物料的最大存量。"})},
      build_warehouse};
}

}  // namespace huan::models
