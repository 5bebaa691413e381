#include "models/changed_recipe.h"

#include <algorithm>
#include <cmath>
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

using Outputs = std::set<std::string>;

/// Sets the named coefficients of a substance; returns how much more of it they take than before.
double set_shares(Recipe& recipe, const std::string& substance, const Outputs& outputs,
                  const RecipeChanges& changes) {
  double more = 0;
  for (const std::string& output : outputs) {
    if (find_stream(recipe.outputs, output) == nullptr)
      throw std::invalid_argument(fmt::format("recipe '{}' has no output '{}'", recipe.id, output));
    const auto row = std::ranges::find_if(recipe.transfers, [&](const TransferRow& r) {
      return r.substance == substance && r.output == output;
    });
    const double old = row != recipe.transfers.end() ? row->share.value : 0;
    const double value = changes.apply(fmt::format("transfer.{}.{}", substance, output), old);
    if (value < 0 || value > 1) {
      throw std::invalid_argument(fmt::format("recipe '{}': {:.6g} of {} to '{}' is not a share",
                                              recipe.id, value, substance, output));
    }
    more += value - old;
    if (row != recipe.transfers.end()) {
      hold(row->share, value);
    } else {
      recipe.transfers.push_back({substance, output, {value, value, value, "1", "set"}});
    }
  }
  return more;
}

/// The balance output, else the coefficients that are not set in proportion, give what those that
/// are set have taken. A substance that is not fully stated has room for more.
void give_way(Recipe& recipe, const std::string& substance, const Outputs& outputs, double more) {
  double stated = 0, others = 0;
  TransferRow* balance = nullptr;
  for (TransferRow& row : recipe.transfers) {
    if (row.substance != substance) continue;
    stated += row.share.value;
    if (outputs.contains(row.output)) continue;
    others += row.share.value;
    if (row.output == recipe.balance) balance = &row;
  }
  const bool was_full = stated - more >= nearly_one;
  if (!was_full && stated <= 1) return;
  const double excess = was_full ? more : stated - 1;
  if (balance != nullptr && balance->share.value >= excess) {
    move_within_range(balance->share, balance->share.value - excess);
    return;
  }
  if (others < excess - 1e-9 || (others <= 0 && std::abs(excess) > 1e-9)) {
    throw std::invalid_argument(
        fmt::format("recipe '{}': the shares of {} that are set leave {:.6g}", recipe.id, substance,
                    others - excess));
  }
  for (TransferRow& row : recipe.transfers) {
    if (row.substance == substance && !outputs.contains(row.output) && others > 0)
      move_within_range(row.share, std::max(0.0, row.share.value * (1 - excess / others)));
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
  std::map<std::string, Outputs> shares;
  for (const std::string& path : paths(changes)) {
    if (path.starts_with("yield.")) change_stream(recipe, path.substr(6), changes);
    if (!path.starts_with("transfer.")) continue;
    const auto dot = path.find('.', 9);
    if (dot == std::string::npos)
      throw std::invalid_argument(fmt::format("'{}': say transfer.SUBSTANCE.OUTPUT", path));
    shares[path.substr(9, dot - 9)].insert(path.substr(dot + 1));
  }
  for (const auto& [substance, outputs] : shares)
    give_way(recipe, substance, outputs, set_shares(recipe, substance, outputs, changes));
  return recipe;
}

}  // namespace huan::models
