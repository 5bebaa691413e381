/// A few kinds, materials and recipes, so that tests of the reader do not hang on the shipped ones.
#pragma once

#include "models/library.h"
#include "models/registry.h"
#include "scenarios/reader/reader.h"

namespace huan::tests {

inline const std::vector<models::ModelKind>& small_kinds() {
  using models::Dimension;
  static const std::vector<models::ModelKind> kinds = [] {
    const auto parameter = [](std::string name, Dimension dimension, std::string doc = "") {
      models::ParameterSpec spec;
      spec.name = std::move(name);
      spec.dimension = dimension;
      spec.doc = std::move(doc);
      return spec;
    };
    auto recovery = parameter("recovery", Dimension::ratio);
    recovery.fallback = 0.9;
    recovery.max = 1;
    auto covered = parameter("covered", Dimension::flag);
    covered.fallback = false;
    auto feed = parameter("feed", Dimension::text);
    feed.fallback = std::string("eaf_dust");
    auto imports = parameter("imports", Dimension::texts);
    imports.optional = true;
    auto material = parameter("material", Dimension::text);
    material.structural = true;
    auto recipe = parameter("recipe", Dimension::text);
    recipe.structural = true;
    auto storage = parameter("storage", Dimension::mass);
    storage.optional = true;
    auto demand = parameter("demand", Dimension::heat_flow);
    demand.optional = true;
    const auto capacity = parameter("capacity", Dimension::mass_flow, "dust it can take");
    std::vector<models::ModelKind> made(4);
    made[0].kind = "waelz_kiln";
    made[0].parameters = {capacity, recovery, covered, feed, imports};
    made[1].kind = "source";
    made[1].parameters = {material, parameter("rate", Dimension::mass_flow)};
    made[2].kind = "yard";
    made[2].parameters = {material, storage, demand};
    made[3].kind = "recipe";
    made[3].parameters = {recipe, capacity};
    return made;
  }();
  return kinds;
}

inline const models::Library& small_library() {
  static const models::Library library = [] {
    models::Library made;
    for (const char* id : {"eaf_dust", "eaf_dust_carbon_steel", "waelz_slag", "msw", "cog"}) {
      models::Material material;
      material.id = id;
      material.name = id;
      material.composition["Zn"] = {0.25, {}, {}, "1", "made up"};
      made.materials[id] = material;
    }
    made.materials["eaf_dust_carbon_steel"].grade_of = "eaf_dust";
    made.materials["cog"].properties["gas_density"] = {0.45, {}, {}, "kg/Nm3", "made up"};
    made.recipes["waelz_kiln"].id = "waelz_kiln";
    return made;
  }();
  return library;
}

inline scenarios::Shelf small_shelf() { return {small_kinds(), &small_library()}; }

}  // namespace huan::tests
