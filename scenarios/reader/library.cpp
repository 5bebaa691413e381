#include "scenarios/reader/library.h"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/reactions.h"
#include "scenarios/reader/toml_source.h"
#include "sim/substances.h"

namespace huan::scenarios {
namespace {

using models::Quantity;

/// "one of a, b, c", as a hint; nothing for long lists.
std::string choice(const std::vector<std::string>& words) {
  if (words.size() > 8) return "";
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "one of '" : ", '") + word + "'";
  return text;
}

/// Reads the keys of one table; whatever nobody asked for is a complaint at the end.
class Entries {
 public:
  Entries(const Node& node, Complaints& complaints)
      : place_(node.place), table_(node.table()), complaints_(complaints) {
    if (table_ == nullptr) complain("a table is needed here");
  }
  Entries(const Table& table, Place place, Complaints& complaints)
      : place_(place), table_(&table), complaints_(complaints) {}

  const Node* take(const std::string& key) {
    known_.push_back(key);
    if (table_ == nullptr) return nullptr;
    for (const auto& [name, node] : *table_) {
      if (name.name == key) return &node;
    }
    return nullptr;
  }
  std::string text(const std::string& key) { return text_of(key, take(key)); }
  std::string needed_text(const std::string& key) {
    const Node* node = take(key);
    if (node == nullptr) return missing(key), "";
    std::string value = text_of(key, node);
    if (value.empty() && node->text() != nullptr) complain(*node, "'" + key + "' is empty");
    return value;
  }
  std::optional<double> number(const std::string& key) {
    const Node* node = take(key);
    if (node == nullptr) return std::nullopt;
    if (const auto* whole = std::get_if<std::int64_t>(&node->value)) {
      return static_cast<double>(*whole);
    }
    if (const auto* real = std::get_if<double>(&node->value)) return *real;
    complain(*node, "'" + key + "': a number is needed");
    return std::nullopt;
  }
  double needed_number(const std::string& key) {
    if (table_ != nullptr && take(key) == nullptr) missing(key);
    return number(key).value_or(0);
  }
  /// The tables of a list; an absent key is an empty list.
  std::vector<const Node*> tables(const std::string& key) {
    std::vector<const Node*> nodes;
    const Node* node = take(key);
    if (node == nullptr) return nodes;
    const List* list = node->list();
    if (list == nullptr) return complain(*node, "'" + key + "': a list of tables is needed"), nodes;
    for (const Node& entry : *list) nodes.push_back(&entry);
    return nodes;
  }
  std::string one_of(const std::string& key, const std::vector<std::string>& words) {
    std::string value = needed_text(key);
    if (!value.empty() && std::ranges::find(words, value) == words.end()) {
      complaints_.error(place_of(key), "'" + key + "' cannot be '" + value + "'",
                        did_you_mean(value, words, choice(words)));
    }
    return value;
  }
  /// value, min, max, unit, source.
  Quantity quantity(const std::vector<std::string>& units);
  void finish() {
    if (table_ == nullptr) return;
    for (const auto& [key, node] : *table_) {
      if (std::ranges::find(known_, key.name) != known_.end()) continue;
      complaints_.error(key.place, "there is no key '" + key.name + "' here",
                        did_you_mean(key.name, known_));
    }
  }
  void complain(std::string message) { complaints_.error(place_, std::move(message)); }
  void complain(const Node& node, std::string message) {
    complaints_.error(node.place, std::move(message));
  }
  [[nodiscard]] Place place_of(const std::string& key) {
    const Node* node = take(key);
    return node == nullptr ? place_ : node->place;
  }
  [[nodiscard]] Place place() const { return place_; }

 private:
  std::string text_of(const std::string& key, const Node* node) {
    if (node == nullptr) return "";
    if (const std::string* value = node->text()) return *value;
    return complain(*node, "'" + key + "': a text in quotes is needed"), "";
  }
  void missing(const std::string& key) { complain("'" + key + "' is missing"); }

