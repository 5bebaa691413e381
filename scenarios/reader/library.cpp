#include "scenarios/reader/library.h"

#include <stdexcept>
#include <string>
#include <utility>

#include "scenarios/reader/entries.h"
#include "scenarios/reader/toml_source.h"

namespace huan::scenarios {
namespace {

void read_constraint(const Node& node, models::Library& library, Complaints& complaints) {
  Entries entries(node, complaints);
  models::Constraint constraint;
  constraint.id = entries.needed_text("id");
  constraint.applies_to = entries.needed_texts("applies_to");
  constraint.scope = entries.needed_text("scope");
  constraint.name = entries.needed_text("name");
  constraint.name_zh = entries.text("name_zh");
  constraint.parameter = entries.needed_text("parameter");
  constraint.relation = entries.one_of("operator", {"<=", ">=", "=", "between"});
  constraint.limit = entries.quantity({});
  entries.finish();
  if (library.constraints.contains(constraint.id)) {
    entries.complain("there is a constraint '" + constraint.id + "' already");
  }
  library.constraints[constraint.id] = std::move(constraint);
}

void read_link(const Node& node, models::Library& library, Complaints& complaints) {
  Entries entries(node, complaints);
  models::Link link;
  link.material = entries.needed_text("material");
  link.recipe = entries.needed_text("recipe");
  link.replaces = entries.needed_text("replaces");
  link.ratio = entries.quantity({"t/t"});
  link.max_share = entries.needed_number("max_share");
  link.note = entries.text("note");
  entries.finish();
  library.links.push_back(std::move(link));
}

}  // namespace

void read_library(const Table& document, models::Library& library, Complaints& complaints) {
  const Place place = document.empty() ? Place{} : document.front().key.place;
  Entries entries(document, place, complaints);
  if (entries.take("feed") != nullptr) {
    return read_recipe(document, place, library, complaints);
  }
  for (const Node* node : entries.tables("material")) read_material(*node, library, complaints);
  for (const Node* node : entries.tables("recipe")) read_recipe(*node, library, complaints);
  for (const Node* node : entries.tables("constraint")) read_constraint(*node, library, complaints);
  for (const Node* node : entries.tables("link")) read_link(*node, library, complaints);
  entries.finish();
}

models::Library parse_library(std::span<const models::EmbeddedFile> files, Complaints& complaints) {
  models::Library library;
  for (const models::EmbeddedFile& file : files) {
    if (!file.path.ends_with(".toml") || file.path.starts_with("analysis/")) continue;
    const auto id = complaints.sources().add(std::string(file.path), std::string(file.text));
    const auto document = parse_toml(id, complaints);
    if (document && document->table() != nullptr) {
      read_library(*document->table(), library, complaints);
    }
  }
  check_references(library, complaints);
  return library;
}

const models::Library& shipped_library() {
  static const models::Library library = [] {
    Complaints complaints;
    models::Library parsed = parse_library(models::embedded_files(), complaints);
    if (!complaints.fine()) throw std::logic_error("shipped library:\n" + complaints.render());
    return parsed;
  }();
  return library;
}

}  // namespace huan::scenarios
