/// Materials and recipes written out again, in the form of models/recipes/README.md.
#pragma once

#include "models/library.h"
#include "scenarios/reader/toml_writer.h"

namespace huan::scenarios {

/// As `[[material]]`.
void write_material(TomlWriter& out, const models::Material& material);
/// As `[[recipe]]`.
void write_recipe(TomlWriter& out, const models::Recipe& recipe);

}  // namespace huan::scenarios
