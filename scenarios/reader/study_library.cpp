/// One line of a study that samples what the recipe library says of its own uncertainty.
#include <algorithm>
#include <map>
#include <set>

#include "scenarios/reader/recipe_path.h"
#include "scenarios/reader/study_factors.h"
#include "sim/pattern.h"

namespace huan::scenarios {
namespace {

using models::Quantity;
using models::Recipe;

/// Recipes that a parameter of some facility names.
std::set<std::string> recipes_in_use(const Scenario& scenario) {
  std::set<std::string> used;
  const auto take = [&](const std::string& name) {
    if (scenario.library->recipes.contains(name)) used.insert(name);
  };
  for (const Facility& facility : scenario.facilities)
    for (const auto& [key, setting] : facility.parameters) {
      if (const auto* text = std::get_if<std::string>(&setting.value)) take(*text);
      if (const auto* texts = std::get_if<std::vector<std::string>>(&setting.value))
        for (const std::string& text : *texts) take(text);
    }
  return used;
}

/// Whether a row has a range of its own: those computed from others, those that close a sum, and
/// yields that nothing would make up for have none.
bool is_free(const Recipe& recipe, const std::string& rest, const Quantity& row) {
  for (const char* derived : {"computed", "remainder to 1", "equals", "heat row", "definition"})
    if (row.source.starts_with(derived)) return false;
  const bool ranged =
      row.min && row.max && *row.min < *row.max && *row.min <= row.value && row.value <= *row.max;
  const bool closes = rest == "yield." + recipe.balance;
  const bool open = rest.starts_with("yield.") && recipe.balance.empty();
  return ranged && !closes && !open && recipe_spec(recipe, rest).has_value();
}

/// "transfer.Zn." of "transfer.Zn.waelz_oxide".
std::string substance_part(const std::string& rest) {
  return rest.starts_with("transfer.") ? rest.substr(0, rest.rfind('.') + 1) : std::string();
}

/// Shares of one substance sum to 1: where all of them would vary, one gives way, the balance's or
/// else the largest.
void leave_one_out(const Recipe& recipe, std::vector<std::string>& rests) {
  std::map<std::string, std::vector<std::string>> groups;
  for (const std::string& rest : recipe_paths(recipe))
    if (const std::string part = substance_part(rest); !part.empty()) groups[part].push_back(rest);
  for (const auto& [part, all] : groups) {
    const auto varied = [&](const std::string& rest) {
      return std::find(rests.begin(), rests.end(), rest) != rests.end();
    };
    if (!std::all_of(all.begin(), all.end(), varied)) continue;
    std::string out = part + recipe.balance;
    if (std::find(all.begin(), all.end(), out) == all.end())
      out = *std::max_element(all.begin(), all.end(), [&](const auto& a, const auto& b) {
        return recipe_row(recipe, a)->value < recipe_row(recipe, b)->value;
      });
    std::erase(rests, out);
  }
}

bool is_varied(const Study& study, const std::string& path) {
  return std::any_of(study.factors.begin(), study.factors.end(), [&](const Factor& factor) {
    return std::find(factor.paths.begin(), factor.paths.end(), path) != factor.paths.end();
  });
}

Factor library_factor(const Recipe& recipe, const std::string& rest, const Place& place,
                      bool triangular) {
  const Quantity& row = *recipe_row(recipe, rest);
  Factor factor;
  factor.name = "recipe." + recipe.id + "." + rest;
  factor.place = place;
  factor.paths = {factor.name};
  factor.unit = recipe_number(recipe, rest, 1);
  // A ratio is kept as written, so that its unit is none.
  factor.distribution = sim::Distribution{};
  factor.distribution->a = *row.min;
  if (triangular) {
    factor.distribution->shape = sim::Distribution::Shape::triangular;
    factor.distribution->b = row.value;
    factor.distribution->c = *row.max;
  } else {
    factor.distribution->b = *row.max;
  }
  return factor;
}

constexpr double enough = 1e-6;  ///< [t/t] or [1] of what is left, against rounding

const models::Stream* stream_of(const std::vector<models::Stream>& streams,
                                const std::string& material) {
  const auto at = std::ranges::find(streams, material, &models::Stream::material);
  return at == streams.end() ? nullptr : &*at;
}

/// The lowest and highest of what takes up a difference, its own value included.
void bound(Closure& closure, double low, double high) {
  closure.low = std::min(closure.own, std::max(low, enough));
  closure.high = std::max(closure.own, high);
}

/// Of the varied yields: what one stream gains the balance's stream loses.
Closure mass_closure(const Recipe& recipe, const std::map<std::string, std::size_t>& varied) {
  Closure closure;
  closure.name = "recipe." + recipe.id + ": " + recipe.balance;
  const auto& side = recipe.balance_is_input ? recipe.inputs : recipe.outputs;
  const models::Stream* balance = stream_of(side, recipe.balance);
  if (balance == nullptr) return closure;
  closure.own = balance->amount.value;
  bound(closure, balance->amount.min.value_or(0), balance->amount.max.value_or(1e9));
  for (const auto& [rest, factor] : varied) {
    if (!rest.starts_with("yield.")) continue;
    const std::string material = rest.substr(rest.find('.') + 1);
    const bool is_output = stream_of(recipe.outputs, material) != nullptr;
    closure.terms.push_back({factor, is_output == recipe.balance_is_input ? 1.0 : -1.0,
                             recipe_row(recipe, rest)->value});
  }
  return closure;
}

/// Of the varied shares of one substance ("transfer.Zn."): the others have the remainder.
Closure share_closure(const Recipe& recipe, const std::string& part,
                      const std::map<std::string, std::size_t>& varied) {
  Closure closure;
  closure.name = "recipe." + recipe.id + ": " + part + "*";
  double low = 0, high = 0, stated = 0;
  for (const std::string& rest : recipe_paths(recipe)) {
    if (substance_part(rest) != part) continue;
    const Quantity& row = *recipe_row(recipe, rest);
    stated += row.value;
    if (const auto at = varied.find(rest); at != varied.end()) {
      closure.terms.push_back({at->second, -1, row.value});
    } else {
      closure.own += row.value;
      low += row.min.value_or(row.value);
      high += row.max.value_or(row.value);
    }
  }
  const double unstated = std::max(0.0, 1 - stated);
  closure.own += unstated;
  bound(closure, low, unstated > enough ? 1e9 : high);
  return closure;
}

void add_closures(const Recipe& recipe, const std::map<std::string, std::size_t>& varied,
                  Study& study) {
  std::set<std::string> parts;
  for (const auto& [rest, factor] : varied) parts.insert(substance_part(rest));
  std::vector<Closure> found{mass_closure(recipe, varied)};
  for (const std::string& part : parts)
    if (!part.empty()) found.push_back(share_closure(recipe, part, varied));
  for (Closure& closure : found)
    if (!closure.terms.empty()) study.closures.push_back(std::move(closure));
}

void complain_of_pattern(const Text& pattern, const std::set<std::string>& used,
                         StudyDraft& draft) {
  const std::string id = pattern.value.substr(0, pattern.value.find('.'));
  const std::string forms = "patterns are as RECIPE.yield.MATERIAL, RECIPE.transfer.*, *.energy.*";
  draft.error(
      pattern.place, "'" + pattern.value + "' is no number with a range of a recipe in use",
      used.contains(id) ? forms : draft.context.suggestion(id, {used.begin(), used.end()}, forms));
}

}  // namespace

void read_library_vary(const Node& entry, StudyDraft& draft) {
  Fields fields(entry, "[[vary]]", draft.context);
  fields.allow({"name", "name_zh", "source", "note"});
  const std::vector<Text> patterns = fields.texts("library");
  const bool triangular =
      fields.one_of<bool>("shape", {{"triangular", true}, {"uniform", false}}, true);
  fields.finish();
  if (draft.study.design == DesignKind::grid)
    fields.error(entry.place, "a grid over the ranges of the library would have no end",
                 "say design = \"lhs\", \"saltelli\" or \"morris\"");
  if (!draft.scenario_known) return;
  const Scenario& scenario = draft.context.scenario;
  const std::set<std::string> used = recipes_in_use(scenario);
  std::set<std::string> idle;  // patterns that match nothing
  for (const Text& pattern : patterns) idle.insert(pattern.value);
  for (const std::string& id : used) {
    const Recipe& recipe = scenario.library->recipes.at(id);
    std::vector<std::string> rests;
    for (const std::string& rest : recipe_paths(recipe)) {
      if (!is_free(recipe, rest, *recipe_row(recipe, rest))) continue;
      bool taken = false;
      for (const Text& pattern : patterns)
        if (sim::matches(id + "." + rest, pattern.value)) taken = true, idle.erase(pattern.value);
      if (taken) rests.push_back(rest);
    }
    leave_one_out(recipe, rests);
    std::map<std::string, std::size_t> varied;
    for (const std::string& rest : rests) {
      if (is_varied(draft.study, "recipe." + id + "." + rest)) continue;
      varied[rest] = draft.study.factors.size();
      draft.study.factors.push_back(library_factor(recipe, rest, entry.place, triangular));
    }
    add_closures(recipe, varied, draft.study);
  }
  for (const Text& pattern : patterns)
    if (idle.contains(pattern.value)) complain_of_pattern(pattern, used, draft);
}

}  // namespace huan::scenarios
