#include "sim/app/replicates.h"

#include <algorithm>
#include <cmath>
#include <thread>

#include <fmt/format.h>

#include "analysis/spread.h"
#include "analysis/study_results.h"
#include "models/registry.h"
#include "scenarios/reader/library.h"
#include "sim/app/command.h"
#include "sim/app/loaded.h"
#include "sim/app/run_study.h"

namespace huan::app {
namespace {

constexpr std::size_t most_bands = 40;  // lines shown

std::optional<StudyAtHand> study_of(const Arguments& arguments, std::uint64_t replicates,
                                    Console& console) {
  const std::string& path = arguments.operands().at(0);
  StudyAtHand at{{models::all_models(), &scenarios::shipped_library()},
                 {arguments.texts("set"), arguments.has("anywhere"), {}},
                 {},
                 path};
  scenarios::Complaints complaints;
  const auto scenario = scenarios::read_scenario(path, at.shelf, at.options, complaints);
  say(complaints, console);
  if (!scenario) return std::nullopt;
  at.study.name = scenario->header.name;
  at.study.name_zh = scenario->header.name_zh;
  at.study.path = at.study.scenario = path;
  at.study.design = scenarios::DesignKind::list;
  at.study.size = 1;
  at.study.replicates = replicates;
  at.study.keep.series = arguments.texts("keep");
  return at;
}

/// "95 to 140, mean 117 kt (90 % of 200 runs)", by indicator at its last year.
std::string bands_of(const analysis::StudyResults& study) {
  std::string text = fmt::format("{:<44}  {:>11}  {:>11}  {:>11}  {}\n", "of 90 % of the runs",
                                 "from", "to", "mean", "unit");
  std::size_t shown = 0;
  const std::vector<analysis::StudyOutput> outputs = study.outputs({}, "");
  study.by_run(outputs, [&](std::size_t i, const std::vector<double>& values) {
    const analysis::StudyOutput& output = outputs[i];
    double sum = 0;
    double count = 0;
    for (const double v : values) {
      if (!std::isfinite(v)) continue;
      sum += v;
      count += 1;
    }
    if (count == 0 || ++shown > most_bands) return;
    const std::string name = output.id + (output.at.empty() ? "" : ", " + output.at);
    text += fmt::format("{:<44}  {:>11.4g}  {:>11.4g}  {:>11.4g}  {}\n", name,
                        analysis::quantile_of(values, 0.05).value,
                        analysis::quantile_of(values, 0.95).value, sum / count, output.unit);
  });
  if (shown > most_bands) {
    text += fmt::format("and {} more: huan sensitivity FILE --over-time\n", shown - most_bands);
  }
  return text;
}

}  // namespace

ExitCode run_replicates(const Arguments& arguments, std::uint64_t replicates, Console& console) {
  for (const char* other : {"seed", "replicate", "every"}) {
    if (arguments.has(other)) {
      throw UsageError(
          fmt::format("--{} does not go with --replicates: it stands in the scenario", other));
    }
  }
  if (replicates == 0) throw UsageError("--replicates 0: at least one is needed");
  SweepOrders orders;
  orders.output = arguments.text("output").value();
  orders.threads = std::max(1U, std::thread::hardware_concurrency());
  check_place_for(orders.output);
  check_readable(arguments.operands().at(0));
  const auto at = study_of(arguments, replicates, console);
  if (!at) return ExitCode::scenario;
  const analysis::Design design = at->design();
  const auto head = head_of(*at, design, console);
  if (!head) return ExitCode::scenario;
  const ExitCode code = run_study(*at, design, *head, orders, "the same command", console);
  if (code == ExitCode::good && !console.voice().quiet && !console.voice().json) {
    console.answer(bands_of(analysis::StudyResults(orders.output)));
  }
  return code;
}

}  // namespace huan::app
