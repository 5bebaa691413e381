#include "scenarios/reader/hypotheses.h"

#include <algorithm>

namespace huan::scenarios {
namespace {

bool is_hypothesis(const Node& node) {
  const Node* evidence = node.find("evidence");
  return evidence && evidence->text() && *evidence->text() == "hypothesis";
}

}  // namespace

void sort_out_hypotheses(Assembly& assembly, Context& context) {
  auto& known = context.scenario.hypotheses;
  const auto enabled = [&](const std::string& id) {
    return std::any_of(assembly.enabled.begin(), assembly.enabled.end(), [&](const Text& name) {
      return name.value == id || name.value == "hypothesis";
    });
  };
  for (const Section section :
       {Section::facility, Section::route, Section::boundary, Section::limit, Section::event})
    std::erase_if(assembly[section], [&](const Node& node) {
      if (!is_hypothesis(node)) return false;
      const Node& id = *node.find("id");
      const bool on = enabled(*id.text());
      known.push_back({*id.text(), std::string(section_names[static_cast<std::size_t>(section)]),
                       id.place, on});
      if (!on) context.off.emplace(*id.text(), id.place);
      return !on;
    });
  std::vector<std::string> ids;
  for (const Hypothesis& hypothesis : known) ids.push_back(hypothesis.id);
  for (const Text& name : assembly.enabled)
    if (name.value != "hypothesis" && std::find(ids.begin(), ids.end(), name.value) == ids.end())
      context.complaints.error(name.place, "there is no hypothesis '" + name.value + "' to enable",
                               context.suggestion(name.value, ids));
}

}  // namespace huan::scenarios
