/// A run watched in memory: only the numbers that a study keeps.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/axes.h"
#include "analysis/columns.h"
#include "analysis/dataset.h"
#include "analysis/indicators.h"
#include "analysis/tables.h"
#include "scenarios/reader/study.h"
#include "sim/observer.h"

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

/// Watches one run. Rows are as in a results file: a sample at the start, or again at the same
/// instant, makes none.
class Recording final : public sim::Observer {
 public:
  /// The frame fits `network`; both outlive this.
  Recording(const Frame& frame, const sim::Network& network);
  void sampled(const sim::View& view) override;
  void finished(const sim::View& view) override;

  /// The numbers of the finished run, in the order of the columns that the frame was aimed at.
  [[nodiscard]] const std::vector<double>& values();

 private:
  /// A table of this run, and where its row goes.
  struct Reading {
    std::size_t series;  ///< in Tables::series
    Table* row;
    Table* rows;  ///< of the late indicators; may be null
  };
  const Frame& frame_;
  Tables tables_;
  Evaluation evaluation_;
  Dataset row_, rows_;
  std::vector<Reading> readings_;
  std::vector<std::pair<const Table*, const Frame::Source*>> picked_;
  std::vector<sim::Loss> losses_before_;
  std::vector<std::vector<sim::Loss>> losses_;  ///< by interval, if any late indicator wants them
  std::size_t done_ = 0;
  double last_ = 0;  ///< [d] end of the last row
  std::vector<double> values_;

  void append(const sim::View& view);
  void keep_losses(const sim::View& view);
  void put_losses(const sim::Network& network);
  void put_delays();
  void put(const Frame::Aim& aim, std::size_t line, const IndicatorValue& value);
  const sim::Network& network_;
};

}  // namespace huan::analysis
