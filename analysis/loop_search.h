/// The recycling loops among the flows of a run.
#pragma once

#include <vector>

#include "analysis/connections.h"
#include "analysis/explanation.h"

namespace huan::analysis {

/// Loops of materials inside the region, those that turned most first. A loop is the strongest way
/// round through one of its flows: of every flow that lies on a way round, the way back from its
/// end to its beginning that keeps most (the product of the shares) is taken; equal loops count
/// once. So there are at most as many as flows, and each flow that can come back is in one.
[[nodiscard]] std::vector<Loop> find_loops(const Connections& connections, std::size_t most);

}  // namespace huan::analysis
