#include "analysis/indicators.h"

#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/dataset_reader.h"
#include "analysis/indicator_reader.h"
#include "analysis/indicator_text.h"
#include "analysis/pattern.h"
#include "analysis/results_error.h"
#include "sim/app/arguments.h"
#include "sim/app/command.h"
#include "sim/app/loaded.h"

namespace huan::app {
namespace {

Syntax indicators_syntax() {
  return {"indicators",
          "FILE...",
          "Computes indicators of results: those of their scenario, and general ones.",
          {{"with", "FILE", "a TOML file with further [[indicator]]s", true},
           {"only", "PATTERN", "indicators whose id or group matches, such as 'ghg_*'", true},
           {"notes", "", "what each counts and leaves out, with its source", false},
           {"all", "", "every line of those by facility or county, not the largest ten", false},
           {"csv", "", "a row per value", false},
           {"json", "", "as JSON", false}},
          1,
          1000};
}

std::string text_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw FileError(fmt::format("cannot read '{}'", path));
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The declarations for one run: further ones first, since they replace those of the same id.
analysis::Indicators declared(const Arguments& arguments, const analysis::Dataset& data,
                              scenarios::Complaints& complaints) {
  analysis::Indicators all;
  const auto add = [&](const analysis::Indicators& some) {
    for (const analysis::Indicator& one : some) {
      if (std::ranges::find(all, one.id, &analysis::Indicator::id) == all.end()) {
        all.push_back(one);
      }
    }
  };
  for (const std::string& path : arguments.texts("with")) {
    add(analysis::indicators_in(text_of_file(path), path, complaints));
  }
  add(analysis::indicators_for(data, complaints));
  const auto wanted = arguments.texts("only");
  if (wanted.empty()) return all;
  std::erase_if(all, [&](const analysis::Indicator& one) {
    return !analysis::matches_any(one.id, wanted) && !analysis::matches_any(one.group, wanted);
  });
  if (all.empty()) throw UsageError(fmt::format("--only {}: no indicator matches", wanted[0]));
  return all;
}

}  // namespace

ExitCode indicators(const std::vector<std::string>& words, Console& console) {
  const Syntax own = indicators_syntax();
  const Arguments arguments(own, words);
  if (arguments.help()) {
    console.answer(help_of(own));
    return ExitCode::good;
  }
  if (arguments.has("csv") && arguments.has("json")) {
    throw UsageError("--csv or --json, not both");
  }
  std::string answer = arguments.has("csv") ? analysis::csv_header() : "";
  nlohmann::json files = nlohmann::json::array();
  try {
    for (const std::string& path : arguments.operands()) {
      const analysis::Dataset data = analysis::read_dataset(path);
      scenarios::Complaints complaints;
      const auto indicators = declared(arguments, data, complaints);
      say(complaints, console);
      if (!complaints.fine()) return ExitCode::scenario;
      const auto results = analysis::evaluate(data, indicators);
      if (arguments.has("csv")) {
        answer += analysis::csv_of(results, path);
      } else if (arguments.has("json")) {
        files.push_back({{"file", path},
                         {"title", data.title},
                         {"title_zh", data.title_zh},
                         {"complete", data.complete},
                         {"indicators", analysis::json_of(results)}});
      } else {
        const std::size_t most = arguments.has("all") ? 0 : analysis::IndicatorPage{}.most;
        if (!answer.empty()) answer += "\n";
        answer += fmt::format("{}: {}{}\n\n", path, data.title,
                              data.complete ? "" : " (the run was cut short)");
        answer += analysis::table_of(results, {arguments.has("notes"), most});
      }
    }
  } catch (const analysis::ResultsError& e) {
    throw FileError(e.what());
  }
  console.answer(arguments.has("json") ? files.dump(2) + "\n" : answer);
  return ExitCode::good;
}

}  // namespace huan::app
