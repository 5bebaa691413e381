#include "analysis/indicator_reader.h"

#include <algorithm>
#include <stdexcept>

#include "analysis/unit_of.h"
#include "models/embedded.h"
#include "scenarios/reader/fields.h"
#include "scenarios/reader/guards.h"
#include "scenarios/reader/toml_source.h"

namespace huan::analysis {
namespace {

using scenarios::Complaints;
using scenarios::Fields;
using scenarios::Node;
using scenarios::Powers;
using Texts = std::vector<std::string>;

/// Keys of a term that choose lines by what is said of them (filter_columns of the axis).
constexpr std::array filter_columns = {"material", "from",          "to",     "facility", "county",
                                       "region",   "facility_kind", "recipe", "kind",     "cause",
                                       "process",  "stock_material"};
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
  void read_operation(Fields& fields, Indicator& indicator);
  void read_terms(const Node& node, const Indicator& indicator, std::vector<Term>& out);
  void read_term(const Node& node, const Indicator& indicator, std::vector<Term>& out);
  void read_factor(const Node& node, Term& term);
  void read_filters(Fields& fields, std::vector<Term::Filter>& filters);
  void read_except(Fields& fields, Term& term);
  void read_bounds(Fields& fields, Indicator& indicator);
  Texts patterns(Fields& fields, std::string_view key);
  void read_figures(Fields& fields, std::string_view key, std::map<std::string, double>& figures);
  void read_unit(Fields& fields, Indicator& indicator);
  void check(const Indicator& indicator);
};

/// A list of patterns, classes put in for their names.
Texts DeclarationReader::patterns(Fields& fields, std::string_view key) {
  Texts found;
  for (const scenarios::Text& text : fields.texts(key)) {
    if (!text.value.starts_with("@")) {
      found.push_back(text.value);
      continue;
    }
    const Texts* known = pattern_class(std::string_view(text.value).substr(1));
    if (known == nullptr) {
      error(text.place, "there is no class '" + text.value + "'",
            "the classes stand in analysis/classes.toml");
    } else {
      found.insert(found.end(), known->begin(), known->end());
    }
  }
  return found;
}

void DeclarationReader::read_filters(Fields& fields, std::vector<Term::Filter>& filters) {
  for (const char* column : filter_columns) {
    Texts wanted = patterns(fields, column);
    if (!wanted.empty()) filters.push_back({column, std::move(wanted)});
  }
}

/// Ids to leave out, or { material = ..., ... }.
void DeclarationReader::read_except(Fields& fields, Term& term) {
  const Node* node = fields.take("except");
  if (node == nullptr) return;
  if (node->table() == nullptr) {
    term.except.push_back({"", patterns(fields, "except")});
    return;
  }
  Fields inner(*node, "'except' of " + fields.who(), context_);
  read_filters(inner, term.except);
  inner.finish();
}

void DeclarationReader::read_factor(const Node& node, Term& term) {
  if (const auto plain = scenarios::plain_of(node)) {
    term.factor = *plain;
    return;
  }
  const auto amount = node.text() != nullptr ? amount_of(*node.text()) : std::nullopt;
  if (!amount) {
    error(node.place, node.as_written() + ": a number, or a number with its unit, is needed",
          "for example 0.5 or \"0.5703 t/MWh\"");
    return;
  }
  term.factor = amount->factor;
  term.factor_powers = amount->powers;
}

void DeclarationReader::read_term(const Node& node, const Indicator& indicator,
                                  std::vector<Term>& out) {
  const std::string who = "a term of indicator '" + indicator.id + "'";
  if (node.table() == nullptr) {
    error(node.place, who + " is a table, this is " + std::string(node.words()),
          "for example { flow = \"msw_*_to_landfill\" }");
    return;
  }
  Fields fields(node, who, context_);
  Term term;
  term.place = node.place;
  term.written = node.as_written();
  Texts keys;
  for (const Quantity& quantity : quantities()) {
    keys.push_back(quantity.key);
    if (node.find(quantity.key) == nullptr) continue;
    if (term.quantity != nullptr) {
      error(node.find(quantity.key)->place,
            who + " is about one quantity; this names '" + quantity.key + "' beside '" +
                term.quantity->key + "'",
            "make a list of it: [{ ... }, { ... }]");
    }
    term.quantity = &quantity;
  }
  if (term.quantity == nullptr) {
    std::string hint;
    for (const scenarios::Entry& entry : *node.table()) {
      const std::string near = scenarios::nearest(entry.key.name, keys);
      if (!near.empty()) hint = "did you mean '" + near + "'?";
    }
    error(node.place, who + " says no quantity: flow, stock, emission, money, ...", hint);
    return;
  }
  if (term.quantity->nature == Quantity::Nature::constant) {
    read_factor(*fields.take("constant"), term);
  } else {
    (term.quantity->by_item ? term.items : term.patterns) = patterns(fields, term.quantity->key);
    if (!term.quantity->by_item) term.items = patterns(fields, "item");
    read_filters(fields, term.filters);
    read_except(fields, term);
    term.optional = fields.flag("optional");
    if (const Node* times = fields.take("times")) read_factor(*times, term);
  }
  fields.allow({"at_least", "at_most", "for", "source"});
  fields.finish();
  out.push_back(std::move(term));
}

void DeclarationReader::read_terms(const Node& node, const Indicator& indicator,
                                   std::vector<Term>& out) {
  if (node.list() == nullptr) return read_term(node, indicator, out);
  for (const Node& term : *node.list()) read_term(term, indicator, out);
  if (node.list()->empty()) error(node.place, "indicator '" + indicator.id + "' adds up nothing");
}

/// at_least, at_most and for, beside the terms of `hours` and `first`.
void DeclarationReader::read_bounds(Fields& fields, Indicator& indicator) {
  const auto bound = [&](std::string_view key, double& value) {
    const Node* node = fields.take(key);
    if (node == nullptr) return;
    Term term;
    read_factor(*node, term);
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

void DeclarationReader::read_operation(Fields& fields, Indicator& indicator) {
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
    return;
  }
  if (indicator.operation == none) {
    if (chosen->text() == nullptr || chosen->text()->empty()) {
      error(chosen->place, "'not_computable' says why, as a text");
    } else {
      indicator.note = *chosen->text();
    }
  } else if (indicator.operation == ratio) {
    Fields parts(*chosen, "the ratio of indicator '" + indicator.id + "'", context_);
    for (const auto& [key, terms] : {std::pair{"of", &indicator.of}, {"to", &indicator.to}}) {
      if (const Node* node = parts.take(key)) {
        read_terms(*node, indicator, *terms);
      } else if (chosen->table() != nullptr) {
        error(chosen->place, parts.who() + " has no '" + key + "'",
              "for example ratio = { of = { flow = \"a\" }, to = { flow = \"b\" } }");
      }
    }
    parts.finish();
  } else {
    read_terms(*chosen, indicator, indicator.of);
    if ((indicator.operation == hours || indicator.operation == first) &&
        chosen->table() != nullptr) {
      Fields bounds(*chosen, fields.who(), context_);
      read_bounds(bounds, indicator);
    }
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

/// What the terms are in, where that is the same in every run; nullopt where a line says it.
std::optional<Powers> powers_of(const std::vector<Term>& terms) {
  if (terms.empty()) return std::nullopt;
  const Term& term = terms.front();
  Powers powers = term.factor_powers;
  if (term.quantity->nature == Quantity::Nature::constant) return powers;
  if (term.quantity->unit.empty()) return std::nullopt;
  return multiplied(powers, unit_of(term.quantity->unit)->powers, 1);
}

void DeclarationReader::check(const Indicator& indicator) {
  using enum Operation;
  const std::string who = "indicator '" + indicator.id + "'";
  for (const Term& term : indicator.of) {
    const auto nature = term.quantity->nature;
    if (nature == Quantity::Nature::share && indicator.operation != max &&
        indicator.operation != hours && indicator.operation != first) {
      error(term.place, who + ": an activity cannot be added up",
            "a ratio of throughput to capacity is the activity of a longer time");
    }
    if (nature == Quantity::Nature::amount && indicator.operation == last) {
      error(term.place, who + ": '" + term.quantity->key + "' is an amount, not a level",
            "use sum, or the stock");
    }
  }
  if (indicator.operation == none || indicator.operation == hours || indicator.operation == first) {
    return;
  }
  auto powers = powers_of(indicator.of);
  if (indicator.operation == growth) powers = Powers{};
  if (indicator.operation == ratio && powers) {
    const auto below = powers_of(indicator.to);
    powers = below ? std::optional(multiplied(*powers, *below, -1)) : std::nullopt;
  }
  if (powers && !time_between(*powers, indicator.unit_powers)) {
    error(indicator.place, who + " cannot be in \"" + indicator.unit +
                               "\": what it adds up is in " + text_of(*powers));
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
  indicator.name = fields.text("name").value;
  if (indicator.name.empty()) indicator.name = indicator.id;
  indicator.name_zh = fields.text("name_zh").value;
  indicator.group = fields.text("group").value;
  indicator.group_zh = fields.text("group_zh").value;
  indicator.note = fields.text("note").value;
  indicator.note_zh = fields.text("note_zh").value;
  indicator.source = fields.text("source").value;
  read_operation(fields, indicator);
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
  if (context_.complaints.errors() == before) check(indicator);
  if (context_.complaints.errors() == before) out.push_back(std::move(indicator));
}

const Node* entries_of(const Node& document, std::string_view name) { return document.find(name); }

Node embedded(std::string_view path, Complaints& complaints) {
  for (const models::EmbeddedFile& file : models::embedded_files()) {
    if (file.path != path) continue;
    const auto index = complaints.sources().add(std::string(path), std::string(file.text));
    if (auto document = scenarios::parse_toml(index, complaints)) return *document;
  }
  throw std::logic_error("no '" + std::string(path) + "' in the program:\n" + complaints.render());
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
  const Node* list = document ? entries_of(*document, "indicator") : nullptr;
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
    const Node document = embedded("analysis/indicators.toml", complaints);
    Indicators read;
    DeclarationReader reader(complaints);
    for (const Node& node : *entries_of(document, "indicator")->list()) reader.read(node, read);
    if (!complaints.fine()) throw std::logic_error(complaints.render());
    return read;
  }();
  return all;
}

const Texts* pattern_class(std::string_view name) {
  static const std::map<std::string, Texts, std::less<>> classes = [] {
    Complaints complaints;
    std::map<std::string, Texts, std::less<>> read;
    const Node document = embedded("analysis/classes.toml", complaints);
    for (const scenarios::Entry& entry : *document.table()) {
      for (const Node& pattern : *entry.node.list()) {
        read[entry.key.name].push_back(*pattern.text());
      }
    }
    return read;
  }();
  const auto found = classes.find(name);
  return found == classes.end() ? nullptr : &found->second;
}

}  // namespace huan::analysis
