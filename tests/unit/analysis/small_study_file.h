/// Files of studies made by hand, run by run.
#pragma once

#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "analysis/design.h"
#include "analysis/runs_folder.h"
#include "analysis/segment.h"
#include "analysis/study_file.h"

namespace huan::tests {

inline constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

/// Gathers `runs` into `file`; what of the head follows from them is filled in.
inline std::filesystem::path study_file(const std::filesystem::path& file, analysis::StudyHead head,
                                        const std::vector<analysis::DoneRun>& runs,
                                        const std::string& design, std::uint64_t size,
                                        const std::string& scenario = {}) {
  head.runs = runs.size();
  head.points = runs.size() / head.replicates;
  head.sums = {{"study", "by hand"}};
  head.texts = {{"title", "A study by hand"},
                {"title_zh", "手工研究"},
                {"study", "design = \"" + design + "\"\n"},
                {"design_kind", design}};
  if (!scenario.empty()) head.texts.emplace_back("scenario", scenario);
  head.numbers = {{"design_size", static_cast<std::int64_t>(size)},
                  {"design_seed", 5},
                  {"second_order", 0},
                  {"points", static_cast<std::int64_t>(head.points)},
                  {"replicates", static_cast<std::int64_t>(head.replicates)},
                  {"common_random_numbers", 1},
                  {"seed", 7}};
  const std::filesystem::path folder = analysis::runs_folder_of(file);
  std::filesystem::remove_all(folder);
  analysis::open_runs_folder(folder, head);
  analysis::Segment segment(head.fingerprint(), head.factors.size(), head.columns.width());
  for (std::size_t i = 0; i < runs.size(); ++i) segment.add(i, runs[i]);
  segment.write(folder, "test");
  analysis::gather({folder}, file, {"host", "test", 0});
  std::filesystem::remove_all(folder);
  return file;
}

/// Two years, one yearly indicator, one of the whole run, three stocks over two months of 2021 (the
/// columns say more than the two months do, as they may).
inline analysis::StudyHead dump_head() {
  analysis::StudyHead head;
  head.columns.start = std::chrono::year{2021} / 1 / 1;
  head.columns.begins = {0, 31};
  head.columns.ends = {31, 59};
  head.columns.periods = {"2021-01", "2021-02"};
  head.columns.years = {2021, 2022};
  head.columns.yearly = {{"waste", "Waste", "垃圾", "kt", "Waste", "垃圾"}};
  head.columns.whole = {{"full:dump", "Dump full", "填满", "d", "Dates", "日期"}};
  head.columns.series = {{"dump.msw", "stock", "Dump: waste", "填埋场：垃圾", "t"},
                         {"dump.ash", "stock", "Dump: ash", "填埋场：灰", "t"}};
  head.factors = {"rate", "takes"};
  head.subjects = {"town.rate", "alternative takes"};
  head.spreads = {"uniform 1 t/d to 10 t/d", "much, little"};
  head.units = {"t/d", "option"};
  head.options = {"", "much | little"};
  return head;
}

/// Twelve runs of which 3 and 7 fail for two reasons. The k-th good one has k kt of waste in 2021
/// and 7 kt in 2022, 0 and 100 k t in the dump, and no ash; only the last knows when the dump is
/// full, day 42.
inline std::vector<analysis::DoneRun> twelve_runs() {
  std::vector<analysis::DoneRun> runs;
  double k = 0;
  for (int i = 0; i < 12; ++i) {
    analysis::DoneRun run;
    run.levels = {i == 3 || i == 7 ? 0 : k + 1, static_cast<double>(i % 2)};
    run.units = {0.1, 0.5};
    if (i == 3 || i == 7) {
      run.status = analysis::RunStatus::broke_off;
      run.reason = i == 3 ? "too full" : "too empty";
    } else {
      k += 1;
      run.values = {k, 7, i == 11 ? 42 : no_number, 0, no_number, 100 * k, no_number};
    }
    runs.push_back(run);
  }
  return runs;
}

/// A Saltelli study of two uniform factors whose one result, in the year 2021, is 3 x1.
inline std::filesystem::path saltelli_file(const std::filesystem::path& file,
                                           const analysis::Design& design, std::uint64_t base) {
  analysis::StudyHead head = dump_head();
  head.columns.years = {2021};
  head.columns.whole.clear();
  head.columns.series.clear();
  head.options = {"", ""};
  std::vector<analysis::DoneRun> runs;
  for (std::uint64_t i = 0; i < design.points(); ++i) {
    analysis::DoneRun run;
    run.levels = design.levels(i);
    run.units = design.unit(i);
    run.values = {3 * run.levels[0]};
    runs.push_back(run);
  }
  return study_file(file, head, runs, "saltelli", base);
}

}  // namespace huan::tests
