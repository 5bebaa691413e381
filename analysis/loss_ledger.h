/// The bottleneck ledger of a run, asked by process: what held it back most, and when.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analysis/connections.h"
#include "analysis/dataset.h"
#include "analysis/diary.h"
#include "analysis/nameplates.h"

namespace huan::analysis {

/// What kept somebody from doing more, in the intervals that count.
struct Reason {
  std::string cause;  ///< of the ledger; or "closed", "limit", "capacity" (Step::cause)
  std::string stock;
  double share = 0;      ///< [1] of the weights
  double ran = 0;        ///< [1] of the weights in which nothing held it
  std::size_t line = 0;  ///< of the ledger, where it is from there
};

/// Lines of the ledger: one cause of one process each. Keeps references to what it is made of.
class LossLedger {
 public:
  LossLedger(const Dataset& data, const Connections& connections, const Nameplates& names);

  [[nodiscard]] std::size_t size() const { return axis_ == nullptr ? 0 : axis_->size(); }
  [[nodiscard]] const std::vector<std::size_t>& lines_of(const std::string& process) const;
  [[nodiscard]] const std::string& process(std::size_t line) const;
  [[nodiscard]] const std::string& cause(std::size_t line) const;
  /// The stock that was empty or full; empty where the cause is none.
  [[nodiscard]] const std::string& stock(std::size_t line) const;
  /// [h] lost at full load in each interval.
  [[nodiscard]] Weights hours(std::size_t line) const;
  /// [1] of an interval.
  [[nodiscard]] double share(std::size_t line, std::size_t row) const;
  /// [unit of the process] in all.
  [[nodiscard]] double lost(std::size_t line) const;
  /// [unit of the process] it could have done while open; 0 when unknown.
  [[nodiscard]] double could(const std::string& process) const;

  /// What kept a process from doing more while the weights count: one line of the ledger, or that
  /// it was closed, or nothing, which is its capacity.
  [[nodiscard]] Reason main_reason(const std::string& process, const Weights& weights) const;
  /// A right, not a thing: a limit of the scenario or of the plant.
  [[nodiscard]] bool is_allowance(const std::string& stock) const;

 private:
  const Dataset& data_;
  const Connections& connections_;
  const Nameplates& names_;
  const Axis* axis_;
  std::map<std::string, std::vector<std::size_t>> by_process_;
  [[nodiscard]] double closed_share(const std::string& process, const Weights& weights) const;
};

/// In words, where the diary knows more of a reason: "closed on 2022-03-01", "12 failures, 14 d".
[[nodiscard]] std::string detail_of(const std::string& process, const Reason& reason,
                                    const Weights& weights, const LossLedger& ledger,
                                    const Diary& diary);

}  // namespace huan::analysis
