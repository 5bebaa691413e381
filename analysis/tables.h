/// What is written at the end of every interval: a row per table, differences of the run's
/// cumulative integrals.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "analysis/axes.h"
#include "analysis/emissions.h"
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
};

/// The increments of cumulative quantities since the last time each was asked for.
class Increments {
 public:
  explicit Increments(std::size_t count) : before_(count, 0.0) {}
  /// [unit of `total`] since the last call for `i`; infinite totals stay infinite.
  double operator()(std::size_t i, double total);

 private:
  std::vector<double> before_;
};

}  // namespace huan::analysis
