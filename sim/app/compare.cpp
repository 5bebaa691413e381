#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/comparison.h"
#include "analysis/comparison_text.h"
#include "analysis/dataset_reader.h"
#include "analysis/indicators.h"
#include "analysis/results_error.h"
#include "sim/app/arguments.h"
#include "sim/app/command.h"
#include "sim/app/loaded.h"

namespace huan::app {
namespace {

Syntax compare_syntax() {
  return {"compare",
          "BASE WHATIF...",
          "Says what differs between results: in what went in, and in what came out. Results of "
          "one scenario (with other seeds or replicates) count as replicates of it.",
          {{"at-least", "AMOUNT", "changes of at least '5 %' or '100 t'; may be given twice", true},
           {"most", "N", "of each kind (default: 12; 0 = all)", false},
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
    std::vector<analysis::Dataset> runs;
    for (const std::string& path : arguments.operands()) {
      runs.push_back(analysis::read_dataset(path));
    }
    auto scenarios_of_runs = analysis::by_scenario(std::move(runs));
    if (scenarios_of_runs.size() == 1) {
      // The same scenario throughout: the first run against the others, which differ by chance.
      auto& all = scenarios_of_runs[0];
      scenarios_of_runs = {{all.front()}, {all.begin() + 1, all.end()}};
    }
    std::string answer;
    nlohmann::json list = nlohmann::json::array();
    for (std::size_t i = 1; i < scenarios_of_runs.size(); ++i) {
      scenarios::Complaints complaints;
      const auto indicators = analysis::indicators_for(scenarios_of_runs[0].front(), complaints);
      const auto comparison =
          analysis::compare(scenarios_of_runs[0], scenarios_of_runs[i], indicators);
      answer += (answer.empty() ? "" : "\n") + analysis::text_of(comparison, worth);
      list.push_back(analysis::json_of(comparison, worth));
    }
    console.answer(arguments.has("json") ? list.dump(2) + "\n" : answer);
  } catch (const analysis::ResultsError& e) {
    throw FileError(e.what());
  } catch (const std::invalid_argument& e) {
    throw FileError(e.what());
  }
  return ExitCode::good;
}

}  // namespace huan::app
