#include "analysis/selection.h"

#include <algorithm>
#include <cmath>

#include "analysis/pattern.h"
#include "analysis/unit_of.h"
#include "scenarios/reader/toml_source.h"

namespace huan::analysis {
namespace {

using Texts = std::vector<std::string>;

const std::string nothing = "nothing in this run matches ";

/// What stands before the dot, and after it.
std::string facility_part(const std::string& name) { return name.substr(0, name.find('.')); }
std::string local_part(const std::string& name) {
  const auto dot = name.find('.');
  return dot == std::string::npos ? name : name.substr(dot + 1);
}

std::map<std::string, std::string> recipes_in(const std::string& scenario) {
  std::map<std::string, std::string> recipes;
  scenarios::Complaints complaints;
  const auto file = complaints.sources().add("scenario", scenario);
  const auto document = scenarios::parse_toml(file, complaints);
  const scenarios::Node* list = document ? document->find("facility") : nullptr;
  if (list == nullptr || list->list() == nullptr) return recipes;
  for (const scenarios::Node& facility : *list->list()) {
    const auto* id = facility.find("id");
    const auto* recipe = facility.find("recipe");
    if (id == nullptr || recipe == nullptr || id->text() == nullptr) continue;
    if (recipe->text() != nullptr) recipes[*id->text()] = *recipe->text();
  }
  return recipes;
}

/// Unit of a line of a table.
std::string unit_text(const Dataset& data, const Table& table, std::size_t line, std::size_t item) {
  if (table.unit != "1") return table.unit;
  if (table.axes.size() > 2) {
    const std::string& said = data.axis_of(table, 2).text("unit", item);
    if (!said.empty()) return said;
  }
  const std::string& said = data.axis_of(table, 1).text("unit", line);
  return said.empty() ? table.unit : said;
}

/// Finds the lines of one term.
class Selector {
 public:
  Selector(const Term& term, const std::string& group, const Directory& directory)
      : term_(term), group_(group), directory_(directory), data_(directory.data()) {}

  Selection find() {
    out_.powers = term_.factor_powers;
    if (term_.quantity->nature == Quantity::Nature::constant) {
      out_.lines.push_back({0, term_.factor, 0, ""});
      return std::move(out_);
    }
    const Table* table = data_.table(term_.quantity->table);
    if (table == nullptr || table->axes.size() < 2) {
      out_.unmatched.push_back("this run has no table '" + term_.quantity->table + "'");
      if (!term_.quantity->unit.empty()) {
        out_.powers = multiplied(out_.powers, unit_of(term_.quantity->unit)->powers, 1);
      }
      return std::move(out_);
    }
    out_.table = table;
    take(*table);
    return std::move(out_);
  }

 private:
  const Term& term_;
  const std::string& group_;
  const Directory& directory_;
  const Dataset& data_;
  Selection out_;
  std::string unit_;  ///< of the lines so far

