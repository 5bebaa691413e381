#include "scenarios/reader/entries.h"

#include <algorithm>
#include <utility>

#include "sim/substances.h"

namespace huan::scenarios {
namespace {

/// "one of a, b, c", as a hint; nothing for long lists.
std::string choice(const std::vector<std::string>& words) {
  if (words.size() > 8) return "";
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "one of '" : ", '") + word + "'";
  return text;
}

}  // namespace

const std::vector<std::string>& substance_names() {
  static const std::vector<std::string> names = [] {
    const auto table = sim::SubstanceTable::standard();
    std::vector<std::string> all;
    for (std::int32_t i = 0; i < table.size(); ++i) all.push_back(table[sim::SubstanceId(i)].name);
    return all;
  }();
  return names;
}

Entries::Entries(const Node& node, Complaints& complaints)
    : place_(node.place), table_(node.table()), complaints_(complaints) {
  if (table_ == nullptr) complain("a table is needed here");
}

const Node* Entries::take(const std::string& key) {
  known_.push_back(key);
  if (table_ == nullptr) return nullptr;
  for (const auto& [name, node] : *table_) {
    if (name.name == key) return &node;
  }
  return nullptr;
}

std::string Entries::text_of(const std::string& key, const Node* node) {
  if (node == nullptr) return "";
  if (const std::string* value = node->text()) return *value;
  return complain(*node, "'" + key + "': a text in quotes is needed"), "";
}

std::string Entries::text(const std::string& key) { return text_of(key, take(key)); }

std::string Entries::needed_text(const std::string& key) {
  const Node* node = take(key);
  if (node == nullptr) return missing(key), "";
  std::string value = text_of(key, node);
  if (value.empty() && node->text() != nullptr) complain(*node, "'" + key + "' is empty");
  return value;
}

std::vector<std::string> Entries::needed_texts(const std::string& key) {
  std::vector<std::string> values;
  const Node* node = take(key);
  if (node == nullptr || node->list() == nullptr) {
    return complain("'" + key + "': a list of texts is needed"), values;
  }
  for (const Node& entry : *node->list()) {
    if (const std::string* value = entry.text()) {
      values.push_back(*value);
    } else {
      complain(entry, "'" + key + "': a text in quotes is needed");
    }
  }
  return values;
}

std::optional<double> Entries::number(const std::string& key) {
  const Node* node = take(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* whole = std::get_if<std::int64_t>(&node->value)) {
    return static_cast<double>(*whole);
  }
  if (const auto* real = std::get_if<double>(&node->value)) return *real;
  complain(*node, "'" + key + "': a number is needed");
  return std::nullopt;
}

double Entries::needed_number(const std::string& key) {
  if (table_ != nullptr && take(key) == nullptr) missing(key);
  return number(key).value_or(0);
}

std::vector<const Node*> Entries::tables(const std::string& key) {
  std::vector<const Node*> nodes;
  const Node* node = take(key);
  if (node == nullptr) return nodes;
  const List* list = node->list();
  if (list == nullptr) return complain(*node, "'" + key + "': a list of tables is needed"), nodes;
  for (const Node& entry : *list) nodes.push_back(&entry);
  return nodes;
}

std::string Entries::one_of(const std::string& key, const std::vector<std::string>& words) {
  std::string value = needed_text(key);
  if (!value.empty() && std::ranges::find(words, value) == words.end()) {
    complaints_.error(place_of(key), "'" + key + "' cannot be '" + value + "'",
                      did_you_mean(value, words, choice(words)));
  }
  return value;
}

models::Quantity Entries::quantity(const std::vector<std::string>& units) {
  models::Quantity quantity;
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

models::Quantity Entries::fraction() {
  models::Quantity fraction = quantity({"1"});
  if (fraction.value >= 0 && fraction.value <= 1) return fraction;
  complaints_.error(place_of("value"), "a share must be between 0 and 1");
  return fraction;
}

void Entries::finish() {
  if (table_ == nullptr) return;
  for (const auto& [key, node] : *table_) {
    if (std::ranges::find(known_, key.name) != known_.end()) continue;
    complaints_.error(key.place, "there is no key '" + key.name + "' here",
                      did_you_mean(key.name, known_));
  }
}

Place Entries::place_of(const std::string& key) {
  const Node* node = take(key);
  return node == nullptr ? place_ : node->place;
}

}  // namespace huan::scenarios
