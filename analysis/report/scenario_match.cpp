#include "analysis/report/scenario_match.h"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/reader/toml_source.h"

namespace huan::analysis::report {
namespace {

using scenarios::Node;

constexpr std::size_t most_named = 6;

std::optional<Node> toml(const std::string& text) {
  if (text.empty()) return std::nullopt;
  scenarios::Complaints complaints;
  return scenarios::parse_toml(complaints.sources().add("study", text), complaints);
}

/// What a study varies, as its [[vary]] say.
struct Varied {
  std::vector<std::string> paths;
  bool library = false, options = false;

  explicit Varied(const std::string& study) {
    const auto document = toml(study);
    const Node* all = document ? document->find("vary") : nullptr;
    if (all == nullptr || all->list() == nullptr) return;
    for (const Node& one : *all->list()) {
      for (const char* key : {"set", "permute"}) add(one.find(key));
      library = library || one.find("library") != nullptr;
      options = options || one.find("overlay") != nullptr || one.find("choose") != nullptr;
    }
  }

  [[nodiscard]] bool covers(const InputChange& change) const {
    if (library && change.section == "recipe") return true;
    const std::string path = change.id + (change.path.empty() ? "" : "." + change.path);
    return reaches(path) || reaches(change.section + "." + path);
  }

 private:
  void add(const Node* node) {
    if (node == nullptr) return;
    if (node->text() != nullptr) paths.push_back(*node->text());
    if (node->list() == nullptr) return;
    for (const Node& one : *node->list()) add(&one);
  }

  /// A part of what is varied is varied too.
  [[nodiscard]] bool reaches(const std::string& path) const {
    return std::ranges::any_of(paths, [&](const std::string& varied) {
      return path == varied || path.starts_with(varied + ".");
    });
  }
};

std::string words_of(const InputChange& change) {
  const std::string id = change.id.empty() ? change.section : change.id;
  const std::string path = id + (change.path.empty() ? "" : "." + change.path);
  switch (change.what) {
    case InputChange::What::added:
      return path + (change.path.empty() ? "" : " = " + change.after) + " is not in the study";
    case InputChange::What::removed:
      return path + (change.path.empty() ? "" : " = " + change.before) + " is in the study alone";
    case InputChange::What::changed:
      break;
  }
  return fmt::format("{} is {}, in the study {}", path, change.after, change.before);
}

}  // namespace

ScenarioMatch match(const StudyScenario& study, const std::string& run) {
  const Varied varied(study.study);
  ScenarioMatch found{compare_inputs(study.resolved, run), varied.options};
  std::erase_if(found.differences, [&](const InputChange& change) {
    const bool is_output = change.section.empty() && change.id == "output";
    return is_output || varied.covers(change);
  });
  return found;
}

std::string text_of(const ScenarioMatch& match) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most_named, match.differences.size()); ++i)
    text += (i == 0 ? "" : "; ") + words_of(match.differences[i]);
  return text + (match.differences.size() > most_named ? "; ..." : "");
}

nlohmann::json json_of(const ScenarioMatch& match) {
  nlohmann::json list = nlohmann::json::array();
  for (std::size_t i = 0; i < std::min(most_named, match.differences.size()); ++i) {
    const InputChange& one = match.differences[i];
    const char* what = one.what == InputChange::What::added     ? "added"
                       : one.what == InputChange::What::removed ? "removed"
                                                                : "changed";
    list.push_back({{"what", what},
                    {"section", one.section},
                    {"id", one.id},
                    {"name", one.name},
                    {"path", one.path},
                    {"study", one.before},
                    {"run", one.after}});
  }
  return {{"count", match.differences.size()},
          {"varies_options", match.varies_options},
          {"differences", std::move(list)}};
}

ScenarioDates dates_of(const std::string& scenario) {
  const auto document = toml(scenario);
  if (!document) return {};
  const auto day = [&](const char* key) {
    const Node* found = document->find(key);
    return found == nullptr ? std::string() : found->as_written().substr(0, 10);
  };
  return {day("start"), day("end")};
}

}  // namespace huan::analysis::report