  void take(const Table& table);
  void take_line(const Table& table, std::size_t line, const std::vector<std::size_t>& items);
  [[nodiscard]] bool passes(const Axis& axis, std::size_t line) const;
  [[nodiscard]] static bool named(const Axis& axis, std::size_t line, const std::string& pattern) {
    if (matches(axis.ids[line], pattern)) return true;
    const std::string& from = axis.text("from", line);
    return !from.empty() && matches(from + ">" + axis.text("to", line), pattern);
  }
};

bool Selector::passes(const Axis& axis, std::size_t line) const {
  const auto fits = [&](const Term::Filter& filter) {
    if (!filter.column.empty()) {
      return matches_any(directory_.said(axis, line, filter.column), filter.patterns);
    }
    return std::ranges::any_of(filter.patterns,
                               [&](const auto& pattern) { return named(axis, line, pattern); });
  };
  return std::ranges::all_of(term_.filters, fits) && std::ranges::none_of(term_.except, fits);
}

void Selector::take_line(const Table& table, std::size_t line,
                         const std::vector<std::size_t>& items) {
  const std::size_t count = table.axes.size() > 2 ? table.size[2] : 1;
  for (const std::size_t item : items) {
    const std::string text = unit_text(data_, table, line, item);
    const auto unit = unit_of(text);
    if (!unit && out_.fault.empty()) {
      out_.fault = "'" + text + "' is a unit that cannot be reckoned with";
    }
    if (!unit) continue;
    const auto powers = multiplied(term_.factor_powers, unit->powers, 1);
    if (!out_.lines.empty() && powers != out_.powers && out_.fault.empty()) {
      out_.fault = "its lines differ in unit: " + unit_ + " and " + text;
    }
    out_.powers = powers;
    unit_ = text;
    const Axis& axis = data_.axis_of(table, 1);
    out_.lines.push_back({line * count + item, term_.factor * unit->factor,
                          term_.quantity->key == "room" ? axis.number("capacity", line) : 0.0,
                          group_.empty() ? "" : directory_.said(axis, line, group_)});
  }
}

void Selector::take(const Table& table) {
  const Axis& axis = data_.axis_of(table, 1);
  std::vector<std::size_t> items = {0};
  if (table.axes.size() > 2) {
    items.clear();
    const Axis& kinds = data_.axis_of(table, 2);
    for (const std::string& pattern : term_.items) {
      const auto found = kinds.matching(pattern);
      if (found.empty()) out_.unmatched.push_back(nothing + pattern);
      items.insert(items.end(), found.begin(), found.end());
    }
    std::ranges::sort(items);
    items.erase(std::ranges::unique(items).begin(), items.end());
  }
  const Texts every = {"*"};
  const Texts& patterns = term_.quantity->by_item ? every : term_.patterns;
  std::vector<bool> hit(patterns.size());
  for (std::size_t line = 0; line < axis.size(); ++line) {
    bool wanted = false;
    for (std::size_t p = 0; p < patterns.size(); ++p) {
      if (!named(axis, line, patterns[p])) continue;
      hit[p] = true;
      wanted = true;
    }
    if (wanted && passes(axis, line)) take_line(table, line, items);
  }
  for (std::size_t p = 0; p < patterns.size(); ++p) {
    if (!hit[p]) out_.unmatched.push_back(nothing + patterns[p]);
  }
  // With filters a pattern may match much, and all the same no line be left.
  if (out_.lines.empty() && out_.unmatched.empty())
    out_.unmatched.push_back(nothing + term_.written);
}

}  // namespace

Directory::Directory(const Dataset& data) : data_(data), recipes_(recipes_in(data.scenario)) {
  const Axis* facilities = data.axis("facility");
  if (facilities == nullptr) return;
  for (std::size_t i = 0; i < facilities->size(); ++i) facilities_[facilities->ids[i]] = i;
}

/// The process at which a flow begins or ends; of a process axis, the line itself.
std::string Directory::process_of(const Axis& axis, std::size_t line) const {
  const std::string& kind = axis.text("kind", line);
  if (axis.column("from") == nullptr) return axis.ids[line];
  if (kind == "draw") return axis.text("to", line);
  return kind == "delivery" ? axis.text("from", line) : "";
}

std::string Directory::said(const Axis& axis, std::size_t line, const std::string& column) const {
  if (column == "recipe") {
    const std::string process = process_of(axis, line);
    const auto recipe = recipes_.find(facility_part(process));
    const bool only_one = local_part(process) == "run" && recipe != recipes_.end();
    return only_one ? recipe->second : local_part(process);
  }
  if (column == axis.name) return axis.ids[line];
  if (column == "facility_kind" || axis.column(column) == nullptr) {
    std::string facility = axis.name == "facility" ? axis.ids[line] : axis.text("facility", line);
    if (axis.name == "loss") facility = facility_part(axis.text("process", line));
    if (axis.name == "route") facility = facility_part(axis.text("to", line));
    if (column == "facility") return facility;
    const auto found = facilities_.find(facility);
    if (found == facilities_.end()) return "";
    const Axis& all = *data_.axis("facility");
    return all.text(column == "facility_kind" ? "kind" : column, found->second);
  }
  return axis.text(column, line);
}

Selection select(const Term& term, const std::string& group, const Directory& directory) {
  return Selector(term, group, directory).find();
}

}  // namespace huan::analysis
