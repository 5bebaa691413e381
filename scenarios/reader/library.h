/// Materials, recipes, constraints and links from their TOML text; the form is described in
/// models/recipes/README.md.
#pragma once

#include <span>

#include "models/embedded.h"
#include "models/library.h"
#include "scenarios/reader/complaint.h"
#include "scenarios/reader/node.h"

namespace huan::scenarios {

/// Adds what one document holds: `material`, `constraint` and `link` lists, `recipe` lists, or a
/// recipe as the whole document (it has `feed`). Unknown keys, missing ones, numbers outside their
/// own range, unknown units, substances and reactions are complained about.
void read_library(const Table& document, models::Library& library, Complaints& complaints);
/// One `[[material]]` or `[[recipe]]` of a scenario; nothing is added when there are complaints.
void read_material(const Node& node, models::Library& library, Complaints& complaints);
void read_recipe(const Node& node, models::Library& library, Complaints& complaints);
/// A recipe as a whole document that begins at `place`.
void read_recipe(const Table& document, Place place, models::Library& library,
                 Complaints& complaints);

/// Whether every material and output that a recipe, constraint or link names exists.
void check_references(const models::Library& library, Complaints& complaints);

/// All files that are TOML, but those of analysis/, with check_references.
[[nodiscard]] models::Library parse_library(std::span<const models::EmbeddedFile> files,
                                            Complaints& complaints);

/// What the program carries with it. Errors: std::logic_error with the complaints.
[[nodiscard]] const models::Library& shipped_library();

}  // namespace huan::scenarios
