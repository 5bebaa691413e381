/// From a typed scenario to a plan that can run: the door of this folder.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/reader/complaint.h"
#include "scenarios/reader/scenario.h"
#include "sim/director.h"
#include "sim/plan.h"

namespace huan::scenarios {

/// A capacity in both forms: what the plant does in a year, and what it does while it runs.
struct CapacityLine {
  std::string facility;
  std::string written;        ///< "110 kt/a"
  double running = 0;         ///< [t/d] while it runs
  double per_year = 0;        ///< [t/a] what it does in a year, stops included
  double operating_days = 0;  ///< [d/a]
  bool assumed = false;       ///< stands in no document
};

struct Built {
  sim::Plan plan;
  /// Answers what is scripted; null when nothing is.
  std::unique_ptr<sim::Director> script;
  std::vector<CapacityLine> capacities;  ///< in the order of ids
};

/// Facilities, routes, boundaries, limits and events, each in the order of their ids, so that the
/// order of writing changes nothing. Everything wrong is complained about at its place: ends that
/// are no stocks, materials that do not match, routes without a size, what the engine finds in the
/// plan, and events that cannot be carried out (the script is rehearsed).
///
/// With errors in `complaints` there is no plan.
[[nodiscard]] std::optional<Built> build(const Scenario& scenario, Complaints& complaints);

}  // namespace huan::scenarios
