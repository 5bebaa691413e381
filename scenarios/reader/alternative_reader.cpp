#include <algorithm>

#include "scenarios/reader/sections.h"

namespace huan::scenarios {
namespace {

/// The changes and hypotheses of the chosen option.
void take_option(const Node& option, std::vector<RawChange>& changes, Assembly& assembly,
                 Context& context) {
  for (const auto& [key, kind] :
       {std::pair("set", Operation::Kind::set), std::pair("times", Operation::Kind::times)})
    for (RawChange& change : raw_changes(option.find(key), key, kind, context))
      changes.push_back(std::move(change));
  const Node* enable = option.find("enable");
  if (enable && enable->text()) assembly.enabled.push_back({*enable->text(), enable->place});
  if (enable && enable->list())
    for (const Node& id : *enable->list())
      if (id.text()) assembly.enabled.push_back({*id.text(), id.place});
}

/// Options that are not taken are checked too: their keys, and that there are changes.
void check_option(const Key& name, const Node& option, Context& context) {
  Fields fields(option, "option '" + name.name + "'", context);
  fields.allow({"set", "times", "enable", "name", "name_zh", "source", "note"});
  fields.finish();
}

void read_alternative(const Node& node, std::vector<RawChange>& changes, Assembly& assembly,
                      Context& context) {
  Alternative alternative;
  alternative.id = *node.find("id")->text();
  alternative.place = node.find("id")->place;
  Fields fields(node, "alternative '" + alternative.id + "'", context);
  fields.allow({"id", "note", "evidence"});
  alternative.name = fields.text("name");
  alternative.name_zh = fields.text("name_zh");
  alternative.source = fields.text("source");
  Text chosen = fields.needed_text("default");
  alternative.fallback = chosen.value;
  const Node* options = fields.take("options");
  fields.finish();
  if (!options || !options->table() || options->table()->empty())
    return fields.error(alternative.place, fields.who() + " has no options",
                        "write [alternative.options.NAME] with what it sets");
  for (const auto& [name, option] : *options->table()) {
    alternative.options.push_back(name.name);
    check_option(name, option, context);
  }
  const auto known = [&](const Text& option) {
    const auto& all = alternative.options;
    if (option.empty() || std::find(all.begin(), all.end(), option.value) != all.end()) return true;
    fields.error(option.place, fields.who() + " has no option '" + option.value + "'",
                 context.suggestion(option.value, all));
    return false;
  };
  bool fine = known(chosen);
  if (const auto at = assembly.chosen.find(alternative.id); at != assembly.chosen.end()) {
    chosen = at->second;
    fine = known(chosen);
  }
  alternative.chosen = chosen.value;
  if (const Node* option = fine ? options->find(chosen.value) : nullptr)
    take_option(*option, changes, assembly, context);
  enter(alternative.id, Scenario::Thing::Kind::alternative, context.scenario.alternatives.size(),
        context);
  context.scenario.alternatives.push_back(std::move(alternative));
}

}  // namespace

std::vector<RawChange> choose_options(Assembly& assembly, Context& context) {
  std::vector<RawChange> changes;
  for (const Node& node : assembly[Section::alternative])
    read_alternative(node, changes, assembly, context);
  std::vector<std::string> ids;
  for (const Alternative& alternative : context.scenario.alternatives)
    ids.push_back(alternative.id);
  for (const auto& [id, option] : assembly.chosen)
    if (std::find(ids.begin(), ids.end(), id) == ids.end())
      context.complaints.error(option.place, "there is no alternative '" + id + "' to choose from",
                               context.suggestion(id, ids));
  return changes;
}

}  // namespace huan::scenarios
