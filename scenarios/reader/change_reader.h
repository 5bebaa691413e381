/// Changes as written become operations: the path is found, the value read in its dimension.
#pragma once

#include <optional>

#include "scenarios/reader/assembly.h"
#include "scenarios/reader/event.h"

namespace huan::scenarios {

/// Complains about unknown paths and unfit values. Nothing, and no complaint, for a change of a
/// thing that takes no part (a hypothesis that is off).
[[nodiscard]] std::optional<Operation> read_change(const RawChange& change, Context& context);

/// What an event may not do: decide about structure, or ramp what is no number.
void check_by_event(const Operation& operation, const Event& event, Context& context);

}  // namespace huan::scenarios
