#include "analysis/term_reader.h"

#include <array>

#include "analysis/pattern_class.h"
#include "analysis/unit_of.h"

namespace huan::analysis {
namespace {

using scenarios::Fields;
using scenarios::Node;

/// Keys of a term that choose lines by what is said of them (filter_columns of the axis).
constexpr std::array filter_columns = {"material", "from",          "to",     "facility", "county",
                                       "region",   "facility_kind", "recipe", "kind",     "cause",
                                       "process",  "stock_material"};

}  // namespace

void TermReader::error(const scenarios::Place& place, std::string message, std::string hint) {
  context_.complaints.error(place, std::move(message), std::move(hint));
}

/// A list of patterns, classes put in for their names.
TermReader::Texts TermReader::patterns(Fields& fields, std::string_view key) {
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

void TermReader::read_filters(Fields& fields, std::vector<Term::Filter>& filters) {
  for (const char* column : filter_columns) {
    Texts wanted = patterns(fields, column);
    if (!wanted.empty()) filters.push_back({column, std::move(wanted)});
  }
}

/// Ids to leave out, or { material = ..., ... }.
void TermReader::read_except(Fields& fields, Term& term) {
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

void TermReader::read_factor(const Node& node, Term& term) {
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

/// What a term is about; nullptr when it does not say.
const Quantity* TermReader::quantity_of(const Node& node, const std::string& who) {
  const Quantity* found = nullptr;
  Texts keys;
  for (const Quantity& quantity : quantities()) {
    keys.push_back(quantity.key);
    if (node.find(quantity.key) == nullptr) continue;
    if (found != nullptr) {
      error(node.find(quantity.key)->place,
            who + " is about one quantity; this names '" + quantity.key + "' beside '" +
                found->key + "'",
            "make a list of it: [{ ... }, { ... }]");
    }
    found = &quantity;
  }
  if (found != nullptr) return found;
  std::string hint;
  for (const scenarios::Entry& entry : *node.table()) {
    const std::string near = scenarios::nearest(entry.key.name, keys);
    if (!near.empty()) hint = "did you mean '" + near + "'?";
  }
  error(node.place, who + " says no quantity: flow, stock, emission, money, ...", hint);
  return nullptr;
}

/// Which lines of the table, and what they are multiplied with.
void TermReader::read_lines(Fields& fields, Term& term) {
  (term.quantity->by_item ? term.items : term.patterns) = patterns(fields, term.quantity->key);
  if (!term.quantity->by_item) term.items = patterns(fields, "item");
  read_filters(fields, term.filters);
  read_except(fields, term);
  term.optional = fields.flag("optional");
  if (const Node* times = fields.take("times")) read_factor(*times, term);
}

void TermReader::read_term(const Node& node, std::vector<Term>& out) {
  const std::string who = "a term of indicator '" + indicator_ + "'";
  if (node.table() == nullptr) {
    error(node.place, who + " is a table, this is " + std::string(node.words()),
          "for example { flow = \"msw_*_to_landfill\" }");
    return;
  }
  Fields fields(node, who, context_);
  Term term;
  term.place = node.place;
  term.written = node.as_written();
  term.quantity = quantity_of(node, who);
  if (term.quantity == nullptr) return;
  if (term.quantity->nature == Quantity::Nature::constant) {
    read_factor(*fields.take("constant"), term);
  } else {
    read_lines(fields, term);
  }
  fields.allow({"at_least", "at_most", "for", "source"});
  fields.finish();
  out.push_back(std::move(term));
}

void TermReader::read_terms(const Node& node, std::vector<Term>& out) {
  if (node.list() == nullptr) return read_term(node, out);
  for (const Node& term : *node.list()) read_term(term, out);
  if (node.list()->empty()) error(node.place, "indicator '" + indicator_ + "' adds up nothing");
}

}  // namespace huan::analysis
