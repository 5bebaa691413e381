/// What is written at the end of every interval: a row per table, differences of the run's
/// cumulative integrals.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "analysis/axes.h"
#include "analysis/table_spec.h"
#include "sim/observer.h"

namespace huan::analysis {

/// A table with a row per interval. `read` fills the next row; it is called once per interval, in
/// order, and remembers what the integrals were before.
struct SeriesTable {
  TableSpec spec;
  std::function<void(const sim::View&, std::span<double>)> read;
};

/// Tables of one run. Those without a line (no shipments, no demand) are not made.
///
/// What is divided or not known is NaN: the activity of a process that was not open or has no
/// bound, the property of a flow that stood still, the emission of a facility that states none.
struct Tables {
  std::vector<SeriesTable> series;
  std::vector<LabelTable> items;  ///< labels of the axes of items and substances

  Tables(const sim::Network& network, const ResultsMeta& meta, const Axes& axes);

  /// A table with time in front of its axes; nothing when it has no line.
  void add(TableSpec spec, std::function<void(const sim::View&, std::span<double>)> read);
};

}  // namespace huan::analysis
