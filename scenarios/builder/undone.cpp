#include "scenarios/builder/undone.h"

#include <string_view>

#include "scenarios/reader/operation.h"

namespace huan::scenarios {
namespace {

/// An overlay names its base before its first table; the command line is a text of its own.
bool is_overlay(const SourceTexts& sources, std::uint32_t file) {
  if (sources.path(file) == "--set") return true;
  constexpr std::uint32_t longest_header = 1000;  // lines
  for (std::uint32_t line = 1; line <= longest_header; ++line) {
    const std::string_view words = sources.line(file, line);
    const auto begin = words.find_first_not_of(" \t");
    if (begin == std::string_view::npos) continue;
    if (words[begin] == '[') return false;
    if (!words.substr(begin).starts_with("base")) continue;
    const auto after = words.find_first_not_of(" \t", begin + 4);
    if (after != std::string_view::npos && words[after] == '=') return true;
  }
  return false;
}

bool lasts(const Event& event) {
  return !event.lasts && (std::holds_alternative<OnDate>(event.trigger) ||
                          std::holds_alternative<Follows>(event.trigger));
}

}  // namespace

void warn_of_undone(const Scenario& scenario, Complaints& complaints) {
  for (const Event& event : scenario.events) {
    if (!lasts(event)) continue;
    for (const Operation& operation : event.operations) {
      if (operation.kind != Operation::Kind::set || !operation.place.known()) continue;
      const std::optional<Setting> now = value_at(scenario, operation.path);
      if (!now || !now->place.known() || now->place.file == operation.place.file) continue;
      if (!is_overlay(complaints.sources(), now->place.file)) continue;
      Complaint complaint;
      complaint.severity = Severity::warning;
      complaint.place = now->place;
      complaint.message = "'" + operation.path + "' is set here, but event '" + event.id +
                          "' sets it again during the run";
      complaint.hint = "remove = [\"" + event.id + "\"] keeps what is set here to the end";
      complaint.also.push_back({operation.place, "event '" + event.id + "' is here"});
      complaints.add(std::move(complaint));
    }
  }
}

}  // namespace huan::scenarios
