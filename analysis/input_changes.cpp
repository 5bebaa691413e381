/// The half of the comparison that is about scenarios.
#include <algorithm>
#include <array>
#include <map>

#include "analysis/comparison.h"
#include "scenarios/reader/toml_source.h"

namespace huan::analysis {
namespace {

using scenarios::Entry;
using scenarios::Node;

/// What is said about a thing, but does not act.
bool is_talk(const std::string& key) {
  constexpr std::array talk = {"name", "name_zh",     "source",  "note", "note_zh",
                               "why",  "description", "seed",    "min",  "max",
                               "at",   "alias",       "evidence"};
  return std::ranges::find(talk, key) != talk.end();
}

const Node* text_under(const Node& node, std::string_view key) {
  const Node* found = node.find(key);
  return found != nullptr && found->text() != nullptr ? found : nullptr;
}

/// What tells the entries of a list apart: the row of a substance, an item, else its position.
std::string row_name(const Node& row, std::size_t position) {
  std::string name;
  for (const char* key : {"substance", "material", "item", "reaction", "output", "match"}) {
    if (const Node* part = text_under(row, key)) name += (name.empty() ? "" : ".") + *part->text();
  }
  return name.empty() ? std::to_string(position + 1) : name;
}

/// A value as written. What was set over another keeps that one beside it, as `base_` and its key,
/// since it still counts (scenarios/reader/facility.h).
struct Leaf {
  std::string value;
  std::string over;  ///< empty: over nothing
  [[nodiscard]] const std::string& base() const { return over.empty() ? value : over; }
  /// Beside `other`, which need not be told again.
  [[nodiscard]] std::string beside(const Leaf& other) const {
    return over.empty() || over == other.value ? value : value + " (set over " + over + ")";
  }
};
using Leaves = std::map<std::string, Leaf>;

/// "mean_down" of "base_mean_down" in a table that has both; else empty.
std::string set_over(const Node& table, const std::string& key) {
  constexpr std::string_view mark = "base_";
  if (!key.starts_with(mark)) return {};
  std::string name = key.substr(mark.size());
  return table.find(name) != nullptr ? name : std::string();
}

/// Every value below a node, by its path. { value = "3 t", assumed = true } counts as "3 t".
void gather(const Node& node, const std::string& path, Leaves& leaves) {
  const std::string front = path.empty() ? "" : path + ".";
  if (const auto* table = node.table()) {
    const Node* value = node.find("value");
    if (value != nullptr) gather(*value, path, leaves);
    for (const Entry& entry : *table) {
      const std::string& key = entry.key.name;
      const bool told = value != nullptr && (key == "value" || key == "unit" || key == "assumed");
      const bool names = key == "substance" || key == "material" || key == "item";
      if (is_talk(key) || told || (names && value != nullptr)) continue;
      if (const std::string name = set_over(node, key); !name.empty()) {
        Leaves base;
        gather(entry.node, "", base);
        leaves[front + name].over = base[""].value;
      } else {
        gather(entry.node, front + key, leaves);
      }
    }
    return;
  }
  const auto* list = node.list();
  const bool rows = list != nullptr && !list->empty() && list->front().table() != nullptr;
  if (!rows) {
    leaves[path].value = node.as_written();
    return;
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    gather((*list)[i], front + row_name((*list)[i], i), leaves);
  }
}

/// One [[section]] entry, or a key of the header.
struct Thing {
  std::string section, id;
  const Node* node = nullptr;
};

std::vector<Thing> things_of(const Node& document) {
  std::vector<Thing> things;
  for (const Entry& entry : *document.table()) {
    const std::string& key = entry.key.name;
    const auto* list = entry.node.list();
    if (list != nullptr && !list->empty() && list->front().table() != nullptr) {
      for (const Node& node : *list) {
        const Node* id = text_under(node, "id");
        things.push_back({key, id != nullptr ? *id->text() : "", &node});
      }
    } else if (!is_talk(key) && key != "format") {
      things.push_back({"", key, &entry.node});
    }
  }
  return things;
}

std::optional<Node> parsed(const std::string& text) {
  scenarios::Complaints complaints;
  return scenarios::parse_toml(complaints.sources().add("scenario", text), complaints);
}

/// "on = 2022-03-01, set = { ... }": what a planner wants to know of a new thing.
std::string outline(const Thing& thing) {
  constexpr std::size_t longest = 240;
  std::string text;
  if (thing.node->table() == nullptr) return thing.node->as_written();
  for (const Entry& entry : *thing.node->table()) {
    if (is_talk(entry.key.name) || entry.key.name == "id") continue;
    text += (text.empty() ? "" : ", ") + entry.key.name + " = " + entry.node.as_written();
    if (text.size() > longest) break;
  }
  return text;
}

std::string name_of(const Thing& thing) {
  const Node* name = thing.node->table() != nullptr ? text_under(*thing.node, "name") : nullptr;
  const Node* why = thing.node->table() != nullptr ? text_under(*thing.node, "why") : nullptr;
  return name != nullptr ? *name->text() : why != nullptr ? *why->text() : std::string();
}

void compare_thing(const Thing& before, const Thing& after, std::vector<InputChange>& changes) {
  Leaves old_leaves;
  Leaves new_leaves;
  gather(*before.node, "", old_leaves);
  gather(*after.node, "", new_leaves);
  using Change = InputChange::What;
  const auto add = [&](Change what, const std::string& path, std::string was, std::string is) {
    changes.push_back(
        {what, after.section, after.id, name_of(after), path, std::move(was), std::move(is)});
  };
  for (const auto& [path, old] : old_leaves) {
    const auto found = new_leaves.find(path);
    if (found == new_leaves.end()) {
      add(Change::removed, path, old.beside({}), "");
      continue;
    }
    const Leaf& now = found->second;
    if (now.value == old.value && now.base() == old.base()) continue;
    add(Change::changed, path, old.beside(now), now.beside(old));
  }
  for (const auto& [path, now] : new_leaves) {
    if (!old_leaves.contains(path)) add(Change::added, path, "", now.beside({}));
  }
}

}  // namespace

std::vector<InputChange> compare_inputs(const std::string& base, const std::string& other) {
  std::vector<InputChange> changes;
  if (base == other) return changes;
  const auto before = parsed(base);
  const auto after = parsed(other);
  if (!before || !after) return changes;
  std::map<std::pair<std::string, std::string>, Thing> old_things;
  for (const Thing& thing : things_of(*before)) old_things[{thing.section, thing.id}] = thing;
  for (const Thing& thing : things_of(*after)) {
    const auto found = old_things.find({thing.section, thing.id});
    if (found == old_things.end()) {
      changes.push_back({InputChange::What::added, thing.section, thing.id, name_of(thing), "", "",
                         outline(thing)});
      continue;
    }
    compare_thing(found->second, thing, changes);
    old_things.erase(found);
  }
  for (const auto& [key, thing] : old_things) {
    changes.push_back({InputChange::What::removed, thing.section, thing.id, name_of(thing), "",
                       outline(thing), ""});
  }
  return changes;
}

}  // namespace huan::analysis
