/// What can be said of a plan one thing at a time: numbers, references, shares, names.
#pragma once

#include <vector>

#include "sim/network.h"

namespace huan::sim {

/// Everything wrong with single things of the plan, all of it at once; all are errors. Nothing else
/// may be asked of a plan before this is empty.
[[nodiscard]] std::vector<Finding> plain_faults(const Plan& plan);

/// Whether a stock can hold a process back: those of the world and tallies never do.
[[nodiscard]] inline bool can_limit(const StockSpec& stock) {
  return !stock.boundary && stock.holding != Holding::tally;
}

}  // namespace huan::sim
