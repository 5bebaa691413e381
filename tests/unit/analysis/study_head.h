/// A study's head made by hand: 3 points x 2 replicates, one factor, five numbers of each run.
#pragma once

#include <chrono>

#include "analysis/runs_folder.h"

namespace huan::tests {

inline analysis::StudyHead pit_head() {
  analysis::StudyHead head;
  head.sums = {{"program", "p"}, {"scenario", "s"}, {"study", "y"}, {"command line", "c"}};
  head.points = 3;
  head.replicates = 2;
  head.runs = 6;
  head.columns.start = std::chrono::year(2020) / 12 / 1;
  head.columns.begins = {0, 31};
  head.columns.ends = {31, 62};
  head.columns.periods = {"2020-12", "2021-01"};
  head.columns.years = {2020, 2021};
  head.columns.yearly = {{"dumped", "Dumped", "填埋", "t", "Waste", "废物"}};
  head.columns.whole = {{"full", "Full on", "填满", "d", "Waste", "废物"}};
  head.columns.series = {{"to_pit", "flow", "to the pit", "至填埋场", "t"}};
  head.factors = {"rate"};
  head.subjects = {"town.rate"};
  head.spreads = {"uniform 1 to 2"};
  head.units = {"t/d"};
  head.options = {""};
  head.texts = {{"title", "A pit"}, {"title_zh", "坑"}, {"design_kind", "lhs"}};
  head.numbers = {{"design_size", 3}, {"second_order", 0},          {"points", 3},
                  {"replicates", 2},  {"common_random_numbers", 1}, {"seed", 7}};
  return head;
}

/// All numbers of run i begin with it: dumped 2020 i.1, 2021 i.2; full i.3; to_pit i.4 and i.5.
inline analysis::DoneRun pit_run(std::uint64_t i) {
  const auto run = static_cast<double>(i);
  return {analysis::RunStatus::good,
          "",
          {100 + run},
          {run / 10},
          {run + 0.1, run + 0.2, run + 0.3, run + 0.4, run + 0.5}};
}

}  // namespace huan::tests