  Place place_;
  const Table* table_;
  Complaints& complaints_;
  std::vector<std::string> known_;
};

Quantity Entries::quantity(const std::vector<std::string>& units) {
  Quantity quantity;
  quantity.value = needed_number("value");
  quantity.min = number("min");
  quantity.max = number("max");
  quantity.unit = units.empty() ? needed_text("unit") : one_of("unit", units);
  quantity.source = needed_text("source");
  if (quantity.value < quantity.min.value_or(quantity.value) ||
      quantity.value > quantity.max.value_or(quantity.value)) {
    complaints_.error(place_of("value"), "the value is outside its own range of min to max");
  }
  return quantity;
}

const std::vector<std::string>& substance_names() {
  static const std::vector<std::string> names = [] {
    const auto table = sim::SubstanceTable::standard();
    std::vector<std::string> all;
    for (std::int32_t i = 0; i < table.size(); ++i) all.push_back(table[sim::SubstanceId(i)].name);
    return all;
  }();
  return names;
}

/// Mass fractions and shares are in [0, 1].
void check_fraction(Entries& entries, const Quantity& fraction, Complaints& complaints) {
  if (fraction.value >= 0 && fraction.value <= 1) return;
  complaints.error(entries.place_of("value"), "a share must be between 0 and 1");
}

void read_composition(Entries& entries, models::Material& material, Complaints& complaints) {
  double named = 0;
  for (const Node* node : entries.tables("composition")) {
    Entries row(*node, complaints);
    const std::string substance = row.one_of("substance", substance_names());
    const Quantity fraction = row.quantity({"1"});
    check_fraction(row, fraction, complaints);
    row.finish();
    if (substance != "other") named += fraction.value;
    if (!material.composition.emplace(substance, fraction).second) {
      row.complain("'" + substance + "' has a row already");
    }
  }
  if (named > 1 + 1e-6) {
    entries.complain("the mass fractions of '" + material.id + "' sum to more than 1");
  }
}

void read_formula(Entries& entries, models::Material& material, Complaints& complaints) {
  const Node* node = entries.take("formula");
  if (node == nullptr) return;
  if (!material.composition.empty()) {
    entries.complain("'" + material.id + "' has a formula and a composition");
  }
  const Table* atoms = node->table();
  if (atoms == nullptr) return entries.complain(*node, "'formula': a table is needed");
  Entries formula(*node, complaints);
  for (const auto& [key, value] : *atoms) {
    const double count = formula.needed_number(key.name);
    if (count <= 0) complaints.error(value.place, "a molecule has more than 0 atoms of a kind");
    if (std::ranges::find(substance_names(), key.name) == substance_names().end() ||
        key.name == "other") {
      complaints.error(key.place, "there is no substance '" + key.name + "'",
                       did_you_mean(key.name, substance_names()));
    }
    material.formula[key.name] = count;
  }
}

void read_stream(const Node& node, std::vector<models::Stream>& streams, Complaints& complaints) {
  Entries row(node, complaints);
  models::Stream stream{row.needed_text("material"), row.quantity({"t/t"})};
  row.finish();
  if (stream.amount.value < 0) row.complain("an amount must not be negative");
  const auto same = [&stream](const models::Stream& s) { return s.material == stream.material; };
  if (std::ranges::any_of(streams, same)) {
    row.complain("'" + stream.material + "' has a row already");
  }
  streams.push_back(std::move(stream));
}

void read_items(Entries& recipe, const std::string& kind, const std::vector<std::string>& units,
                std::vector<models::ItemRow>& items, Complaints& complaints) {
  for (const Node* node : recipe.tables(kind)) {
    Entries row(*node, complaints);
    models::ItemRow item{row.needed_text("item"), row.quantity(units)};
    row.finish();
    const auto same = [&item](const models::ItemRow& other) { return other.item == item.item; };
    if (std::ranges::any_of(items, same)) row.complain("'" + item.item + "' has a row already");
    items.push_back(std::move(item));
  }
}

void read_shares(Entries& entries, models::Recipe& recipe, Complaints& complaints) {
  for (const Node* node : entries.tables("transfer")) {
    Entries row(*node, complaints);
    models::TransferRow transfer;
    transfer.substance = row.one_of("substance", substance_names());
    transfer.output = row.needed_text("output");
    transfer.share = row.quantity({"1"});
    check_fraction(row, transfer.share, complaints);
    row.finish();
    recipe.transfers.push_back(std::move(transfer));
  }
  for (const Node* node : entries.tables("reaction")) {
    Entries row(*node, complaints);
    models::ReactionRow reaction;
    reaction.reaction = row.one_of("reaction", models::reaction_names());
    reaction.extent = row.quantity({"1"});
    check_fraction(row, reaction.extent, complaints);
    row.finish();
    recipe.reactions.push_back(std::move(reaction));
  }
}

void read_recipe_head(Entries& entries, models::Recipe& recipe) {
  recipe.id = entries.needed_text("id");
  recipe.name = entries.needed_text("name");
  recipe.name_zh = entries.text("name_zh");
  recipe.chain = entries.text("chain");
  recipe.feed = entries.needed_text("feed");
  recipe.evidence = entries.one_of("evidence", {"A", "B", "C", "D"});
  recipe.balance = entries.needed_text("balance");
  recipe.balance_is_input = entries.one_of("balance_side", {"input", "output"}) == "input";
  recipe.notes = entries.text("notes");
}

void read_recipe_of(Entries entries, models::Library& library, Complaints& complaints) {
  const std::size_t errors = complaints.errors();
  models::Recipe recipe;
  read_recipe_head(entries, recipe);
  for (const Node* node : entries.tables("input")) read_stream(*node, recipe.inputs, complaints);
  for (const Node* node : entries.tables("output")) read_stream(*node, recipe.outputs, complaints);
  read_shares(entries, recipe, complaints);
  read_items(entries, "energy", {"kWh/t", "GJ/t"}, recipe.energy, complaints);
  read_items(entries, "emission", {"kg/t"}, recipe.emissions, complaints);
  read_items(entries, "cost", {"CNY/t", "CNY/kWh"}, recipe.costs, complaints);
  read_items(entries, "availability", {"d/a", "d", "1", "kt/a", "t/d"}, recipe.availability,
             complaints);
  entries.finish();
  const auto feed = std::ranges::find(recipe.inputs, recipe.feed, &models::Stream::material);
  if (feed == recipe.inputs.end() || feed->amount.value != 1) {
    entries.complain("the main feed '" + recipe.feed + "' must be an input of 1 t/t");
  }
  const auto& side = recipe.balance_is_input ? recipe.inputs : recipe.outputs;
  if (std::ranges::find(side, recipe.balance, &models::Stream::material) == side.end()) {
    complaints.error(entries.place_of("balance"), "'" + recipe.balance + "' is not such a stream");
  }
  if (complaints.errors() == errors) library.recipes[recipe.id] = std::move(recipe);
}

std::vector<std::string> texts(Entries& entries, const std::string& key) {
  std::vector<std::string> values;
  const Node* node = entries.take(key);
  if (node == nullptr || node->list() == nullptr) {
    return entries.complain("'" + key + "': a list of texts is needed"), values;
  }
  for (const Node& entry : *node->list()) {
    if (const std::string* value = entry.text()) {
      values.push_back(*value);
    } else {
      entries.complain(entry, "'" + key + "': a text in quotes is needed");
    }
  }
  return values;
}

void read_constraint(const Node& node, models::Library& library, Complaints& complaints) {
  Entries entries(node, complaints);
  models::Constraint constraint;
  constraint.id = entries.needed_text("id");
  constraint.applies_to = texts(entries, "applies_to");
  constraint.scope = entries.needed_text("scope");
  constraint.name = entries.needed_text("name");
  constraint.name_zh = entries.text("name_zh");
  constraint.parameter = entries.needed_text("parameter");
  constraint.relation = entries.one_of("operator", {"<=", ">=", "=", "between"});
  constraint.limit = entries.quantity({});
  entries.finish();
  if (library.constraints.contains(constraint.id)) {
    entries.complain("there is a constraint '" + constraint.id + "' already");
  }
  library.constraints[constraint.id] = std::move(constraint);
}

void read_link(const Node& node, models::Library& library, Complaints& complaints) {
  Entries entries(node, complaints);
  models::Link link;
  link.material = entries.needed_text("material");
  link.recipe = entries.needed_text("recipe");
  link.replaces = entries.needed_text("replaces");
  link.ratio = entries.quantity({"t/t"});
  link.max_share = entries.needed_number("max_share");
  link.note = entries.text("note");
  entries.finish();
  library.links.push_back(std::move(link));
}

/// A reference from `from` to an entry of `map`.
template <class Map>
void check_reference(const std::string& from, const std::string& id, const Map& map,
                     const char* what, Complaints& complaints) {
  if (map.contains(id)) return;
  std::vector<std::string> ids;
  for (const auto& [name, entry] : map) ids.push_back(name);
  complaints.error({}, from + ": there is no " + what + " '" + id + "'", did_you_mean(id, ids));
}

void check_recipe(const models::Recipe& recipe, const models::Library& library,
                  Complaints& complaints) {
  const std::string from = "recipe '" + recipe.id + "'";
  std::set<std::string> outputs;
  for (const auto* side : {&recipe.inputs, &recipe.outputs}) {
    for (const models::Stream& stream : *side) {
      check_reference(from, stream.material, library.materials, "material", complaints);
    }
  }
  for (const models::Stream& stream : recipe.outputs) outputs.insert(stream.material);
  for (const models::TransferRow& transfer : recipe.transfers) {
    if (outputs.contains(transfer.output)) continue;
    complaints.error({}, from + ": the transfer of " + transfer.substance + " names '" +
                             transfer.output + "', which is no output");
  }
}

}  // namespace

