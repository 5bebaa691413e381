/// Results made by hand: a refinery that starves because the ovens that feed it were closed.
#pragma once

#include "analysis/dataset.h"
#include "small_results.h"

namespace huan::analysis {

/// ovens > tar > refinery: the ovens close on day 30, so that the refinery starves. The refinery
/// itself is down for 3 of the 30 days of the first interval; slag of it comes back to the tar.
///
///             ovens>tar  tar>refinery  refinery>tar  refinery>pitch   ovens could
///     30 d       300          270           27             243             300
///     31 d         0           30            3              27               0
inline Dataset refinery() {
  Dataset data;
  data.start = std::chrono::year(2022) / 1 / 30;
  data.duration = 61;
  data.begins = {0, 30};
  data.ends = {30, 61};
  data.periods = {"2022-02", "2022-03"};
  data.scenario = "format = 1\n";
  put_axis(data, "facility", {"ovens", "refinery"});
  data.axes["facility"].texts = {{"facility_kind", {"coke_plant", "recipe"}},
                                 {"facility_name", {"Ovens", "Refinery"}}};
  put_axis(data, "flow_id",
           {"ovens.coke>ovens.tar", "tar_pipe", "refinery.tar>refinery.run",
            "refinery.run>refinery.tar", "refinery.run>refinery.pitch", "world.coal>ovens.coke"});
  data.axes["flow_id"].texts = {
      {"flow_from",
       {"ovens.coke", "ovens.tar", "refinery.tar", "refinery.run", "refinery.run", "world.coal"}},
      {"flow_to",
       {"ovens.tar", "refinery.tar", "refinery.run", "refinery.tar", "refinery.pitch",
        "ovens.coke"}},
      {"flow_kind", {"delivery", "route", "draw", "delivery", "delivery", "draw"}}};
  put_table(data, "flow", "flow_id", "t", {300, 300, 270, 27, 243, 3000, 0, 0, 30, 3, 27, 0});
  put_axis(data, "stock_id", {"ovens.tar", "refinery.tar", "refinery.pitch"});
  data.axes["stock_id"].texts = {
      {"stock_name", {"Ovens: tar", "Refinery: tar", "Refinery: pitch"}}};
  data.axes["stock_id"].numbers = {{"stock_capacity", {10, 57, INFINITY}},
                                   {"stock_initial", {0, 0, 0}}};
  put_table(data, "stock", "stock_id", "t", {0, 57, 243, 0, 0, 270});
  put_table(data, "stock_max", "stock_id", "t", {1, 57, 243, 0, 57, 270});
  put_axis(data, "process", {"ovens.coke", "refinery.run", "tar_pipe"});
  data.axes["process"].texts = {{"process_kind", {"treatment", "treatment", "route"}},
                                {"process_name", {"Ovens: coking", "Refinery: run", ""}},
                                {"process_unit", {"t", "t", "t"}}};
  put_table(data, "throughput", "process", "1", {3000, 270, 300, 0, 30, 0});
  put_table(data, "capacity", "process", "1", {3000, 300, 600, 0, 310, 620});
  put_axis(
      data, "loss",
      {"refinery.run:down:", "refinery.run:starved:refinery.tar", "tar_pipe:starved:ovens.tar"});
  data.axes["loss"].texts = {{"loss_process", {"refinery.run", "refinery.run", "tar_pipe"}},
                             {"loss_cause", {"down", "starved", "starved"}},
                             {"loss_stock", {"", "refinery.tar", "ovens.tar"}}};
  put_table(data, "lost_t", "loss", "t", {30, 0, 300, 0, 280, 620});
  put_table(data, "lost_h", "loss", "h", {72, 0, 360, 0, 672, 744});
  data.events = {{5, "fails", "refinery.run", 0},
                 {8, "repaired", "refinery.run", 0},
                 {30, "closes", "ovens", 0}};
  return data;
}

}  // namespace huan::analysis
