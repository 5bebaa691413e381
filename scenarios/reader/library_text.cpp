#include "scenarios/reader/library_text.h"

#include "scenarios/reader/toml_source.h"

namespace huan::scenarios {
namespace {

/// value, min, max, unit, source.
std::string written(const models::Quantity& quantity) {
  std::string text = "value = " + shortest(quantity.value);
  if (quantity.min) text += ", min = " + shortest(*quantity.min);
  if (quantity.max) text += ", max = " + shortest(*quantity.max);
  if (!quantity.unit.empty()) text += ", unit = " + toml_string(quantity.unit);
  if (!quantity.source.empty()) text += ", source = " + toml_string(quantity.source);
  return text;
}

std::string row(std::string_view key, const std::string& name, const models::Quantity& quantity) {
  return "  { " + std::string(key) + " = " + toml_string(name) + ", " + written(quantity) + " },\n";
}

void rows(TomlWriter& out, std::string_view key, const std::string& lines) {
  if (!lines.empty()) out.raw(key, "[\n" + lines + "]");
}

void items(TomlWriter& out, std::string_view key, const std::vector<models::ItemRow>& entries) {
  std::string lines;
  for (const models::ItemRow& item : entries) lines += row("item", item.item, item.amount);
  rows(out, key, lines);
}

void streams(TomlWriter& out, std::string_view key, const std::vector<models::Stream>& entries) {
  std::string lines;
  for (const models::Stream& stream : entries)
    lines += row("material", stream.material, stream.amount);
  rows(out, key, lines);
}

}  // namespace

void write_material(TomlWriter& out, const models::Material& material) {
  out.list_entry("material");
  out.text("id", material.id);
  out.text("name", material.name);
  out.text("name_zh", material.name_zh);
  out.text("grade_of", material.grade_of);
  out.text("environment", material.environment);
  std::string lines;
  for (const auto& [substance, share] : material.composition)
    lines += row("substance", substance, share);
  rows(out, "composition", lines);
  std::string atoms;
  for (const auto& [atom, count] : material.formula)
    atoms += (atoms.empty() ? " " : ", ") + toml_key(atom) + " = " + shortest(count);
  if (!atoms.empty()) out.raw("formula", "{" + atoms + " }");
  lines.clear();
  for (const auto& [item, amount] : material.properties) lines += row("item", item, amount);
  rows(out, "property", lines);
}

void write_recipe(TomlWriter& out, const models::Recipe& recipe) {
  out.list_entry("recipe");
  out.text("id", recipe.id);
  out.text("name", recipe.name);
  out.text("name_zh", recipe.name_zh);
  out.text("chain", recipe.chain);
  out.text("feed", recipe.feed);
  out.text("evidence", recipe.evidence);
  out.text("balance", recipe.balance);
  out.text("balance_side", recipe.balance_is_input ? "input" : "output");
  out.text("notes", recipe.notes);
  streams(out, "input", recipe.inputs);
  streams(out, "output", recipe.outputs);
  std::string lines;
  for (const models::TransferRow& transfer : recipe.transfers)
    lines += "  { substance = " + toml_string(transfer.substance) +
             ", output = " + toml_string(transfer.output) + ", " + written(transfer.share) +
             " },\n";
  rows(out, "transfer", lines);
  lines.clear();
  for (const models::ReactionRow& reaction : recipe.reactions)
    lines += row("reaction", reaction.reaction, reaction.extent);
  rows(out, "reaction", lines);
  items(out, "energy", recipe.energy);
  items(out, "emission", recipe.emissions);
  items(out, "cost", recipe.costs);
  items(out, "availability", recipe.availability);
}

}  // namespace huan::scenarios
