/// Ids that results need for themselves: nothing of a scenario may bear them.
#pragma once

namespace huan::scenarios::reserved {

/// Material of what leaves to the air, whatever it is made of. The air's own material is the oxygen
/// that is taken from it.
inline constexpr const char* offgas = "offgas";
/// Facility, as it were, of what lies outside of all facilities: world.air, world.grid, world.msw.
inline constexpr const char* world = "world";

}  // namespace huan::scenarios::reserved
