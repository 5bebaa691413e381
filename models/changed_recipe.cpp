#include "models/changed_recipe.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

namespace huan::models {
namespace {

constexpr double nearly_one = 1 - 1e-6;

Stream* find_stream(std::vector<Stream>& streams, const std::string& material) {
  const auto at = std::ranges::find(streams, material, &Stream::material);
  return at == streams.end() ? nullptr : &*at;
}

void hold(Quantity& quantity, double value) {
  quantity.value = value;
  quantity.min = value;
  quantity.max = value;
}

void move_within_range(Quantity& quantity, double value) {
  quantity.value = value;
  if (quantity.min) quantity.min = std::min(*quantity.min, value);
  if (quantity.max) quantity.max = std::max(*quantity.max, value);
}

void change_stream(Recipe& recipe, const std::string& material, const RecipeChanges& changes) {
  Stream* stream = find_stream(recipe.outputs, material);
  const bool is_output = stream != nullptr;
  if (!is_output) stream = find_stream(recipe.inputs, material);
  if (stream == nullptr)
    throw std::invalid_argument(fmt::format("recipe '{}' has no stream '{}'", recipe.id, material));
  const double value = changes.apply("yield." + material, stream->amount.value);
  const double more_out = (value - stream->amount.value) * (is_output ? 1 : -1);
  hold(stream->amount, value);
  if (recipe.balance.empty() || recipe.balance == material) return;
  auto& side = recipe.balance_is_input ? recipe.inputs : recipe.outputs;
  Stream* balance = find_stream(side, recipe.balance);
  if (balance == nullptr) return;
  const double left = balance->amount.value + (recipe.balance_is_input ? more_out : -more_out);
  if (left < 0) {
    throw std::invalid_argument(fmt::format(
        "recipe '{}': '{}' at {:.6g} t/t leaves {:.6g} t/t of '{}', which closes the balance",
        recipe.id, material, value, left, recipe.balance));
  }
  move_within_range(balance->amount, left);
}

/// Rows of `substance` other than `output` share `left` in proportion.
void scale_others(Recipe& recipe, const std::string& substance, const std::string& output,
                  double left) {
  double others = 0;
  for (const TransferRow& row : recipe.transfers) {
    if (row.substance == substance && row.output != output) others += row.share.value;
  }
  if (others <= 0) return;
  for (TransferRow& row : recipe.transfers) {
    if (row.substance == substance && row.output != output)
      move_within_range(row.share, row.share.value * left / others);
  }
}

void change_transfer(Recipe& recipe, const std::string& substance, const std::string& output,
                     const RecipeChanges& changes) {
  if (find_stream(recipe.outputs, output) == nullptr)
    throw std::invalid_argument(fmt::format("recipe '{}' has no output '{}'", recipe.id, output));
  double stated = 0;
  TransferRow* row = nullptr;
  TransferRow* balance = nullptr;
  for (TransferRow& r : recipe.transfers) {
    if (r.substance != substance) continue;
    stated += r.share.value;
    if (r.output == output) row = &r;
    if (r.output == recipe.balance && r.output != output) balance = &r;
  }
  const double old = row != nullptr ? row->share.value : 0;
  const double value = changes.apply("transfer." + substance + "." + output, old);
  if (value < 0 || value > 1) {
    throw std::invalid_argument(fmt::format("recipe '{}': {:.6g} of {} to '{}' is not a share",
                                            recipe.id, value, substance, output));
  }
  if (balance != nullptr && balance->share.value >= value - old) {
    move_within_range(balance->share, balance->share.value - (value - old));
  } else if (stated >= nearly_one || stated - old + value > 1) {
    scale_others(recipe, substance, output, 1 - value);
  }
  if (row != nullptr) {
    hold(row->share, value);
  } else {
    recipe.transfers.push_back({substance, output, {value, value, value, "1", "set"}});
  }
}

/// Paths that `changes` speaks of, in order, each once.
std::set<std::string> paths(const RecipeChanges& changes) {
  std::set<std::string> all;
  for (const auto& [path, value] : changes.set) all.insert(path);
  for (const auto& [path, value] : changes.factor) all.insert(path);
  return all;
}

}  // namespace

double RecipeChanges::apply(const std::string& path, double own) const {
  const auto said = set.find(path);
  const auto times = factor.find(path);
  return (said != set.end() ? said->second : own) * (times != factor.end() ? times->second : 1);
}

Recipe changed(Recipe recipe, const RecipeChanges& changes) {
  for (const std::string& path : paths(changes)) {
    if (path.starts_with("yield.")) change_stream(recipe, path.substr(6), changes);
    if (!path.starts_with("transfer.")) continue;
    const auto dot = path.find('.', 9);
    if (dot == std::string::npos)
      throw std::invalid_argument(fmt::format("'{}': say transfer.SUBSTANCE.OUTPUT", path));
    change_transfer(recipe, path.substr(9, dot - 9), path.substr(dot + 1), changes);
  }
  return recipe;
}

}  // namespace huan::models
