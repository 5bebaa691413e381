/// Something arises, or is mined or supplied.
///
///     world.composition -> arises (rate x profile) -> stock of the material
///
/// rate [t/d]. Forced: what finds no room is counted as uncontrolled; otherwise it comes only as
/// far as there is room.
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind source_kind();

}  // namespace huan::models
