#include "sim/app/study_at_hand.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "analysis/design_table.h"
#include "analysis/pattern.h"
#include "analysis/sha256.h"
#include "models/registry.h"
#include "scenarios/builder/builder.h"
#include "scenarios/reader/library.h"
#include "scenarios/reader/study_words.h"
#include "sim/app/command.h"
#include "sim/app/loaded.h"
#include "sim/app/study_runner.h"
#include "sim/version.h"

namespace huan::app {
namespace {

using analysis::Design;
using analysis::StudyHead;
using scenarios::Factor;
using scenarios::Study;

constexpr std::uint64_t most_searched = 10000;  ///< points, to find the variants
/// Combinations that are read for their columns, beyond those that show an option first.
constexpr std::size_t most_read = 64;

/// Version, commit, and the sum of the program itself: two builds of one commit may reckon apart.
std::string program_words() {
  std::ifstream file("/proc/self/exe", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  return fmt::format("{} {} {}", program_version(), program_commit(), analysis::sha256(bytes));
}

/// Notes the overlays and options of a point; true when one of them is new.
bool shows_more(const analysis::Overrides& point, std::set<std::string>& seen) {
  const std::size_t before = seen.size();
  seen.insert(point.overlays.begin(), point.overlays.end());
  for (const auto& [alternative, option] : point.chosen) seen.insert(alternative + '=' + option);
  return seen.size() > before;
}

/// One point of each combination of overlays and options: of many combinations the first ones, and
/// enough that every overlay and option is in one.
std::vector<analysis::Overrides> variants_in(const Study& study, const Design& design) {
  std::set<std::string> known;
  std::set<std::string> seen;
  std::vector<analysis::Overrides> found;
  for (std::uint64_t i = 0; i < std::min(design.points(), most_searched); ++i) {
    analysis::Overrides one = analysis::overrides_of(study, design, i);
    if (!known.insert(one.variant()).second) continue;
    const bool more = shows_more(one, seen);
    if (more || found.size() < most_read) found.push_back(std::move(one));
  }
  return found;
}

/// The study's text, and the points where they stand in another file.
std::string study_words(const Study& study, const Design& design) {
  std::string words = study.text;
  if (study.design != scenarios::DesignKind::list) return words;
  for (std::uint64_t i = 0; i < design.points(); ++i) {
    const auto levels = design.levels(i);
    for (std::size_t j = 0; j < levels.size(); ++j) {
      words += " " + scenarios::level_text(study.factors[j], levels[j]);
    }
  }
  return words;
}

void describe_factors(const Study& study, StudyHead& head) {
  constexpr std::size_t most_options = 100;
  for (const Factor& factor : study.factors) {
    head.factors.push_back(factor.name);
    head.subjects.push_back(subject_of(factor));
    head.spreads.push_back(spread_of(factor));
    head.units.push_back(!factor.continuous()                 ? "option"
                         : factor.dates                       ? "days since 1970-01-01"
                         : factor.kind == Factor::Kind::times ? "1"
                         : factor.unit.unit.empty()           ? "1"
                                                              : factor.unit.unit);
    std::string options;
    for (std::size_t k = 0; !factor.continuous() && k < std::min(factor.choices(), most_options);
         ++k) {
      options += (k == 0 ? "" : " | ") + level_text(factor, static_cast<double>(k));
    }
    head.options.push_back(std::move(options));
  }
}

void describe_study(const Study& study, StudyHead& head) {
  head.texts = {{"title", study.name.value.empty() ? study.path : study.name.value},
                {"title_zh", study.name_zh.value},
                {"description", study.description.value},
                {"study", study.text},
                {"design_kind", std::string(word_for(study.design))}};
  const auto number = [&](const char* name, std::uint64_t value) {
    head.numbers.emplace_back(name, static_cast<std::int64_t>(value));
  };
  number("design_size", study.size);
  number("design_seed", study.seed);
  number("second_order", study.second_order ? 1 : 0);
  number("levels", static_cast<std::uint64_t>(study.levels));
  number("points", head.points);
  number("replicates", study.replicates);
  number("common_random_numbers", study.common ? 1 : 0);
}

/// That every pattern of [keep] finds something.
bool check_kept(const Study& study, const analysis::Columns& columns, Console& console) {
  bool good = true;
  const auto complain = [&](const char* key, const std::string& pattern) {
    console.say(Level::error, "keep",
                fmt::format("{}: [keep] {}: nothing in the scenario matches '{}'", study.path, key,
                            pattern));
    good = false;
  };
  const auto matched = [](const std::string& pattern, const auto& lines) {
    return std::ranges::any_of(lines, [&](const analysis::IndicatorColumn& line) {
      const std::string id = line.id.substr(0, line.id.find(':'));
      return analysis::matches(id, pattern) || analysis::matches(line.group, pattern);
    });
  };
  for (const std::string& pattern : study.keep.indicators) {
    if (pattern != "*" && !matched(pattern, columns.yearly) && !matched(pattern, columns.whole)) {
      complain("indicators", pattern);
    }
  }
  if (!study.keep.series.empty() && columns.series.empty()) {
    complain("series", study.keep.series[0]);
  }
  if (good && columns.width() == 0) {
    console.say(Level::error, "keep", study.path + ": nothing would be kept of the runs");
    good = false;
  }
  return good;
}

}  // namespace

std::optional<StudyAtHand> read_study_of(const Arguments& arguments, Console& console) {
  const std::string& path = arguments.operands().at(0);
  check_readable(path);
  const scenarios::Shelf shelf{models::all_models(), &scenarios::shipped_library()};
  const scenarios::ReadOptions options{arguments.texts("set"), arguments.has("anywhere"), {}};
  scenarios::Complaints complaints;
  auto study = scenarios::read_study(path, shelf, options, complaints);
  say(complaints, console);
  if (!study) return std::nullopt;
  return StudyAtHand{shelf, options, std::move(*study), path};
}

std::optional<StudyHead> head_of(const StudyAtHand& at, const Design& design, Console& console) {
  const Study& study = at.study;
  StudyHead head;
  head.points = design.points();
  head.replicates = study.replicates;
  head.runs = analysis::runs_of(study, design);
  std::string all_words, first_words;  // of the scenarios, resolved
  std::vector<std::uint64_t> seeds;
  std::string fault;
  bool first = true;
  for (const analysis::Overrides& variant : variants_in(study, design)) {
    scenarios::Complaints complaints;
    const auto scenario = scenarios::read_scenario(
        study.scenario, at.shelf, analysis::variant_options(variant, at.options), complaints);
    if (scenario) {
      const std::string text = scenarios::resolved_text(*scenario);
      if (first_words.empty()) first_words = text;
      all_words += text;
      seeds.push_back(scenario->header.seed);
    }
    std::optional<scenarios::Built> built;
    analysis::Indicators indicators;
    if (scenario) indicators = indicators_of_scenario(*scenario, complaints);
    if (complaints.fine()) built = scenarios::build(*scenario, complaints);
    if (!built) {
      if (fault.empty()) fault = first_fault_of(complaints);
      continue;
    }
    const analysis::Columns columns =
        make_frame(*scenario, *built->network, indicators, study.keep)->columns();
    if (first) head.columns = columns;
    if (!first) head.columns.add(columns);
    first = false;
  }
  if (first) {
    console.say(Level::error, "study",
                fmt::format("{}: no point can be built: {}", at.file, fault));
    return std::nullopt;
  }
  if (!check_kept(study, head.columns, console)) return std::nullopt;
  std::string said = at.options.anywhere ? "anywhere" : "";
  for (const std::string& one : at.options.set) said += "\n" + one;
  head.sums = {{"program", analysis::sha256(program_words())},
               {"scenario", analysis::sha256(all_words)},
               {"study", analysis::sha256(study_words(study, design))},
               {"command line", analysis::sha256(said)}};
  describe_factors(study, head);
  describe_study(study, head);
  head.texts.emplace_back("scenario", first_words);
  if (std::ranges::adjacent_find(seeds, std::not_equal_to{}) == seeds.end()) {
    head.numbers.emplace_back("seed", static_cast<std::int64_t>(seeds.at(0)));
  }
  return head;
}

}  // namespace huan::app
