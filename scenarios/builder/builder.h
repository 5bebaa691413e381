/// From a typed scenario to a network that can run: the door of this folder.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/reader/complaint.h"
#include "scenarios/reader/scenario.h"
#include "sim/director.h"
#include "sim/network.h"

namespace huan::scenarios {

class DrawnSites;

/// A capacity in both forms: what the plant does in a year, and what it does while it runs.
struct CapacityLine {
  std::string facility;
  std::string written;        ///< "110 kt/a"
  double running = 0;         ///< [t/d] while it runs
  double per_year = 0;        ///< [t/a] what it does in a year, stops included
  double operating_days = 0;  ///< [d/a]
  bool assumed = false;       ///< stands in no document
};

/// A route or boundary that nobody gave a capacity, and the size it was given (appetite.h).
struct SizeLine {
  std::string id;
  std::string unit;   ///< "t", "MWh"
  double rate = 0;    ///< [unit/d] what it wants
  double demand = 0;  ///< [unit/d] at its destination
  double supply = 0;  ///< [unit/d] its source is supplied with at most; 0 = not known
  bool lots = false;  ///< the rate at which lots are loaded
};

/// How many numbers of one kind a scenario gives, and how many of them no document does.
struct Assumed {
  std::string what;  ///< "capacity", "rate", "demand", "population", "storage", ...
  int given = 0;
  int assumed = 0;
};

struct Built {
  std::unique_ptr<const sim::Network> network;
  /// Answers what is scripted; null when nothing is.
  std::unique_ptr<sim::Director> script;
  std::vector<CapacityLine> capacities;  ///< in the order of ids
  std::vector<SizeLine> sizes;           ///< likewise, routes before boundaries
  std::vector<Assumed> assumed;          ///< by kind; those not given are left out
};

/// Facilities, routes, boundaries, limits and events, each in the order of their ids, so that the
/// order of writing changes nothing. Everything wrong is complained about at its place: ends that
/// are no stocks, materials that do not match, routes without a size, what the engine finds in the
/// plan, and events that cannot be carried out (the script is rehearsed).
///
/// With errors in `complaints` there is nothing.
[[nodiscard]] std::optional<Built> build(const Scenario& scenario, Complaints& complaints);
/// The same, with what `drawn` remembers of scenarios like it (drawn_sites.h).
[[nodiscard]] std::optional<Built> build(const Scenario& scenario, Complaints& complaints,
                                         DrawnSites& drawn);

}  // namespace huan::scenarios
