/// What one cause did to one process over a run, and what lies behind it.
#pragma once

#include <string>
#include <vector>

#include "analysis/cause_chain.h"

namespace huan::analysis {

/// What one cause did to one process.
struct Hold {
  std::string process, name;
  std::string cause, stock, stock_name;
  std::string unit;               ///< "t", or "MWh"
  double lost = 0;                ///< [unit]
  double hours = 0;               ///< [h] at full load
  double of_capacity = 0;         ///< [1] of what it could have done while open
  std::vector<std::string> when;  ///< "2020-03 to 2020-07", the worst in front; the rest counted
  std::string detail;             ///< of a stop of its own: failures and maintenance
  std::vector<Step> chain;        ///< what caused the cause; empty for a stop of its own
  /// What the chain ends at is a supply that is given, a limit or a season: there is capacity to
  /// spare rather than a bottleneck.
  [[nodiscard]] bool is_spare() const;
};

/// "2020-03 to 2020-07", "2021-01" for the intervals marked, in order.
[[nodiscard]] std::vector<std::string> ranges(const Dataset& data, const std::vector<bool>& marked);

/// Makes holds of the lines of the ledger. Keeps a reference to the run.
class Holds {
 public:
  explicit Holds(const RunAccount& run) : run_(run), chain_(run) {}

  [[nodiscard]] Hold of_line(std::size_t line) const;
  /// All of a process, the longest first.
  [[nodiscard]] std::vector<Hold> of_process(const std::string& process) const;
  /// All that a stock caused, the longest first.
  [[nodiscard]] std::vector<Hold> by_stock(const std::string& stock) const;
  /// Explainer::worst.
  [[nodiscard]] std::vector<Hold> worst(std::size_t most) const;

 private:
  const RunAccount& run_;
  CauseChain chain_;

  [[nodiscard]] std::vector<std::string> when(const Weights& weights) const;
  [[nodiscard]] bool is_missed(std::size_t line) const;
};

}  // namespace huan::analysis
