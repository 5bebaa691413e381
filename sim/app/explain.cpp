#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/dataset_reader.h"
#include "analysis/explanation.h"
#include "analysis/explanation_text.h"
#include "analysis/results_error.h"
#include "scenarios/reader/complaint.h"
#include "sim/app/arguments.h"
#include "sim/app/command.h"

namespace huan::app {
namespace {

Syntax explain_syntax() {
  return {"explain",
          "FILE [WHAT]",
          "Says what held a facility, process, route or stock back, and why; without WHAT, the "
          "worst bottlenecks of the region. WHAT may also be 'loops'.",
          {{"from", "DATE", "only what happened from this day on: 2022-01-01", false},
           {"to", "DATE", "and to the end of this day", false},
           {"most", "N", "bottlenecks or loops to show (default: 10)", false},
           {"json", "", "as JSON", false}},
          1,
          2};
}

/// [d] since the start of the run, of a date as written.
double day_of(const std::string& text, const analysis::Dataset& data) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  char rest = 0;
  if (std::sscanf(text.c_str(), "%4d-%2u-%2u%c", &year, &month, &day, &rest) == 3) {
    const sim::Date date =
        std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
    if (date.ok()) return sim::Era(data.start).days_of(date);
  }
  throw UsageError(fmt::format("'{}' is no date; a date is written 2022-01-31", text));
}

analysis::Dataset wanted_time(analysis::Dataset data, const Arguments& arguments) {
  if (!arguments.has("from") && !arguments.has("to")) return data;
  double from = 0;
  double to = data.duration;
  if (const auto text = arguments.text("from")) from = day_of(*text, data);
  if (const auto text = arguments.text("to")) to = day_of(*text, data) + 1;
  analysis::Dataset part = analysis::between(data, from, to);
  if (part.rows() == 0) throw UsageError("no whole interval of the results lies in that time");
  return part;
}

}  // namespace

ExitCode explain(const std::vector<std::string>& words, Console& console) {
  const Syntax own = explain_syntax();
  const Arguments arguments(own, words);
  if (arguments.help()) {
    console.answer(help_of(own));
    return ExitCode::good;
  }
  constexpr std::uint64_t usual = 10;
  const std::size_t most = arguments.number("most").value_or(usual);
  const bool as_json = arguments.has("json");
  const auto answer = [&](const auto& found) {
    console.answer(as_json ? analysis::json_of(found).dump(2) + "\n" : analysis::text_of(found));
  };
  try {
    const std::string& path = arguments.operands()[0];
    const analysis::Dataset data = wanted_time(analysis::read_dataset(path), arguments);
    const analysis::Explainer explainer(data);
    if (arguments.operands().size() == 1) {
      answer(explainer.worst(most));
    } else if (const std::string& what = arguments.operands()[1]; what == "loops") {
      answer(explainer.loops(most));
    } else if (const auto found = explainer.explain(what)) {
      answer(*found);
    } else {
      const std::string hint = scenarios::did_you_mean(what, explainer.names());
      throw UsageError(fmt::format("{} has no facility, process, route or stock '{}'{}", path, what,
                                   hint.empty() ? "" : "; " + hint));
    }
  } catch (const analysis::ResultsError& e) {
    throw FileError(e.what());
  }
  return ExitCode::good;
}

}  // namespace huan::app
