#include "sim/app/sweep_preview.h"

#include <fstream>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/design_table.h"
#include "analysis/overrides.h"
#include "scenarios/reader/study_words.h"
#include "sim/app/command.h"
#include "sim/app/trial.h"

namespace huan::app {
namespace {

using analysis::Design;
using scenarios::DesignKind;
using scenarios::Factor;
using scenarios::Study;

constexpr double trial_s = 5;                    ///< [s] a dry run simulates at most
constexpr std::uint64_t most_looked_at = 10000;  ///< points, to count the variants

/// "512 base rows x (2 x 5 + 2)"
std::string design_words(const Study& study) {
  const std::size_t d = study.factors.size();
  switch (study.design) {
    case DesignKind::saltelli:
      return study.second_order ? fmt::format(", {} base rows x (2 x {} + 2)", study.size, d)
                                : fmt::format(", {} base rows x ({} + 2)", study.size, d);
    case DesignKind::morris:
      return fmt::format(", {} trajectories x ({} + 1) on {} levels", study.size, d, study.levels);
    default:
      return "";
  }
}

std::string factor_table(const Study& study) {
  std::size_t widest = 6;
  for (const Factor& factor : study.factors) widest = std::max(widest, factor.name.size());
  std::string text = fmt::format("\n{:<{}}  {}\n", "factor", widest, "varies");
  for (const Factor& factor : study.factors) {
    const std::string subject = subject_of(factor);
    text += fmt::format("{:<{}}  {}{}\n", factor.name, widest,
                        subject == factor.name ? "" : subject + ": ", spread_of(factor));
  }
  for (const scenarios::Correlation& group : study.correlations) {
    text += "correlated ranks:";
    for (std::size_t i = 0; i < group.factors.size(); ++i)
      for (std::size_t j = i + 1; j < group.factors.size(); ++j)
        text += fmt::format(" {} and {} {:.4g};", study.factors[group.factors[i]].name,
                            study.factors[group.factors[j]].name,
                            group.rank[i * group.factors.size() + j]);
    text += "\n";
  }
  return text;
}

std::string point_words(const Study& study, const Design& design, std::uint64_t point) {
  std::string text;
  const std::vector<double> levels = design.levels(point);
  constexpr std::size_t most = 8;
  for (std::size_t j = 0; j < std::min(most, levels.size()); ++j)
    text += fmt::format("{}{} = {}", j == 0 ? "" : ", ", study.factors[j].name,
                        level_text(study.factors[j], levels[j]));
  if (levels.size() > most) text += fmt::format(" and {} more", levels.size() - most);
  return text;
}

/// Scenarios that have to be read: combinations of overlays and options that occur.
std::size_t variants_of(const Study& study, const Design& design) {
  std::set<std::string> found;
  for (std::uint64_t i = 0; i < std::min(design.points(), most_looked_at); ++i)
    found.insert(analysis::overrides_of(study, design, i).variant());
  return found.size();
}

/// "3.2 h"
std::string duration(double seconds) {
  if (seconds < 120) return fmt::format("{:.3g} s", seconds);
  if (seconds < 7200) return fmt::format("{:.3g} min", seconds / 60);
  if (seconds < 172800) return fmt::format("{:.3g} h", seconds / 3600);
  return fmt::format("{:.3g} d", seconds / 86400);
}

std::optional<double> seconds_said(const Arguments& arguments) {
  const auto text = arguments.text("seconds-per-run");
  if (!text) return std::nullopt;
  try {
    std::size_t read = 0;
    const double seconds = std::stod(*text, &read);
    if (read == text->size() && seconds > 0 && seconds < 1e9) return seconds;
  } catch (const std::exception&) {
  }
  throw UsageError(fmt::format("--seconds-per-run {}: a number of seconds is needed", *text));
}

struct Cost {
  double per_run_s = 0;  ///< [s]
  std::string basis;
};

Cost cost_of(const Study& study, const Design& design, const Arguments& arguments,
             const scenarios::Shelf& shelf, const scenarios::ReadOptions& options) {
  if (const auto said = seconds_said(arguments)) return {*said, "as said"};
  const Trial trial =
      try_run(study, analysis::overrides_of(study, design, 0), shelf, options, trial_s);
  if (!trial.fault.empty()) return {0, "point 0 fails: " + trial.fault};
  const std::string part =
      trial.done_days < trial.days
          ? fmt::format(", by the first {:.0f} % of its days", 100 * trial.done_days / trial.days)
          : "";
  return {trial.seconds(), fmt::format("point 0 tried{}; set-up {}, reading a scenario {} once",
                                       part, duration(trial.set_up_s), duration(trial.read_s))};
}

void dry_run(const Study& study, const Design& design, const Cost& cost, std::uint64_t threads,
             Console& console) {
  const std::uint64_t runs = analysis::runs_of(study, design);
  const double all_s = cost.per_run_s * static_cast<double>(runs);
  const std::size_t variants = variants_of(study, design);
  if (console.voice().json) {
    nlohmann::json factors = nlohmann::json::array();
    for (const Factor& factor : study.factors)
      factors.push_back(
          {{"name", factor.name}, {"varies", subject_of(factor)}, {"spread", spread_of(factor)}});
    console.say(Level::info, "design", "the study can be run",
                {{"design", word_for(study.design)},
                 {"factors", factors},
                 {"points", design.points()},
                 {"replicates", study.replicates},
                 {"runs", runs},
                 {"variants", variants},
                 {"seconds_per_run", cost.per_run_s},
                 {"seconds", all_s / static_cast<double>(threads)},
                 {"threads", threads},
                 {"basis", cost.basis}});
    return;
  }
  std::string text =
      fmt::format("{}\nscenario: {}\n", study.name.value.empty() ? study.path : study.name.value,
                  study.scenario);
  text += fmt::format("design: {}{}: {} points of {} factors", word_for(study.design),
                      design_words(study), design.points(), study.factors.size());
  text += fmt::format(
      " x {} {}{} = {} runs\n", study.replicates,
      study.replicates == 1 ? "replicate" : "replicates",
      study.replicates > 1 ? study.common ? " (common random numbers)" : " (independent)" : "",
      runs);
  if (variants > 1) text += fmt::format("scenarios to be read: {}\n", variants);
  text += factor_table(study);
  text += fmt::format("\npoint 0: {}\n", point_words(study, design, 0));
  if (cost.per_run_s > 0) {
    text += fmt::format("a run: {} ({})\n", duration(cost.per_run_s), cost.basis);
    text += fmt::format(
        "all: {} on {} thread{}, if they do not hinder each other; writing not "
        "counted\n",
        duration(all_s / static_cast<double>(threads)), threads, threads == 1 ? "" : "s");
  } else {
    text += cost.basis + "\n";
  }
  console.answer(text);
}

void write_points(const Study& study, const Design& design, const std::string& path,
                  Console& console) {
  std::ofstream file(path);
  if (file) analysis::write_design(study, design, file);
  file.close();
  if (!file) throw FileError(fmt::format("cannot write '{}'", path));
  console.say(
      Level::info, "written",
      fmt::format("{} points of {} factors in {}", design.points(), study.factors.size(), path),
      {{"points", design.points()}, {"output", path}});
}

}  // namespace

std::vector<Option> preview_options() {
  return {{"dry-run", "", "show the factors, the design, the number of runs and the time expected",
           false},
          {"design", "FILE.csv",
           "write the points, a line of numbers each, as SALib and numpy read them", false},
          {"point", "N", "print point N as an overlay that 'huan run' takes", false},
          {"seconds-per-run", "S", "what a run takes, in place of trying one", false}};
}

bool wants_preview(const Arguments& arguments) {
  seconds_said(arguments);
  return arguments.has("dry-run") || arguments.has("design") || arguments.has("point");
}

void preview(const Arguments& arguments, const StudyAtHand& at, const Design& design,
             std::uint64_t threads, Console& console) {
  const Study& study = at.study;
  const auto point = arguments.number("point");
  if (point && *point >= design.points()) {
    throw UsageError(
        fmt::format("--point {}: the study has {} points, from 0", *point, design.points()));
  }
  if (const auto table = arguments.text("design")) write_points(study, design, *table, console);
  if (point) {
    console.answer(analysis::overlay_text(
        analysis::overrides_of(study, design, *point), study.scenario,
        fmt::format("{}, point {}", study.name.value.empty() ? at.file : study.name.value,
                    *point)));
  }
  if (arguments.has("dry-run")) {
    dry_run(study, design, cost_of(study, design, arguments, at.shelf, at.options), threads,
            console);
  }
}

}  // namespace huan::app
