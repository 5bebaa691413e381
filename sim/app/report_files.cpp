#include "sim/app/report_files.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/apart.h"
#include "analysis/comparison.h"
#include "analysis/dataset_reader.h"
#include "analysis/indicators.h"
#include "analysis/report/page_data.h"
#include "analysis/report/page_study.h"
#include "analysis/report/scenario_match.h"
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
nlohmann::json shown_study(const std::string& file, const ReportWish& wish) {
  const analysis::StudyResults study(file);
  if (study.failed == study.runs) {
    const auto reasons = study.failures();
    throw std::runtime_error(
        fmt::format("all {} runs failed, so there is nothing to show; {} of them: {}", study.runs,
                    reasons.at(0).runs, reasons[0].reason));
  }
  nlohmann::json data = report_::page_study(study, file, wish.of, {}, wish.at);
  data["scenario"] = study.scenario;
  return data;
}

/// As the page has it, with its "scenario" beside; a process of its own reads the file.
nlohmann::json page_study_of(const std::string& file, const ReportWish& wish) {
  std::error_code unknown;
  const auto bytes = std::filesystem::file_size(file, unknown);
  const unsigned longest_s = 600 + (unknown ? 0 : static_cast<unsigned>(bytes / 1'000'000));
  try {
    auto data = nlohmann::json::parse(analysis::apart(file, longest_s, [&] {
      return shown_study(file, wish).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }));
    if (!data["outputs"].empty()) return data;
  } catch (const analysis::ResultsError& e) {
    const std::string said = e.what(), name = file + ": ";
    throw FileError(said.starts_with(name + name) ? said.substr(name.size()) : said);
  }
  if (!wish.of.empty()) throw UsageError(fmt::format("--of: no result of {} matches", file));
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

std::string taken_out(nlohmann::json& object, const char* key) {
  std::string text = object.at(key);
  object.erase(key);
  return text;
}

/// The run whose scenario differs least from the study's, and what differs.
std::pair<std::size_t, report_::ScenarioMatch> nearest(
    const std::vector<report_::PageRunResults>& runs, const report_::StudyScenario& scenario) {
  std::pair<std::size_t, report_::ScenarioMatch> best{0, match(scenario, runs[0].data.scenario)};
  for (std::size_t i = 1; i < runs.size(); ++i) {
    auto other = match(scenario, runs[i].data.scenario);
    if (other.differences.size() < best.second.differences.size()) best = {i, std::move(other)};
  }
  return best;
}

/// Notes in the study on which run its bands lie, and whether that is of another scenario, which is
/// said. Of a study that does not hold its scenario it is the first run.
void put_together(const std::vector<report_::PageRunResults>& runs, nlohmann::json& study,
                  const std::string& scenario, Console& console) {
  std::size_t at = 0;
  report_::ScenarioMatch found;
  if (!scenario.empty()) std::tie(at, found) = nearest(runs, {scenario, study["text"]});
  check_together(runs[at], study);
  study["run"] = at;
  if (found.differences.empty()) return;
  study["other_scenario"] = json_of(found);
  const std::string file = study["file"];
  const bool unclear = found.varies_options;
  console.say(
      Level::warning, "other_scenario",
      fmt::format(
          "{} {} of another scenario than {}{}: {}", runs[at].data.origin,
          unclear ? "may be" : "is", file,
          unclear ? ", which varies overlays or alternatives" : ", on whose bands it is drawn",
          text_of(found)),
      {{"run", runs[at].data.origin}, {"study", file}, {"differences", found.differences.size()}});
}

/// That what was asked for is there.
void check_wish(const ReportWish& wish, const std::vector<report_::PageRunResults>& runs,
                const std::vector<nlohmann::json>& studies) {
  if (!wish.of.empty() && studies.empty())
    throw UsageError("--of chooses results of studies; none is given");
  if (wish.at.empty()) return;
  if (!runs.empty() || studies.empty())
    throw UsageError("--at says where the page of studies opens; this is a page of runs");
  if (std::ranges::any_of(studies, [](const auto& one) { return one["opens"]["asked"]; })) return;
  std::string there;
  for (const char* list : {"years", "periods"}) {
    const auto& labels = studies.front()[list];
    if (labels.empty()) continue;
    there += fmt::format("{}{} to {}", there.empty() ? "" : ", ",
                         labels.front().get_ref<const std::string&>(),
                         labels.back().get_ref<const std::string&>());
  }
  throw UsageError(fmt::format("--at {}: there is no such year or interval ({})", wish.at, there));
}

}  // namespace

std::optional<ReportFiles> read_report_files(const std::vector<std::string>& files,
                                             const ReportWish& wish, Console& console) {
  std::vector<report_::PageRunResults> runs;
  std::vector<nlohmann::json> studies;
  bool fine = true;
  for (const std::string& file : files) {
    if (analysis::is_study(file)) {
      studies.push_back(page_study_of(file, wish));
    } else if (auto run = page_run_of(file, console)) {
      runs.push_back(std::move(*run));
    } else {
      fine = false;
    }
  }
  if (!fine) return std::nullopt;
  check_wish(wish, runs, studies);
  for (nlohmann::json& study : studies) {
    const std::string scenario = taken_out(study, "scenario");
    if (!runs.empty()) put_together(runs, study, scenario, console);
  }
  ReportFiles out{{}, {}, runs.size(), studies.size()};
  out.title = runs.empty() ? studies.front()["title"][0] : nlohmann::json(runs.front().data.title);
  if (out.title.empty()) out.title = files.front();
  out.data = report_::page_data(runs, compared(runs, console), studies);
  return out;
}

}  // namespace huan::app
