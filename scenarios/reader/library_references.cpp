/// Whether what one entry of a library names is there.
#include <set>
#include <string>
#include <vector>

#include "scenarios/reader/library.h"

namespace huan::scenarios {
namespace {

/// A reference from `from` to an entry of `map`.
template <class Map>
void check_reference(const std::string& from, const std::string& id, const Map& map,
                     const char* what, Complaints& complaints) {
  if (map.contains(id)) return;
  std::vector<std::string> ids;
  for (const auto& [name, entry] : map) ids.push_back(name);
  complaints.error({}, from + ": there is no " + what + " '" + id + "'", did_you_mean(id, ids));
}

void check_recipe(const models::Recipe& recipe, const models::Library& library,
                  Complaints& complaints) {
  const std::string from = "recipe '" + recipe.id + "'";
  std::set<std::string> outputs;
  for (const auto* side : {&recipe.inputs, &recipe.outputs}) {
    for (const models::Stream& stream : *side) {
      check_reference(from, stream.material, library.materials, "material", complaints);
    }
  }
  for (const models::Stream& stream : recipe.outputs) outputs.insert(stream.material);
  for (const models::TransferRow& transfer : recipe.transfers) {
    if (outputs.contains(transfer.output)) continue;
    complaints.error({}, from + ": the transfer of " + transfer.substance + " names '" +
                             transfer.output + "', which is no output");
  }
}

}  // namespace

void check_references(const models::Library& library, Complaints& complaints) {
  for (const auto& [id, material] : library.materials) {
    if (material.grade_of.empty()) continue;
    check_reference("material '" + id + "'", material.grade_of, library.materials, "material",
                    complaints);
  }
  for (const auto& [id, recipe] : library.recipes) check_recipe(recipe, library, complaints);
  for (const auto& [id, constraint] : library.constraints) {
    for (const std::string& target : constraint.applies_to) {
      if (library.recipes.contains(target)) continue;
      check_reference("constraint '" + id + "'", target, library.materials, "recipe or material",
                      complaints);
    }
  }
  for (const models::Link& link : library.links) {
    const std::string from = "link of '" + link.material + "'";
    check_reference(from, link.material, library.materials, "material", complaints);
    check_reference(from, link.replaces, library.materials, "material", complaints);
    check_reference(from, link.recipe, library.recipes, "recipe", complaints);
  }
}

}  // namespace huan::scenarios
