/// A clinker line, and the wastes it may burn within what its clinker allows.
///
///     clinker + clinker_lost x sludge <= capacity                                        [t/d]
///     sum over wastes (w . f - limit m) <= limit m0 - w . f0     limits per kiln feed    [t/d]
///     sum over wastes  w . f            <= limit clinker - w . f0     limits per clinker [t/d]
///     waste <= share x clinker                                                           [t/d]
///
/// f [t/d per substance], m [t/d] a waste; f0, m0 raw meal and coal; w the weights of the limited
/// substances. Every limit is an allowance that burning raw meal earns and the wastes use up, so
/// a stopped kiln burns nothing. Household waste is first made into fuel (recipe msw_to_rdf). Ash
/// joins the clinker. Limits on stack gas, leaching, or substances not followed (As, Tl, Be, V, Mo)
/// are not computed. Coal saved by waste is tallied (fuel_saved), not taken off the coal drawn.
#pragma once

#include "models/registry.h"

namespace huan::models {

[[nodiscard]] ModelKind cement_kiln_kind();

}  // namespace huan::models
