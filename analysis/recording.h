/// A run watched in memory: only the numbers that a study keeps.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "analysis/frame.h"
#include "analysis/tables.h"
#include "sim/observer.h"

namespace huan::analysis {

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
