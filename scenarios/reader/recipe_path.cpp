#include "scenarios/reader/recipe_path.h"

#include <stdexcept>
#include <type_traits>
#include <utility>

#include "models/changed_recipe.h"
#include "scenarios/reader/override_path.h"

namespace huan::scenarios {
namespace {

using models::Quantity;
using models::Recipe;

template <typename AnyQuantity>
struct RecipeRow {
  std::string rest;
  AnyQuantity* quantity;
};

/// AnyRecipe: Recipe or const Recipe.
template <typename AnyRecipe>
auto recipe_rows(AnyRecipe& recipe) {
  using Row = RecipeRow<std::remove_reference_t<decltype((recipe.inputs.front().amount))>>;
  std::vector<Row> rows;
  for (auto* streams : {&recipe.inputs, &recipe.outputs})
    for (auto& stream : *streams)
      if (streams != &recipe.inputs || stream.material != recipe.feed)
        rows.push_back({"yield." + stream.material, &stream.amount});
  for (auto& row : recipe.transfers)
    rows.push_back({"transfer." + row.substance + "." + row.output, &row.share});
  for (const auto& [word, items] :
       {std::pair("energy.", &recipe.energy), std::pair("emission.", &recipe.emissions),
        std::pair("cost.", &recipe.costs)})
    for (auto& item : *items) rows.push_back({word + item.item, &item.amount});
  return rows;
}

template <typename AnyRecipe>
auto* find_row(AnyRecipe& recipe, const std::string& rest) {
  for (const auto& row : recipe_rows(recipe))
    if (row.rest == rest) return row.quantity;
  return static_cast<decltype(&recipe.inputs.front().amount)>(nullptr);
}

bool is_ratio(const std::string& unit) {
  return unit.empty() || unit == "1" || unit == "t/t" || unit == "fraction";
}

std::optional<Number> number_in(const std::string& unit, double value, const ValueSpec& spec) {
  if (is_ratio(unit)) return canonical(value, models::Dimension::ratio);
  UnitFault fault;
  return parse_number(shortest(value) + " " + unit, spec.dimensions, fault);
}

/// Coefficients of the same substance that leave no choice.
void keep_those_set(const Recipe& recipe, const std::string& rest, models::RecipeChanges& changes) {
  const std::string substance = rest.substr(0, rest.rfind('.') + 1);
  for (const auto& row : recipe_rows(recipe)) {
    const Quantity& q = *row.quantity;
    const bool held = q.min && q.max && *q.min == q.value && *q.max == q.value;
    if (held && row.rest != rest && row.rest.starts_with(substance))
      changes.set[row.rest] = q.value;
  }
}

}  // namespace

const Quantity* recipe_row(const Recipe& recipe, const std::string& rest) {
  return find_row(recipe, rest);
}

std::vector<std::string> recipe_paths(const Recipe& recipe) {
  std::vector<std::string> paths;
  for (const auto& row : recipe_rows(recipe)) paths.push_back(row.rest);
  return paths;
}

std::optional<ValueSpec> recipe_spec(const Recipe& recipe, const std::string& rest) {
  const Quantity* row = recipe_row(recipe, rest);
  auto spec = override_spec("process." + rest);
  if (row == nullptr || !spec) return std::nullopt;
  const auto number = number_in(row->unit, row->value, *spec);
  if (!number) return std::nullopt;
  spec->dimensions = {number->dimension};
  return spec;
}

Number recipe_number(const Recipe& recipe, const std::string& rest, std::optional<double> value) {
  const Quantity* row = recipe_row(recipe, rest);
  const auto spec = override_spec("process." + rest);
  const auto number =
      row && spec ? number_in(row->unit, value.value_or(row->value), *spec) : std::nullopt;
  if (!number) throw std::logic_error("recipe '" + recipe.id + "' has no number '" + rest + "'");
  return *number;
}

void put_recipe_number(Recipe& recipe, const std::string& rest, double value) {
  if (rest.starts_with("yield.") || rest.starts_with("transfer.")) {
    models::RecipeChanges changes;
    changes.set[rest] = value;
    if (rest.starts_with("transfer.")) keep_those_set(recipe, rest, changes);
    recipe = models::changed(recipe, changes);
    return;
  }
  const double unit = recipe_number(recipe, rest, 1).value();
  Quantity& quantity = *find_row(recipe, rest);
  quantity.value = value / unit;
  quantity.min = quantity.max = quantity.value;
}

}  // namespace huan::scenarios