void read_material(const Node& node, models::Library& library, Complaints& complaints) {
  const std::size_t errors = complaints.errors();
  Entries entries(node, complaints);
  models::Material material;
  material.id = entries.needed_text("id");
  material.name = entries.needed_text("name");
  material.name_zh = entries.text("name_zh");
  material.grade_of = entries.text("grade_of");
  material.environment = entries.text("environment");
  if (!material.environment.empty()) entries.one_of("environment", {"air", "water"});
  read_composition(entries, material, complaints);
  read_formula(entries, material, complaints);
  for (const Node* property : entries.tables("property")) {
    Entries row(*property, complaints);
    const std::string item = row.needed_text("item");
    material.properties[item] = row.quantity({});
    row.finish();
  }
  entries.finish();
  if (material.composition.empty() && !material.pure()) {
    entries.complain("'" + material.id + "' has neither a composition nor a formula");
  }
  if (complaints.errors() == errors) library.materials[material.id] = std::move(material);
}

void read_recipe(const Node& node, models::Library& library, Complaints& complaints) {
  read_recipe_of(Entries(node, complaints), library, complaints);
}

void read_library(const Table& document, models::Library& library, Complaints& complaints) {
  const Place place = document.empty() ? Place{} : document.front().key.place;
  Entries entries(document, place, complaints);
  if (entries.take("feed") != nullptr) {
    return read_recipe_of(Entries(document, place, complaints), library, complaints);
  }
  for (const Node* node : entries.tables("material")) read_material(*node, library, complaints);
  for (const Node* node : entries.tables("recipe")) read_recipe(*node, library, complaints);
  for (const Node* node : entries.tables("constraint")) read_constraint(*node, library, complaints);
  for (const Node* node : entries.tables("link")) read_link(*node, library, complaints);
  entries.finish();
}

