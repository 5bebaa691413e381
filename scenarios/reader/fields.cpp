#include "scenarios/reader/fields.h"

#include <algorithm>

namespace huan::scenarios {
namespace {

const Table no_keys;

/// Keys of the whole scenario, which land in the wrong table when they come after a [[section]].
bool is_header_key(const std::string& key) {
  static const std::vector<std::string> keys = {"format", "start", "end",    "seed",   "include",
                                                "base",   "apply", "choose", "enable", "remove"};
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
  return text;
}

}  // namespace

Fields::Fields(const Node& node, std::string who, Context& context)
    : table_(node.table() ? node.table() : &no_keys),
      place_(node.find("id") ? node.find("id")->place : node.place),
      who_(std::move(who)),
      context_(context),
      taken_(table_->size(), false) {
  if (!node.table())
    error(place_, who_ + ": a table is needed, this is " + std::string(node.words()));
}

void Fields::error(const Place& place, const std::string& message, const std::string& hint) {
  context_.complaints.error(place, message, hint);
}

const Node* Fields::take(std::string_view key) {
  known_.emplace_back(key);
  for (std::size_t i = 0; i < table_->size(); ++i) {
    if ((*table_)[i].key.name != key) continue;
    taken_[i] = true;
    return &(*table_)[i].node;
  }
  return nullptr;
}

void Fields::allow(std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) take(key);
}

Text Fields::text(std::string_view key) {
  const Node* node = take(key);
  if (!node) return {};
  if (node->text()) return {*node->text(), node->place};
  error(node->place,
        "'" + std::string(key) + "' = " + node->as_written() + ": a text is needed, this is " +
            std::string(node->words()),
        node->table() || node->list() ? "" : "write it in quotes");
  return {};
}

Text Fields::needed_text(std::string_view key) {
  const Node* node = take(key);
  if (!node) error(place_, who_ + " has no '" + std::string(key) + "'");
  Text found = text(key);
  if (found.given() && found.empty()) error(found.place, "'" + std::string(key) + "' is empty");
  return found;
}

std::vector<Text> Fields::texts(std::string_view key) {
  const Node* node = take(key);
  if (!node) return {};
  if (node->text() && !node->cell) return {{*node->text(), node->place}};
  const auto value = read_value(*node, std::string(key), {{models::Dimension::texts}}, context_);
  std::vector<Text> found;
  if (!value) return found;
  const auto& texts = std::get<std::vector<std::string>>(*value);
  for (std::size_t i = 0; i < texts.size(); ++i)
    found.push_back({texts[i], node->list() ? (*node->list())[i].place : node->place});
  return found;
}

bool Fields::flag(std::string_view key, bool otherwise) {
  const Node* node = take(key);
  if (!node) return otherwise;
  const auto value = read_value(*node, std::string(key), {{models::Dimension::flag}}, context_);
  return value ? std::get<bool>(*value) : otherwise;
}

std::optional<Moment> Fields::moment(std::string_view key) {
  const Node* node = take(key);
  if (!node) return std::nullopt;
  const auto value = read_value(*node, std::string(key), {{models::Dimension::date}}, context_);
  return value ? std::optional(std::get<Moment>(*value)) : std::nullopt;
}

std::optional<Setting> Fields::setting(const std::string& key, const ValueSpec& spec,
                                       const std::string& material) {
  const Node* node = take(key);
  return node ? read_setting(*node, key, spec, context_, material) : std::nullopt;
}

int Fields::choice(std::string_view key, const std::vector<std::string>& names) {
  const Text found = text(key);
  if (!found.given()) return -1;
  const auto at = std::find(names.begin(), names.end(), found.value);
  if (at != names.end()) return static_cast<int>(at - names.begin());
  error(found.place, "'" + std::string(key) + "' cannot be '" + found.value + "'",
        context_.suggestion(found.value, names, "it is " + listed(names)));
  return -1;
}

std::vector<const Entry*> Fields::rest() const {
  std::vector<const Entry*> found;
  for (std::size_t i = 0; i < table_->size(); ++i)
    if (!taken_[i]) found.push_back(&(*table_)[i]);
  return found;
}

void Fields::finish() {
  for (const auto* entry : rest()) {
    const std::string& key = entry->key.name;
    const std::string misplaced =
        is_header_key(key)
            ? "'" + key + "' belongs to the whole scenario: write it above the first [[...]]"
            : std::string();
    error(entry->key.place, who_ + " has no key '" + key + "'",
          context_.suggestion(key, known_, misplaced));
  }
}

}  // namespace huan::scenarios
