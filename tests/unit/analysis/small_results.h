/// Results of a small run, small enough to work everything out on paper.
#pragma once

#include "analysis/dataset.h"

namespace huan::analysis {

inline void put_axis(Dataset& data, const std::string& name, std::vector<std::string> ids) {
  data.axes[name].name = name;
  data.axes[name].ids = std::move(ids);
}

inline void put_table(Dataset& data, const std::string& name, const std::string& axis,
                      const std::string& unit, std::vector<double> values) {
  const std::size_t lines = data.axes.at(axis).size();
  data.tables[name] = {name, {"time", axis}, {data.rows(), lines}, unit, name, "", values};
}

/// November and December 2019, January 2020: 30, 31, 31 days. A town's waste goes to a burner and
/// what that cannot take to a pit of 1000 t; the burner starves in January for want of trucks.
///
///            town>burner  town>pit  burner>air   pit level   burned  could burn
///     Nov        300          60        240          60        300       300
///     Dec        310          62        248         122        310       310
///     Jan        155         217        124         339        155       310
inline Dataset small_results() {
  Dataset data;
  data.origin = "small.h5";
  data.title = "A town";
  data.seed = 3;
  data.start = std::chrono::year(2019) / 11 / 1;
  data.duration = 92;
  data.begins = {0, 30, 61};
  data.ends = {30, 61, 92};
  data.periods = {"2019-11", "2019-12", "2020-01"};
  data.scenario =
      "format = 1\nstart = 2019-11-01\nend = 2020-01-31\n"
      "[[facility]]\nid = \"burner\"\nkind = \"recipe\"\nrecipe = \"hw_incineration\"\n"
      "capacity = \"10 t/d\"\n";
  put_axis(data, "facility", {"town", "burner", "pit", "none"});
  data.axes["facility"].texts = {{"facility_kind", {"source", "recipe", "landfill", ""}},
                                 {"facility_county", {"North", "North", "South", ""}},
                                 {"facility_name", {"Town", "Burner", "Pit", ""}}};
  put_axis(data, "flow_id",
           {"to_burner", "to_pit", "burner.run>world.air", "burner.msw>burner.run",
            "world.msw>town.arises", "town.arises>town.msw"});
  data.axes["flow_id"].texts = {
      {"flow_from",
       {"town.msw", "town.msw", "burner.run", "burner.msw", "world.msw", "town.arises"}},
      {"flow_to", {"burner.msw", "pit.msw", "world.air", "burner.run", "town.arises", "town.msw"}},
      {"flow_kind", {"shipment", "route", "delivery", "draw", "draw", "delivery"}},
      {"flow_material", {"msw", "msw", "air", "msw", "msw", "msw"}},
      {"flow_facility", {"burner", "pit", "burner", "burner", "town", "town"}},
      {"flow_county", {"North", "South", "North", "North", "North", "North"}}};
  put_table(data, "flow", "flow_id", "t",
            {300, 60, 240, 300, 360, 360,  //
             310, 62, 248, 310, 372, 372,  //
             155, 217, 124, 155, 372, 372});
  put_axis(data, "stock_id", {"pit.msw", "burner.msw", "town.msw"});
  data.axes["stock_id"].texts = {{"stock_material", {"msw", "msw", "msw"}},
                                 {"stock_facility", {"pit", "burner", "town"}},
                                 {"stock_name", {"Pit: waste", "Burner: waste", "Town: waste"}}};
  data.axes["stock_id"].numbers = {{"stock_capacity", {1000, 20, 50}},
                                   {"stock_initial", {0, 0, 0}}};
  put_table(data, "stock", "stock_id", "t", {60, 10, 5, 122, 10, 5, 339, 0, 50});
  put_table(data, "stock_max", "stock_id", "t", {60, 20, 6, 122, 20, 6, 339, 20, 50});
  put_axis(data, "process", {"burner.run"});
  data.axes["process"].texts = {{"process_facility", {"burner"}},
                                {"process_kind", {"treatment"}},
                                {"process_name", {"Burner: burning"}},
                                {"process_unit", {"t"}}};
  put_table(data, "throughput", "process", "1", {300, 310, 155});
  put_table(data, "capacity", "process", "1", {300, 310, 310});
  put_table(data, "activity", "process", "1", {1, 1, 0.5});
  put_axis(data, "emission_item", {"co2_fossil", "ch4"});
  data.tables["emission"] = {"emission",
                             {"time", "facility", "emission_item"},
                             {3, 4, 2},
                             "t",
                             "emission",
                             "",
                             {0, 0, 100, 1, 0, 2, 0, 0,  //
                              0, 0, 110, 1, 0, 2, 0, 0,  //
                              0, 0, 50,  1, 0, 2, 0, 0}};
  put_axis(data, "loss", {"burner.run:starved:burner.msw", "burner.run:down:"});
  data.axes["loss"].texts = {{"loss_process", {"burner.run", "burner.run"}},
                             {"loss_cause", {"starved", "down"}},
                             {"loss_stock", {"burner.msw", ""}}};
  put_table(data, "lost_t", "loss", "t", {0, 0, 0, 0, 145, 10});
  put_table(data, "lost_h", "loss", "h", {0, 0, 0, 0, 348, 24});
  data.events = {{61, "scenario_event", "no_trucks", 0}, {70, "fails", "burner.run", 0}};
  return data;
}

}  // namespace huan::analysis