void check_references(const models::Library& library, Complaints& complaints) {
  for (const auto& [id, material] : library.materials) {
    if (material.grade_of.empty()) continue;
    check_reference("material '" + id + "'", material.grade_of, library.materials, "material",
                    complaints);
  }
  for (const auto& [id, recipe] : library.recipes) check_recipe(recipe, library, complaints);
  for (const auto& [id, constraint] : library.constraints) {
    for (const std::string& target : constraint.applies_to) {
      if (library.recipes.contains(target)) continue;
      check_reference("constraint '" + id + "'", target, library.materials, "recipe or material",
                      complaints);
    }
  }
  for (const models::Link& link : library.links) {
    const std::string from = "link of '" + link.material + "'";
    check_reference(from, link.material, library.materials, "material", complaints);
    check_reference(from, link.replaces, library.materials, "material", complaints);
    check_reference(from, link.recipe, library.recipes, "recipe", complaints);
  }
}

models::Library parse_library(std::span<const models::EmbeddedFile> files, Complaints& complaints) {
  models::Library library;
  for (const models::EmbeddedFile& file : files) {
    if (!file.path.ends_with(".toml") || file.path.starts_with("analysis/")) continue;
    const auto id = complaints.sources().add(std::string(file.path), std::string(file.text));
    const auto document = parse_toml(id, complaints);
    if (document && document->table() != nullptr) {
      read_library(*document->table(), library, complaints);
    }
  }
  check_references(library, complaints);
  return library;
}

const models::Library& shipped_library() {
  static const models::Library library = [] {
    Complaints complaints;
    models::Library parsed = parse_library(models::embedded_files(), complaints);
    if (!complaints.fine()) throw std::logic_error("shipped library:\n" + complaints.render());
    return parsed;
  }();
  return library;
}

}  // namespace huan::scenarios
