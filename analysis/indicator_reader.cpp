#include "analysis/indicator_reader.h"

#include <algorithm>
#include <stdexcept>

#include "analysis/indicator_check.h"
#include "analysis/pattern_class.h"
#include "analysis/term_reader.h"
#include "analysis/unit_of.h"
#include "scenarios/reader/fields.h"
#include "scenarios/reader/guards.h"
#include "scenarios/reader/toml_source.h"

namespace huan::analysis {
namespace {

using scenarios::Complaints;
using scenarios::Fields;
using scenarios::Node;
using Texts = std::vector<std::string>;

constexpr std::array groupings = {"county", "region", "facility", "material", "facility_kind"};

template <class List>
Texts as_texts(const List& list) {
  return Texts(list.begin(), list.end());
}

/// Reads the indicators of one file or scenario.
class DeclarationReader {
 public:
  explicit DeclarationReader(Complaints& complaints)
      : files_(complaints), context_(complaints, {}, files_) {}

  void read(const Node& node, Indicators& out);

 private:
  scenarios::Files files_;
  scenarios::Context context_;

  void error(const scenarios::Place& place, std::string message, std::string hint = {}) {
    context_.complaints.error(place, std::move(message), std::move(hint));
  }
  const Node* take_operation(Fields& fields, Indicator& indicator);
  void read_operation(Fields& fields, Indicator& indicator);
  void read_ratio(const Node& node, Indicator& indicator);
  void read_bounds(Fields& fields, Indicator& indicator);
  void read_figures(Fields& fields, std::string_view key, std::map<std::string, double>& figures);
  void read_words(Fields& fields, Indicator& indicator);
  void read_grouping(Fields& fields, Indicator& indicator);
  void read_unit(Fields& fields, Indicator& indicator);
};

/// at_least, at_most and for, beside the terms of `hours` and `first`.
void DeclarationReader::read_bounds(Fields& fields, Indicator& indicator) {
  const auto bound = [&](std::string_view key, double& value) {
    const Node* node = fields.take(key);
    if (node == nullptr) return;
    Term term;
    TermReader(indicator.id, context_).read_factor(*node, term);
    value = term.factor;
  };
  bound("at_least", indicator.at_least);
  bound("at_most", indicator.at_most);
  bound("for", indicator.held_for);
  if (indicator.at_least < -1e299 && indicator.at_most > 1e299) {
    fields.error(fields.place(), fields.who() + " needs at_least or at_most",
                 "for example { activity = \"x.run\", at_least = 0.99 }");
  }
}

/// { of = ..., to = ... }
void DeclarationReader::read_ratio(const Node& node, Indicator& indicator) {
  Fields parts(node, "the ratio of indicator '" + indicator.id + "'", context_);
  for (const auto& [key, terms] : {std::pair{"of", &indicator.of}, {"to", &indicator.to}}) {
    if (const Node* part = parts.take(key)) {
      TermReader(indicator.id, context_).read_terms(*part, *terms);
    } else if (node.table() != nullptr) {
      error(node.place, parts.who() + " has no '" + key + "'",
            "for example ratio = { of = { flow = \"a\" }, to = { flow = \"b\" } }");
    }
  }
  parts.finish();
}

/// The node of the one key of those that say what is made of the terms.
const Node* DeclarationReader::take_operation(Fields& fields, Indicator& indicator) {
  using enum Operation;
  const std::vector<std::pair<std::string, Operation>> operations = {
      {"sum", sum}, {"ratio", ratio}, {"growth", growth}, {"last", last},
      {"max", max}, {"hours", hours}, {"first", first},   {"not_computable", none}};
  const Node* chosen = nullptr;
  for (const auto& [key, operation] : operations) {
    const Node* node = fields.take(key);
    if (node == nullptr) continue;
    if (chosen != nullptr) {
      error(node->place, fields.who() + " has two of sum, ratio, growth, last, max, hours, first",
            "make two indicators of it");
    }
    chosen = node;
    indicator.operation = operation;
  }
  if (chosen == nullptr) {
    error(fields.place(),
          fields.who() + " needs one of sum, ratio, growth, last, max, hours, first");
  }
  return chosen;
}

void DeclarationReader::read_operation(Fields& fields, Indicator& indicator) {
  using enum Operation;
  const Node* chosen = take_operation(fields, indicator);
  if (chosen == nullptr) return;
  if (indicator.operation == none) {
    if (chosen->text() == nullptr || chosen->text()->empty()) {
      error(chosen->place, "'not_computable' says why, as a text");
    } else {
      indicator.note = *chosen->text();
    }
    return;
  }
  if (indicator.operation == ratio) return read_ratio(*chosen, indicator);
  TermReader(indicator.id, context_).read_terms(*chosen, indicator.of);
  const bool bounded = indicator.operation == hours || indicator.operation == first;
  if (bounded && chosen->table() != nullptr) {
    Fields bounds(*chosen, fields.who(), context_);
    read_bounds(bounds, indicator);
  }
}

void DeclarationReader::read_figures(Fields& fields, std::string_view key,
                                     std::map<std::string, double>& figures) {
  const Node* node = fields.take(key);
  if (node == nullptr) return;
  if (node->table() == nullptr) {
    error(node->place, "'" + std::string(key) + "' gives a number for each year",
          std::string(key) + " = { 2020 = 12.46 }");
    return;
  }
  for (const scenarios::Entry& entry : *node->table()) {
    const std::string& year = entry.key.name;
    const bool is_year = year.size() == 4 && std::ranges::all_of(year, [](unsigned char c) {
                           return std::isdigit(c) != 0;
                         });
    if (!is_year && year != "run") {
      error(entry.key.place, "'" + year + "' is no year", "a year such as 2020, or run");
    }
    const auto value = scenarios::plain_of(entry.node);
    if (!value) {
      error(entry.node.place, entry.node.as_written() + ": a plain number is needed",
            "its unit is that of the indicator");
    } else {
      figures[year] = *value;
    }
  }
}

void DeclarationReader::read_unit(Fields& fields, Indicator& indicator) {
  const scenarios::Text text = fields.text("unit");
  indicator.unit = text.value;
  const auto unit = unit_of(text.value);
  if (!unit) {
    error(text.place, "'unit' = \"" + text.value + "\": there is no such unit",
          scenarios::did_you_mean(text.value, scenarios::known_units(),
                                  "scenarios/reader/README.md lists the units"));
    return;
  }
  indicator.unit_factor = unit->factor;
  indicator.unit_powers = unit->powers;
}

void DeclarationReader::read_words(Fields& fields, Indicator& indicator) {
  indicator.name = fields.text("name").value;
  if (indicator.name.empty()) indicator.name = indicator.id;
  indicator.name_zh = fields.text("name_zh").value;
  indicator.group = fields.text("group").value;
  indicator.group_zh = fields.text("group_zh").value;
  indicator.note = fields.text("note").value;
  indicator.note_zh = fields.text("note_zh").value;
  indicator.source = fields.text("source").value;
}

/// per and by.
void DeclarationReader::read_grouping(Fields& fields, Indicator& indicator) {
  indicator.per = fields.one_of<Per>(
      "per", {{"year", Per::year}, {"run", Per::run}, {"interval", Per::interval}},
      indicator.operation == Operation::first ? Per::run : Per::year);
  const auto by = fields.text("by");
  indicator.by = by.value;
  if (by.given() && std::ranges::find(groupings, by.value) == groupings.end()) {
    error(by.place, "'by' cannot be '" + by.value + "'",
          scenarios::did_you_mean(by.value, as_texts(groupings),
                                  "it is county, region, facility, material or facility_kind"));
  }
}

void DeclarationReader::read(const Node& node, Indicators& out) {
  const std::size_t before = context_.complaints.errors();
  const Node* id = node.find("id");
  const std::string name = id != nullptr && id->text() != nullptr ? *id->text() : "";
  Fields fields(node, "indicator '" + name + "'", context_);
  Indicator indicator;
  indicator.place = fields.place();
  indicator.id = fields.needed_text("id").value;
  if (std::ranges::find(out, indicator.id, &Indicator::id) != out.end()) {
    error(fields.place(), fields.who() + " is there twice");
  }
  read_words(fields, indicator);
  read_operation(fields, indicator);
  read_grouping(fields, indicator);
  read_unit(fields, indicator);
  indicator.better = fields.one_of<Better>(
      "better", {{"lower", Better::lower}, {"higher", Better::higher}}, Better::unsaid);
  indicator.coverage = fields.text("coverage").value;
  if (indicator.coverage.empty()) {
    indicator.coverage = indicator.operation == Operation::none ? "none" : "whole";
  }
  read_figures(fields, "reported", indicator.reported);
  read_figures(fields, "target", indicator.target);
  fields.finish();
  const auto fine = [&] { return context_.complaints.errors() == before; };
  if (fine()) check_indicator(indicator, context_.complaints);
  if (fine()) out.push_back(std::move(indicator));
}

}  // namespace

void read_indicator(const Node& node, Indicators& indicators, Complaints& complaints) {
  DeclarationReader(complaints).read(node, indicators);
}

Indicators indicators_of(std::span<const scenarios::Indicator> declared, Complaints& complaints) {
  Indicators all;
  DeclarationReader reader(complaints);
  for (const scenarios::Indicator& one : declared) reader.read(one.body, all);
  return all;
}

Indicators indicators_in(std::string text, const std::string& name, Complaints& complaints) {
  Indicators all;
  const auto file = complaints.sources().add(name, std::move(text));
  if (!scenarios::is_decent_text(file, scenarios::largest_toml, complaints) ||
      !scenarios::is_shallow_toml(file, complaints)) {
    return all;
  }
  const auto document = scenarios::parse_toml(file, complaints);
  const Node* list = document ? document->find("indicator") : nullptr;
  if (list == nullptr) return all;
  if (list->list() == nullptr) {
    complaints.error(list->place, "indicators are a list", "write [[indicator]]");
    return all;
  }
  DeclarationReader reader(complaints);
  for (const Node& node : *list->list()) reader.read(node, all);
  return all;
}

const Indicators& general_indicators() {
  static const Indicators all = [] {
    Complaints complaints;
    const Node document = embedded_toml("analysis/indicators.toml", complaints);
    Indicators read;
    DeclarationReader reader(complaints);
    for (const Node& node : *document.find("indicator")->list()) reader.read(node, read);
    if (!complaints.fine()) throw std::logic_error(complaints.render());
    return read;
  }();
  return all;
}

}  // namespace huan::analysis
