#include <algorithm>
#include <string>
#include <utility>

#include "scenarios/reader/entries.h"
#include "scenarios/reader/library.h"

namespace huan::scenarios {
namespace {

void read_composition(Entries& entries, models::Material& material, Complaints& complaints) {
  double named = 0;
  for (const Node* node : entries.tables("composition")) {
    Entries row(*node, complaints);
    const std::string substance = row.substance();
    const models::Quantity fraction = row.fraction();
    row.finish();
    if (substance != "other") named += fraction.value;
    if (!material.composition.emplace(substance, fraction).second) {
      row.complain("'" + substance + "' has a row already");
    }
  }
  if (named > 1 + 1e-6) {
    entries.complain("the mass fractions of '" + material.id + "' sum to more than 1");
  }
}

void read_formula(Entries& entries, models::Material& material, Complaints& complaints) {
  const Node* node = entries.take("formula");
  if (node == nullptr) return;
  if (!material.composition.empty()) {
    entries.complain("'" + material.id + "' has a formula and a composition");
  }
  const Table* atoms = node->table();
  if (atoms == nullptr) return entries.complain(*node, "'formula': a table is needed");
  Entries formula(*node, complaints);
  for (const auto& [key, value] : *atoms) {
    const double count = formula.needed_number(key.name);
    if (count <= 0) complaints.error(value.place, "a molecule has more than 0 atoms of a kind");
    if (std::ranges::find(substance_names(), key.name) == substance_names().end() ||
        key.name == "other") {
      complaints.error(key.place, "there is no substance '" + key.name + "'",
                       did_you_mean(key.name, substance_names()));
    }
    material.formula[key.name] = count;
  }
}

}  // namespace

void read_material(const Node& node, models::Library& library, Complaints& complaints) {
  const std::size_t errors = complaints.errors();
  Entries entries(node, complaints);
  models::Material material;
  material.id = entries.needed_text("id");
  material.name = entries.needed_text("name");
  material.name_zh = entries.text("name_zh");
  material.grade_of = entries.text("grade_of");
  material.environment = entries.text("environment");
  if (!material.environment.empty()) entries.one_of("environment", {"air", "water"});
  read_composition(entries, material, complaints);
  read_formula(entries, material, complaints);
  for (const Node* property : entries.tables("property")) {
    Entries row(*property, complaints);
    const std::string item = row.needed_text("item");
    material.properties[item] = row.quantity({});
    row.finish();
  }
  entries.finish();
  if (material.composition.empty() && !material.pure()) {
    entries.complain("'" + material.id + "' has neither a composition nor a formula");
  }
  if (complaints.errors() == errors) library.materials[material.id] = std::move(material);
}

}  // namespace huan::scenarios
