#include "sim/app/drawing.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

namespace huan::app {
namespace {

std::string in_quotes(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

/// Number of the loop that each stock of a loop lies in, by name.
std::unordered_map<std::string, std::size_t> loop_numbers(const sim::Network& network) {
  std::unordered_map<std::string, std::size_t> numbers;
  for (std::size_t loop = 0; loop < network.loops().size(); ++loop) {
    for (const sim::StockId stock : network.loops()[loop]) {
      numbers[network.stocks()[stock.index()].name] = loop;
    }
  }
  return numbers;
}

std::string style_of(scenarios::OnlyWhen only_when) {
  switch (only_when) {
    case scenarios::OnlyWhen::always:
      break;
    case scenarios::OnlyWhen::full:
      return ", style=dashed";
    case scenarios::OnlyWhen::short_:
      return ", style=dotted";
  }
  return {};
}

std::string node(const scenarios::Facility& facility) {
  std::string label = facility.name.empty() ? facility.id : facility.name.value;
  if (!facility.name_zh.empty()) label += "\n" + facility.name_zh.value;
  return fmt::format("  {} [label={}, tooltip={}];\n", in_quotes(facility.id), in_quotes(label),
                     in_quotes(facility.id + " (" + facility.kind.value + ")"));
}

std::string edge(const std::string& from, const std::string& to, const std::string& label,
                 const std::string& id, const std::string& style) {
  return fmt::format("  {} -> {} [label={}, tooltip={}{}];\n", in_quotes(from), in_quotes(to),
                     in_quotes(label), in_quotes(id), style);
}

}  // namespace

std::string drawing_of(const scenarios::Scenario& scenario, const sim::Network& network) {
  const auto loops = loop_numbers(network);
  std::string text =
      "digraph huan {\n  rankdir=LR;\n  node [shape=box, fontname=\"Noto Sans CJK SC\", "
      "fontsize=10];\n  edge [fontname=\"Noto Sans CJK SC\", fontsize=8];\n";
  for (const scenarios::Facility& facility : scenario.facilities) text += node(facility);
  for (const scenarios::Route& route : scenario.routes) {
    const auto from = loops.find(route.from.text());
    const auto to = loops.find(route.to.text());
    const bool loop = from != loops.end() && to != loops.end() && from->second == to->second;
    text += edge(route.from.facility, route.to.facility, route.from.material, route.id,
                 style_of(route.only_when) + (loop ? ", color=red" : ""));
  }
  std::set<std::string> outside;
  for (const scenarios::Boundary& boundary : scenario.boundaries) {
    const std::string world =
        (boundary.to ? "from outside: " : "to outside: ") + boundary.material.value;
    if (outside.insert(world).second) {
      text += fmt::format("  {} [label={}, shape=plaintext];\n", in_quotes(world),
                          in_quotes(boundary.material.value));
    }
    const std::string style = style_of(boundary.only_when);
    text += boundary.to ? edge(world, boundary.to->facility, "", boundary.id, style)
                        : edge(boundary.from->facility, world, "", boundary.id, style);
  }
  return text + "}\n";
}

std::vector<std::string> loops_of(const sim::Network& network) {
  std::vector<std::string> lines;
  for (const std::vector<sim::StockId>& loop : network.loops()) {
    if (loop.size() < 2) continue;
    std::vector<std::string> names;
    for (const sim::StockId stock : loop) names.push_back(network.stocks()[stock.index()].name);
    std::ranges::sort(names);
    lines.push_back(fmt::format("{}", fmt::join(names, ", ")));
  }
  std::ranges::sort(lines);
  return lines;
}

}  // namespace huan::app
