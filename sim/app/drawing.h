/// A scenario's network in Graphviz's language: a box per facility, an edge per route or boundary.
#pragma once

#include <string>
#include <vector>

#include "scenarios/reader/scenario.h"
#include "sim/network.h"

namespace huan::app {

/// Edges that lie on a recycling loop are drawn red, last resorts dashed, stopgaps dotted.
[[nodiscard]] std::string drawing_of(const scenarios::Scenario& scenario,
                                     const sim::Network& network);

/// One line per recycling loop that leads over more than one stock: its stocks, by name.
[[nodiscard]] std::vector<std::string> loops_of(const sim::Network& network);

}  // namespace huan::app
