#include "sim/app/report_files.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/apart.h"
#include "analysis/comparison.h"
#include "analysis/dataset_reader.h"
#include "analysis/indicators.h"
#include "analysis/report/page_data.h"
#include "analysis/report/page_study.h"
#include "analysis/results_error.h"
#include "analysis/study_results.h"
#include "sim/app/command.h"
#include "sim/app/loaded.h"

namespace huan::app {
namespace {

namespace report_ = analysis::report;

/// nullopt when a declaration in its scenario is wrong, which has been said.
std::optional<report_::PageRunResults> page_run_of(const std::string& file, Console& console) {
  try {
    analysis::Dataset data = analysis::read_dataset(file);
    if (data.rows() == 0)
      throw FileError(fmt::format("{}: holds no interval, so there is nothing to show", file));
    scenarios::Complaints complaints;
    const auto declared = analysis::indicators_for(data, complaints);
    say(complaints, console);
    if (!complaints.fine()) return std::nullopt;
    auto results = analysis::evaluate(data, declared);
    return report_::PageRunResults{std::move(data), std::move(results)};
  } catch (const analysis::ResultsError& e) {
    throw FileError(e.what());
  }
}

/// Errors: std::exception with the reason.
nlohmann::json shown_study(const std::string& file, const std::vector<std::string>& of) {
  const analysis::StudyResults study(file);
  if (study.failed == study.runs) {
    const auto reasons = study.failures();
    throw std::runtime_error(
        fmt::format("all {} runs failed, so there is nothing to show; {} of them: {}", study.runs,
                    reasons.at(0).second, reasons[0].first));
  }
  return report_::page_study(study, file, of);
}

/// As the page has it; a process of its own reads the file.
nlohmann::json page_study_of(const std::string& file, const std::vector<std::string>& of) {
  std::error_code unknown;
  const auto bytes = std::filesystem::file_size(file, unknown);
  const unsigned longest_s = 600 + (unknown ? 0 : static_cast<unsigned>(bytes / 1'000'000));
  try {
    auto data = nlohmann::json::parse(analysis::apart(file, longest_s, [&] {
      return shown_study(file, of).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }));
    if (!data["outputs"].empty()) return data;
  } catch (const analysis::ResultsError& e) {
    const std::string said = e.what(), name = file + ": ";
    throw FileError(said.starts_with(name + name) ? said.substr(name.size()) : said);
  }
  if (!of.empty()) throw UsageError(fmt::format("--of: no result of {} matches", file));
  throw FileError(
      fmt::format("{}: keeps no indicator and no series that has a number in any run", file));
}

/// The first run's scenario against each of the others; of one scenario alone, its first run
/// against the rest.
std::vector<analysis::Comparison> compared(const std::vector<report_::PageRunResults>& runs,
                                           Console& console) {
  if (runs.size() < 2) return {};
  std::vector<analysis::Dataset> all;
  for (const report_::PageRunResults& run : runs) all.push_back(run.data);
  auto groups = analysis::by_scenario(std::move(all));
  if (groups.size() == 1) {
    auto& only = groups[0];
    groups = {{only.front()}, {only.begin() + 1, only.end()}};
  }
  scenarios::Complaints said_before;
  const auto indicators = analysis::indicators_for(groups[0].front(), said_before);
  std::vector<analysis::Comparison> out;
  for (std::size_t i = 1; i < groups.size(); ++i) {
    try {
      out.push_back(analysis::compare(groups[0], groups[i], indicators));
    } catch (const std::invalid_argument& e) {
      console.say(Level::warning, "not_compared", e.what(), {});
    }
  }
  return out;
}

[[noreturn]] void refuse_together(const report_::PageRunResults& run, const nlohmann::json& study,
                                  std::string_view why) {
  const std::string file = study["file"];
  throw FileError(
      fmt::format("{}: its bands cannot be drawn on {}: {}. Give a run of the study's "
                  "scenario, or report the study by itself: huan report {} -o FILE.html",
                  file, run.data.origin, why, file));
}

/// How many of the study's results the run has: of its series, of all, and how many series there
/// are.
struct InCommon {
  std::size_t series = 0, all = 0, series_kept = 0;
};
InCommon in_common(const report_::PageRunResults& run, const nlohmann::json& study) {
  InCommon common;
  for (const nlohmann::json& output : study["outputs"]) {
    const std::string id = output["id"], table = output["table"];
    bool here = false;
    if (table == "series") {
      const auto* found = run.data.table(output["group"][0].get_ref<const std::string&>());
      here = found != nullptr && run.data.axis_of(*found).find(id).has_value();
      common.series += here;
      ++common.series_kept;
    } else {
      const std::string indicator = id.substr(0, id.find(':'));
      here = std::ranges::any_of(run.indicators,
                                 [&](const auto& one) { return one.indicator.id == indicator; });
    }
    common.all += here;
  }
  return common;
}

/// That a study's bands can be drawn on a run's time series.
void check_together(const report_::PageRunResults& run, const nlohmann::json& study) {
  std::vector<std::string> years;
  for (std::size_t row = 0; row < run.data.rows(); ++row) {
    const std::string year = std::to_string(run.data.year(row));
    if (years.empty() || years.back() != year) years.push_back(year);
  }
  const InCommon common = in_common(run, study);
  if (common.all == 0) refuse_together(run, study, "it keeps nothing that the run has");
  if (!study["years"].empty() && study["years"] != nlohmann::json(years))
    refuse_together(run, study, "it covers other years");
  if (common.series_kept == 0) return;
  if (2 * common.series < common.series_kept)
    refuse_together(run, study, "most of what it keeps is not there");
  if (study["start"] != run.data.date(0) || study["periods"] != nlohmann::json(run.data.periods)) {
    refuse_together(run, study,
                    "its intervals are others, so their amounts are not comparable (huan run "
                    "--every makes a run with its intervals)");
  }
}

}  // namespace

std::optional<ReportFiles> read_report_files(const std::vector<std::string>& files,
                                             const std::vector<std::string>& of, Console& console) {
  std::vector<report_::PageRunResults> runs;
  std::vector<nlohmann::json> studies;
  bool fine = true;
  for (const std::string& file : files) {
    if (analysis::is_study(file)) {
      studies.push_back(page_study_of(file, of));
    } else if (auto run = page_run_of(file, console)) {
      runs.push_back(std::move(*run));
    } else {
      fine = false;
    }
  }
  if (!fine) return std::nullopt;
  if (!of.empty() && studies.empty())
    throw UsageError("--of chooses results of studies; none is given");
  if (!runs.empty())
    for (const nlohmann::json& study : studies) check_together(runs.front(), study);
  ReportFiles out{{}, {}, runs.size(), studies.size()};
  out.title = runs.empty() ? studies.front()["title"][0] : nlohmann::json(runs.front().data.title);
  if (out.title.empty()) out.title = files.front();
  out.data = report_::page_data(runs, compared(runs, console), studies);
  return out;
}

}  // namespace huan::app
