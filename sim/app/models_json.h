/// What the program knows of facilities, recipes and materials, as one JSON document.
#pragma once

#include <string>

#include "models/library.h"

namespace huan::app {

/// { "kinds": [...], "recipes": [...], "materials": [...] }, as docs/commands.md describes it. A
/// number without end is null.
[[nodiscard]] std::string models_json(const models::Library& library);

}  // namespace huan::app
