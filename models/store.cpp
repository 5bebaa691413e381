#include "models/store.h"

#include "models/age_clerk.h"
#include "models/declaration.h"

namespace huan::models {
namespace {

void build_transfer_station(FacilityBuilder& site) {
  site.stock(site.parameters().text("material"), site.parameters().number("storage"));
}

/// Tallies what stays beyond the age limit: tonnes that pass it, and how long they wait then.
void count_age(FacilityBuilder& site, const std::string& material, sim::StockId store) {
  const auto meter = [&](const std::string& name, const std::string& item, const char* unit) {
    return site.process(name + "_" + material, 0)
        .is_paced()
        .counts_in(unit)
        .delivers_amount(site.tally(item, unit), 1.0)
        .id();
  };
  const sim::ProcessId passes = meter("passes_limit", "overdue", "t");
  const sim::ProcessId waits = meter("waits_over", "overdue_waiting", "t d");
  site.clerk("age_" + material, {store}, {passes, waits},
             std::make_shared<AgeClerk>(AgeNumbers{site.parameters().number("age_limit")}));
}

void build_warehouse(FacilityBuilder& site) {
  for (const std::string& material : site.parameters().texts("materials")) {
    const sim::StockId store = site.stock(material, site.parameters().number("storage"));
    if (site.parameters().flag("timed")) count_age(site, material, store);
  }
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
  return {"warehouse",
          "Warehouse or yard",
          "仓库或堆场",
          "A place to keep materials, each up to its storage. With timed, age begins when a thing "
          "comes in, and ends when its lot leaves; what it waited in other places is not counted.",
          {fixed(required("materials", Dimension::texts, {"What it keeps.", "所存物料。"})),
           required("storage", Dimension::mass,
                    {"Of each material, unless its stock says otherwise.", "每种物料的最大存量。"}),
           fixed(usual("timed", false,
                       {"Counts what stays longer than age_limit, first in, first out: tallies "
                        "overdue [t] and overdue_waiting [t d].",
                        "是否统计超期贮存（先进先出）：overdue、overdue_waiting。"},
                       "definition")),
           usual("age_limit", Dimension::time, 365, {0.01, 36500},
                 {"How long anything may stay.", "最长贮存时间。"},
                 "hazardous waste: a year (Solid Waste Law of 2020, article 81, recalled); medical "
                 "waste: 2 d (Regulation on medical waste of 2003, article 17, recalled)")},
          build_warehouse};
}

}  // namespace huan::models
