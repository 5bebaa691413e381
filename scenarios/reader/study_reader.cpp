#include "scenarios/reader/study_reader.h"

#include <algorithm>
#include <cmath>

#include "scenarios/reader/guards.h"
#include "scenarios/reader/study_correlations.h"
#include "scenarios/reader/study_factors.h"
#include "scenarios/reader/toml_source.h"
#include "sim/pattern.h"

namespace huan::scenarios {
namespace {

constexpr double most_points = 1e12;
constexpr double most_seed = 9e15;

std::optional<double> whole(Fields& fields, const Node* node, std::string_view key, double least,
                            double most) {
  if (!node) return std::nullopt;
  const auto number = plain_of(*node);
  if (number && *number >= least && *number <= most && *number == std::floor(*number))
    return number;
  fields.error(node->place, "'" + std::string(key) + "' = " + node->as_written() +
                                ": a whole number of at least " + shortest(least) + " is needed");
  return std::nullopt;
}

std::optional<std::uint64_t> count(Fields& fields, std::string_view key, double least,
                                   double most = most_points) {
  const auto number = whole(fields, fields.take(key), key, least, most);
  return number ? std::optional(static_cast<std::uint64_t>(*number)) : std::nullopt;
}

DesignKind read_design(Fields& fields) {
  std::vector<std::pair<std::string, DesignKind>> words;
  for (const DesignKind kind :
       {DesignKind::grid, DesignKind::list, DesignKind::random, DesignKind::lhs, DesignKind::sobol,
        DesignKind::saltelli, DesignKind::morris})
    words.emplace_back(word_for(kind), kind);
  fields.needed_text("design");
  return fields.one_of("design", words, DesignKind::random);
}

/// Opens the scenario and makes it what the study's paths are checked against.
void read_varied(StudyDraft& draft, const Text& name, const std::filesystem::path& study_path) {
  if (name.empty()) return;
  Context& context = draft.context;
  Node node;
  node.value = name.value;
  node.place = name.place;
  const auto file = context.files.open(node, largest_toml);
  if (!file) return;
  draft.study.scenario = (study_path.parent_path() / name.value).lexically_normal().string();
  draft.scenario_folder = context.files.real_path(*file).parent_path();
  auto scenario =
      read_scenario(draft.study.scenario, context.shelf, draft.options, context.complaints);
  if (!scenario) return;
  context.scenario = std::move(*scenario);
  draft.scenario_known = true;
}

/// How many points, where the design leaves that open.
struct SizeKeys {
  const Node* runs = nullptr;
  const Node* rows = nullptr;  ///< `base` of saltelli, `trajectories` of morris
  std::string_view word;       ///< of the latter
  bool all_factors = false;    ///< all [[vary]] could be read, so their number is known
};

/// Points that belong together in a saltelli or morris design.
std::uint64_t block_of(const Study& study) {
  const std::uint64_t d = study.factors.size();
  if (study.design == DesignKind::morris) return d + 1;
  return study.second_order ? 2 * d + 2 : d + 2;
}

void read_blocks(Fields& fields, Study& study, const SizeKeys& keys) {
  const std::string word(keys.word);
  const std::uint64_t block = block_of(study);
  const std::string what = std::to_string(study.factors.size()) +
                           (study.factors.size() == 1 ? " factor needs " : " factors need ") +
                           std::to_string(block) + " runs for each of '" + word + "'";
  if (keys.rows && keys.runs)
    return fields.error(keys.runs->place, "'runs' follows from '" + word + "': " + what,
                        "say one of them");
  if (!keys.rows && !keys.runs)
    return fields.error(fields.place(), fields.who() + " does not say how many runs",
                        what + ": for example " + word + " = " +
                            (study.design == DesignKind::morris ? "20" : "512"));
  if (keys.rows) {
    if (const auto rows = whole(fields, keys.rows, word, 1, most_points))
      study.size = static_cast<std::uint64_t>(*rows);
    return;
  }
  const auto runs = whole(fields, keys.runs, "runs", 1, most_points);
  if (!runs || !keys.all_factors) return;
  const auto number = static_cast<std::uint64_t>(*runs);
  study.size = number / block;
  if (number % block == 0) return;
  const std::uint64_t less = std::max<std::uint64_t>(1, number / block);
  fields.error(keys.runs->place, "'runs' = " + std::to_string(number) + ": " + what,
               "say " + word + " = " + std::to_string(less) + " (" + std::to_string(less * block) +
                   " runs)");
}

void read_size(Fields& fields, StudyDraft& draft, const SizeKeys& keys) {
  Study& study = draft.study;
  const bool blocks = study.design == DesignKind::saltelli || study.design == DesignKind::morris;
  if (study.design == DesignKind::grid || study.design == DesignKind::list) {
    if (keys.runs)
      fields.error(keys.runs->place,
                   "a " + std::string(word_for(study.design)) + " has as many runs as it has " +
                       (study.design == DesignKind::grid ? "combinations" : "rows"),
                   "leave 'runs' away");
  } else if (blocks) {
    read_blocks(fields, study, keys);
  } else if (!keys.runs) {
    fields.error(fields.place(), fields.who() + " has no 'runs'", "for example runs = 1000");
  } else if (const auto runs = whole(fields, keys.runs, "runs", 1, most_points)) {
    study.size = static_cast<std::uint64_t>(*runs);
  }
  const bool sequence = study.design == DesignKind::sobol || study.design == DesignKind::saltelli;
  const Node* said = keys.rows ? keys.rows : keys.runs;
  if (sequence && said && study.size > 0 && (study.size & (study.size - 1)) != 0)
    draft.context.complaints.warning(
        said->place,
        "a Sobol sequence of " + std::to_string(study.size) + " points is not balanced",
        "take a power of 2");
  if (study.design == DesignKind::sobol && study.skip == 0 &&
      std::any_of(study.factors.begin(), study.factors.end(), [](const Factor& factor) {
        return factor.continuous() && !sim::is_bounded(*factor.distribution);
      }))
    fields.error(fields.place(),
                 "with skip = 0 the sequence begins at 0, where a distribution "
                 "without ends has no value",
                 "leave 'skip' away, or say between = [lowest, highest]");
}

void check_combinations(Fields& fields, const Study& study) {
  if (study.design != DesignKind::grid) return;
  double combinations = 1;
  for (const Factor& factor : study.factors)
    combinations *= factor.continuous() ? factor.levels : static_cast<double>(factor.choices());
  if (combinations > most_points)
    fields.error(fields.place(),
                 "the grid has " + shortest(combinations) + " combinations, more than 10^12");
}

void read_kept(const Node& node, StudyDraft& draft) {
  Fields fields(node, "[keep]", draft.context);
  Kept& keep = draft.study.keep;
  const Node* indicators = fields.take("indicators");
  const std::vector<Text> patterns = fields.texts("indicators");
  if (indicators) keep.indicators.clear();
  for (const Text& pattern : patterns) keep.indicators.push_back(pattern.value);
  for (const Text& pattern : fields.texts("series")) keep.series.push_back(pattern.value);
  fields.finish();
  if (!draft.scenario_known) return;
  std::vector<std::string> ids;
  for (const Indicator& indicator : draft.context.scenario.indicators) ids.push_back(indicator.id);
  for (const Text& pattern : patterns)
    if (pattern.value != "*" && std::none_of(ids.begin(), ids.end(), [&](const std::string& id) {
          return sim::matches(id, pattern.value);
        }))
      draft.error(pattern.place, "no indicator of the scenario is called '" + pattern.value + "'",
                  draft.context.suggestion(pattern.value, ids));
}

/// The entries of a list of tables.
List entries(Fields& fields, std::string_view key) {
  const Node* node = fields.take(key);
  if (!node) return {};
  const std::string word(key);
  if (!node->list() || std::any_of(node->list()->begin(), node->list()->end(),
                                   [](const Node& entry) { return !entry.table(); })) {
    fields.error(node->place, "'" + word + "' is a list of tables",
                 "write [[" + word + "]] with two brackets");
    return {};
  }
  return *node->list();
}

void read_factors(Fields& fields, StudyDraft& draft) {
  const List all = entries(fields, "vary");
  const Node* points = fields.take("points");
  if (draft.study.design == DesignKind::list) {
    if (!points)
      fields.error(fields.place(), "a list needs its 'points'",
                   "for example points = \"points.csv\", a column for each path");
    for (const Node& entry : all)
      fields.error(entry.place, "a list varies what its columns name",
                   "write a column, or take another design");
    if (points) read_points(*points, draft);
    return;
  }
  if (points) fields.error(points->place, "'points' is for design = \"list\"");
  for (const Node& entry : all)
    if (!entry.find("library")) read_vary(entry, draft);
  for (const Node& entry : all)
    if (entry.find("library")) read_library_vary(entry, draft);
  if (all.empty()) fields.error(fields.place(), "the study varies nothing", "write a [[vary]]");
}

/// Keys of a scenario do not belong into a study.
void finish(Fields& fields, StudyDraft& draft) {
  static const std::vector<std::string> of_scenarios = {
      "start", "end",   "base",     "apply", "choose", "enable", "remove", "set",
      "times", "event", "facility", "route", "output", "limit",  "include"};
  static const std::vector<std::string> known = {
      "format",         "name",   "name_zh",    "description",  "scenario",
      "design",         "runs",   "replicates", "seed",         "skip",
      "base",           "vary",   "levels",     "second_order", "trajectories",
      "random_numbers", "points", "correlate",  "keep"};
  for (const Entry* entry : fields.rest()) {
    const std::string& key = entry->key.name;
    const bool of_scenario =
        std::find(of_scenarios.begin(), of_scenarios.end(), key) != of_scenarios.end();
    fields.error(entry->key.place, "a study has no '" + key + "'",
                 of_scenario ? "write it into an overlay, and name that as the study's scenario"
                             : draft.context.suggestion(key, known));
  }
}

void read_root(const Node& root, StudyDraft& draft, const std::filesystem::path& path) {
  Study& study = draft.study;
  Fields fields(root, "the study", draft.context);
  if (const Node* format = fields.take("format"); format && plain_of(*format) != 1)
    fields.error(format->place,
                 "'format' = " + format->as_written() + ": this program reads format 1");
  study.name = fields.text("name");
  study.name_zh = fields.text("name_zh");
  study.description = fields.text("description");
  read_varied(draft, fields.needed_text("scenario"), path);
  study.design = read_design(fields);
  study.replicates = count(fields, "replicates", 1).value_or(1);
  study.common =
      fields.one_of<bool>("random_numbers", {{"common", true}, {"independent", false}}, true);
  study.seed = count(fields, "seed", 0, most_seed).value_or(1);
  SizeKeys keys{fields.take("runs"), nullptr, "base", false};
  if (study.design == DesignKind::saltelli) {
    keys.rows = fields.take("base");
    study.second_order = fields.flag("second_order", true);
  }
  if (study.design == DesignKind::saltelli || study.design == DesignKind::sobol)
    study.skip = count(fields, "skip", 0);
  if (study.design == DesignKind::morris) {
    keys.rows = fields.take("trajectories");
    keys.word = "trajectories";
    const Node* levels = fields.take("levels");
    if (levels) {
      const auto number = whole(fields, levels, "levels", 2, 1000);
      study.levels = static_cast<int>(number.value_or(4));
      if (study.levels % 2 != 0)
        fields.error(levels->place, "'levels' = " + levels->as_written() +
                                        ": an even number is needed, so that steps up and down "
                                        "are alike");
    }
  }
  const std::size_t before = draft.context.complaints.errors();
  read_factors(fields, draft);
  keys.all_factors = draft.scenario_known && before == draft.context.complaints.errors();
  read_size(fields, draft, keys);
  check_combinations(fields, study);
  for (const Node& entry : entries(fields, "correlate")) read_correlation(entry, draft);
  if (const Node* keep = fields.take("keep")) read_kept(*keep, draft);
  finish(fields, draft);
}

}  // namespace

std::optional<Study> read_study(const std::filesystem::path& path, const Shelf& shelf,
                                const ReadOptions& options, Complaints& complaints) {
  Files files(path, options.anywhere, complaints);
  const auto file = files.open_scenario();
  const auto root = file ? parse_toml(*file, complaints) : std::nullopt;
  if (!root) return std::nullopt;
  Context context(complaints, shelf, files);
  StudyDraft draft{{}, context, false, files.real_path(*file).parent_path(), {}, options};
  draft.study.path = path.string();
  draft.study.text = complaints.sources().text(*file);
  read_root(*root, draft, path);
  if (!complaints.fine()) return std::nullopt;
  return std::move(draft.study);
}

}  // namespace huan::scenarios
