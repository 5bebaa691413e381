/// What the runs of a study have in common: which of their numbers are kept, and where.
#pragma once

#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "analysis/axes.h"
#include "analysis/columns.h"
#include "analysis/dataset.h"
#include "analysis/indicators.h"
#include "scenarios/reader/study.h"
#include "sim/network.h"

namespace huan::analysis {

/// What all runs of one structure share, worked out once: axes and their labels, which tables are
/// read, which lines each indicator adds up. Runs that differ in numbers alone have one structure.
/// Safe to use from several threads once it is aimed.
class Frame {
 public:
  /// `indicators` as they are declared; those that match kept.indicators by id or group are kept,
  /// but those per interval. `network` is only read here. meta.periods label the intervals that
  /// end at `samples` [d].
  Frame(const sim::Network& network, ResultsMeta meta, const std::vector<double>& samples,
        const Indicators& indicators, const scenarios::Kept& kept);

  /// Has this network the same stocks, processes and arcs?
  [[nodiscard]] bool fits(const sim::Network& network) const;
  /// What a run of this structure yields.
  [[nodiscard]] const Columns& columns() const { return columns_; }
  /// Puts the numbers where `all` has them, from now on.
  void aim(const Columns& all);

 private:
  friend class Recording;
  static constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

  /// Where a series comes from: a line of a table.
  struct Source {
    std::string table;
    std::size_t line = 0;
    std::size_t target = nowhere;  ///< in Columns::series
  };
  /// Where the lines of an indicator go.
  struct Aim {
    bool whole = false;
    std::vector<std::size_t> targets;  ///< by line; in Columns::yearly or ::whole
  };

  ResultsMeta meta_;
  Axes axes_;
  Dataset labels_;  ///< tables without rows
  std::vector<std::string> structure_;
  std::vector<std::string> tables_;  ///< that are read of every interval
  Indicators bound_;                 ///< whose lines depend on the structure alone
  Indicators late_;                  ///< those of losses and delays: known when the run is over
  std::vector<std::string> late_tables_;
  std::unique_ptr<Evaluation> evaluation_;
  std::vector<Source> sources_;
  std::vector<Aim> aims_, late_aims_;
  Columns columns_, all_;

  void choose_series(const scenarios::Kept& kept);
  void choose_tables();
  void list_columns();
  void find_targets();
};

}  // namespace huan::analysis
