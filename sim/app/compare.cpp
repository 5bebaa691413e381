#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/comparison.h"
#include "analysis/comparison_text.h"
#include "analysis/dataset_reader.h"
#include "analysis/indicators.h"
#include "analysis/results_error.h"
#include "analysis/study_comparison_text.h"
#include "sim/app/arguments.h"
#include "sim/app/command.h"
#include "sim/app/loaded.h"

namespace huan::app {
namespace {

Syntax compare_syntax() {
  return {
      "compare",
      "BASE WHATIF...",
      "Says what differs between results: in what went in, and in what came out. Results of "
      "one scenario (with other seeds or replicates) count as replicates of it. Of studies it "
      "says which changes are more than chance.",
      {{"at-least", "AMOUNT", "changes of at least '5 %' or '100 t'; may be given twice", true},
       {"most", "N", "of each kind (default: 12; 0 = all)", false},
       {"of", "PATTERN", "of studies: lines by id, as 'recycling_*' (default: indicators)", true},
       {"at", "PERIOD", "of studies: year or interval, as 2020 or 2020-06 (default: all)", false},
       {"json", "", "as JSON, without --most", false}},
      2,
      1000};
}

analysis::Threshold threshold(const Arguments& arguments) {
  analysis::Threshold all;
  all.share = 0.001;
  for (const std::string& text : arguments.texts("at-least")) {
    const auto one = analysis::threshold_of(text);
    if (!one) {
      throw UsageError(
          fmt::format("--at-least {}: a share such as '5 %' or an amount such as "
                      "'100 t' is needed",
                      text));
    }
    if (one->amount) {
      all.amount = one->amount;
    } else {
      all.share = one->share;
    }
  }
  if (const auto most = arguments.number("most")) all.most = *most;
  return all;
}

/// What was asked for, in the form asked for.
struct Compared {
  std::string text;
  nlohmann::json list = nlohmann::json::array();

  void add(const std::string& page, nlohmann::json object) {
    text += (text.empty() ? "" : "\n") + page;
    list.push_back(std::move(object));
  }
};

Compared compare_runs(const std::vector<std::string>& paths, const analysis::Threshold& worth) {
  std::vector<analysis::Dataset> runs;
  for (const std::string& path : paths) runs.push_back(analysis::read_dataset(path));
  auto scenarios_of_runs = analysis::by_scenario(std::move(runs));
  if (scenarios_of_runs.size() == 1) {
    // The same scenario throughout: the first run against the others, which differ by chance.
    auto& all = scenarios_of_runs[0];
    scenarios_of_runs = {{all.front()}, {all.begin() + 1, all.end()}};
  }
  Compared answer;
  for (std::size_t i = 1; i < scenarios_of_runs.size(); ++i) {
    scenarios::Complaints complaints;
    const auto indicators = analysis::indicators_for(scenarios_of_runs[0].front(), complaints);
    const auto comparison =
        analysis::compare(scenarios_of_runs[0], scenarios_of_runs[i], indicators);
    answer.add(analysis::text_of(comparison, worth), analysis::json_of(comparison, worth));
  }
  return answer;
}

Compared compare_studies(const Arguments& arguments, const analysis::Threshold& worth) {
  const auto& paths = arguments.operands();
  const analysis::StudyResults base(paths[0]);
  Compared answer;
  for (std::size_t i = 1; i < paths.size(); ++i) {
    const analysis::StudyResults other(paths[i]);
    try {
      const auto comparison =
          analysis::compare(base, other, arguments.texts("of"), arguments.text("at").value_or(""));
      answer.add(analysis::text_of(comparison, paths[0], paths[i], worth),
                 analysis::json_of(comparison, paths[0], paths[i], worth));
    } catch (const std::invalid_argument& fault) {
      throw FileError(fmt::format("{} and {}: {}", paths[0], paths[i], fault.what()));
    }
  }
  return answer;
}

/// Whether all files are studies, or none.
bool are_studies(const std::vector<std::string>& paths) {
  const bool first = analysis::is_study(paths[0]);
  for (const std::string& path : paths) {
    if (analysis::is_study(path) == first) continue;
    const std::string& study = first ? paths[0] : path;
    const std::string& run = first ? path : paths[0];
    check_readable(run);
    throw FileError(fmt::format(
        "{} is a study, {} is none: a study is compared with a study. 'huan run SCENARIO "
        "--replicates N -o FILE' makes one of a scenario",
        study, run));
  }
  return first;
}

}  // namespace

ExitCode compare(const std::vector<std::string>& words, Console& console) {
  const Syntax own = compare_syntax();
  const Arguments arguments(own, words);
  if (arguments.help()) {
    console.answer(help_of(own));
    return ExitCode::good;
  }
  const analysis::Threshold worth = threshold(arguments);
  try {
    const bool studies = are_studies(arguments.operands());
    if (!studies && (arguments.has("of") || arguments.has("at"))) {
      throw UsageError("--of and --at choose among the numbers of studies; these are runs");
    }
    const Compared answer =
        studies ? compare_studies(arguments, worth) : compare_runs(arguments.operands(), worth);
    console.answer(arguments.has("json") ? answer.list.dump(2) + "\n" : answer.text);
  } catch (const analysis::ResultsError& e) {
    throw FileError(e.what());
  } catch (const analysis::hdf5::Failure& e) {
    throw FileError(e.what());
  } catch (const std::invalid_argument& e) {
    throw FileError(e.what());
  }
  return ExitCode::good;
}

}  // namespace huan::app
