#include "scenarios/reader/study_factors.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "scenarios/reader/study_set.h"

namespace huan::scenarios {
namespace {

using models::Dimension;
using Shape = sim::Distribution::Shape;

constexpr std::size_t most_permuted = 8;

void read_choose(Fields& fields, StudyDraft& draft, Factor& factor, const Text& id) {
  factor.kind = Factor::Kind::choose;
  factor.alternative = id.value;
  std::vector<Text> options = fields.texts("options");
  const Node* weights = fields.take("weights");
  const Alternative* alternative = draft.scenario_known ? find_alternative(draft, id) : nullptr;
  if (!alternative) return;
  if (options.empty())
    for (const std::string& option : alternative->options) options.push_back({option, id.place});
  for (const Text& option : options)
    if (has_option(draft, *alternative, option)) factor.options.emplace_back(option.value);
  if (weights) read_weights(*weights, options.size(), fields, draft, factor);
}

void read_overlays(Fields& fields, StudyDraft& draft, Factor& factor, const Node& node) {
  factor.kind = Factor::Kind::overlay;
  const Node* weights = fields.take("weights");
  if (!node.list() || node.list()->size() < 2)
    return fields.error(
        node.place, "'overlay' is a list of at least two files",
        "\"\" stands for the scenario as it is: overlay = [\"\", \"drought.toml\"]");
  for (const Node& item : *node.list())
    if (const auto file = read_overlay(draft, item)) factor.options.emplace_back(*file);
  if (weights) read_weights(*weights, node.list()->size(), fields, draft, factor);
}

bool alike(const Value& a, const Value& b) {
  if (a.index() != b.index()) return false;
  const auto* number = std::get_if<Number>(&a);
  return !number || number->dimension == std::get<Number>(b).dimension;
}

void read_permute(Fields& fields, StudyDraft& draft, Factor& factor,
                  const std::vector<Text>& paths) {
  factor.kind = Factor::Kind::permute;
  if (paths.size() < 2 || paths.size() > most_permuted)
    return fields.error(fields.place(), "'permute' takes 2 to " + std::to_string(most_permuted) +
                                            " paths, these are " + std::to_string(paths.size()));
  if (!draft.scenario_known) return;
  for (const Text& path : paths) {
    const auto reach = reach_for(draft, path);
    if (!reach) continue;
    const auto own = get(draft.context.scenario, *reach);
    if (!own) {
      draft.error(path.place, "'" + path.value + "' has no value in the scenario to permute");
    } else if (!factor.options.empty() && !alike(factor.options.front(), own->value)) {
      draft.error(path.place, "'" + path.value + "' = " + text_of(own->value) +
                                  " cannot change places with " + text_of(factor.options.front()));
    } else {
      factor.paths.push_back(canonical_path(*reach));
      factor.options.push_back(own->value);
    }
  }
}

/// Levels of a grid, and what a grid, Morris's and Sobol's designs cannot do.
void check_by_design(Fields& fields, StudyDraft& draft, Factor& factor, const Node* levels) {
  const DesignKind design = draft.study.design;
  if (levels && design != DesignKind::grid)
    fields.error(levels->place, "'levels' of a factor is for a grid");
  if (design == DesignKind::grid && !factor.weights.empty())
    fields.error(factor.place, "a grid takes every option once: 'weights' mean nothing there");
  if (!factor.continuous()) return;
  if (design == DesignKind::grid) {
    const auto number = levels ? plain_of(*levels) : std::nullopt;
    if (!number || *number < 2 || *number > 1e6 || *number != std::floor(*number))
      fields.error(levels ? levels->place : factor.place,
                   "a grid needs the number of levels of '" + factor.name + "', at least 2",
                   "for example levels = 5, or discrete = [...] instead");
    else
      factor.levels = static_cast<int>(*number);
    const Shape shape = factor.distribution->shape;
    if (shape != Shape::uniform && shape != Shape::log_uniform)
      fields.error(factor.place,
                   "a grid goes in even steps: it takes no shape but uniform and "
                   "log_uniform",
                   "say uniform = [lowest, highest], or discrete = [...]");
  }
  if (design == DesignKind::morris && !sim::is_bounded(*factor.distribution))
    fields.error(factor.place,
                 "Morris's design goes to the ends of '" + factor.name + "', which has none",
                 "say between = [lowest, highest]");
}

void add_factor(StudyDraft& draft, Factor factor) {
  for (const Factor& other : draft.study.factors)
    for (const std::string& path : factor.paths)
      if (std::find(other.paths.begin(), other.paths.end(), path) != other.paths.end())
        return draft.context.complaints.add({Severity::error,
                                             factor.place,
                                             "'" + path + "' is varied twice",
                                             "",
                                             {{other.place, "here too"}}});
  for (const Factor& other : draft.study.factors)
    if (other.name == factor.name)
      return draft.context.complaints.add({Severity::error,
                                           factor.place,
                                           "two factors are called '" + factor.name + "'",
                                           "give one of them an id of its own",
                                           {{other.place, "the other"}}});
  draft.study.factors.push_back(std::move(factor));
}

}  // namespace

std::optional<Reach> reach_for(StudyDraft& draft, const Text& path) {
  PathFault fault;
  const Scenario& scenario = draft.context.scenario;
  if (auto found = reach(scenario, path.value, fault)) return found;
  const std::string id = path.value.substr(0, path.value.find('.'));
  for (const Hypothesis& hypothesis : scenario.hypotheses)
    if (hypothesis.id == id && !hypothesis.enabled)
      fault = {"'" + id + "' is a hypothesis that is off",
               {},
               "",
               "enable it in an overlay and let the study vary that"};
  draft.error(path.place, fault.message,
              draft.context.suggestion(fault.word, fault.candidates, fault.otherwise));
  return std::nullopt;
}

std::string canonical_path(const Reach& reach) {
  const Target::Kind kind = reach.target.kind;
  return (kind == Target::Kind::material ? "material."
          : kind == Target::Kind::recipe ? "recipe."
                                         : "") +
         reach.target.id + "." + reach.target.rest;
}

std::optional<Value> read_level(StudyDraft& draft, const Node& node, const Text& path,
                                const Reach& reach, bool times) {
  const std::string material = reach.where == Reach::Where::stock_capacity ? reach.key : "";
  const bool number = reach.spec.dimensions.front() < Dimension::date;
  if (times && !number) {
    draft.error(path.place, "'" + path.value + "' is no number: it can be set, not multiplied");
    return std::nullopt;
  }
  const ValueSpec spec = times ? ValueSpec{{Dimension::ratio}, 0} : reach.spec;
  auto value = read_value(node, path.value, spec, draft.context, material);
  const bool names = value && reach.where == Reach::Where::parameter &&
                     (reach.key == "recipe" || reach.key == "recipes");
  if (names && std::holds_alternative<std::string>(*value) &&
      !draft.context.scenario.library->recipes.contains(std::get<std::string>(*value))) {
    draft.error(node.place, "no recipe is called " + text_of(*value));
    return std::nullopt;
  }
  return value;
}

std::optional<std::string> read_overlay(StudyDraft& draft, const Node& name) {
  if (!name.text()) {
    draft.error(name.place, name.as_written() + ": the name of a file is needed, in quotes");
    return std::nullopt;
  }
  if (name.text()->empty()) return "";
  const auto file = draft.context.files.open(name, std::size_t{16} << 20U);
  if (!file) return std::nullopt;
  const std::string relative =
      draft.context.files.real_path(*file).lexically_relative(draft.scenario_folder).string();
  if (!draft.scenario_known) return relative;
  Complaints trial(draft.context.complaints.shared_sources());
  ReadOptions options = draft.options;
  options.apply = {relative};
  if (read_scenario(draft.study.scenario, draft.context.shelf, options, trial)) return relative;
  for (const Complaint& complaint : trial.all())
    if (complaint.severity == Severity::error) draft.context.complaints.add(complaint);
  return std::nullopt;
}

const Alternative* find_alternative(StudyDraft& draft, const Text& id) {
  std::vector<std::string> ids;
  for (const Alternative& alternative : draft.context.scenario.alternatives) {
    if (alternative.id == id.value) return &alternative;
    ids.push_back(alternative.id);
  }
  draft.error(id.place, "there is no alternative '" + id.value + "' to choose from",
              draft.context.suggestion(id.value, ids));
  return nullptr;
}

bool has_option(StudyDraft& draft, const Alternative& alternative, const Text& option) {
  const auto& all = alternative.options;
  if (std::find(all.begin(), all.end(), option.value) != all.end()) return true;
  draft.error(option.place,
              "alternative '" + alternative.id + "' has no option '" + option.value + "'",
              draft.context.suggestion(option.value, all));
  return false;
}

void read_vary(const Node& entry, StudyDraft& draft) {
  Factor factor;
  factor.place = entry.place;
  Fields fields(entry, "[[vary]]", draft.context);
  fields.allow({"name", "name_zh", "source", "note"});
  const Text id = fields.text("id");
  if (id.given() && !is_id(id.value))
    fields.error(id.place, "'id' = '" + id.value + "': this is no id",
                 "ids are made of the letters a to z, digits, _ and -");
  const std::vector<Text> set = fields.texts("set");
  const Text choose = fields.text("choose");
  const Node* overlay = fields.take("overlay");
  const std::vector<Text> permute = fields.texts("permute");
  const Node* levels = fields.take("levels");
  const int said = !set.empty() + choose.given() + (overlay != nullptr) + !permute.empty();
  if (said != 1)
    return fields.error(
        entry.place,
        said == 0 ? "[[vary]] does not say what varies" : "[[vary]] varies more than one thing",
        "one of set, choose, overlay, permute, library stands in each");
  const std::size_t before = draft.context.complaints.errors();
  if (!set.empty()) read_set(set, fields, draft, factor);
  if (choose.given()) read_choose(fields, draft, factor, choose);
  if (overlay) read_overlays(fields, draft, factor, *overlay);
  if (!permute.empty()) read_permute(fields, draft, factor, permute);
  factor.name = id.given()         ? id.value
                : choose.given()   ? choose.value
                : overlay          ? "overlay"
                : !permute.empty() ? "permute"
                                   : set.front().value;
  check_by_design(fields, draft, factor, levels);
  fields.finish();
  if (draft.context.complaints.errors() == before) add_factor(draft, std::move(factor));
}

}  // namespace huan::scenarios
