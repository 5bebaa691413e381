/// From an effect to its cause, through the stocks between.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/run_account.h"

namespace huan::analysis {

/// One step from an effect towards its cause.
///
/// The ledger says of every process what held it back in each interval: starved of a stock, blocked
/// by one, down, switched off, below its least load, out of season. A step from "starved of S" goes
/// to the supplier of S that was missing most while it was: weighed by the hours lost, each
/// supplier by its share of what S gets and by how far it fell short of its own capacity in those
/// intervals. "Blocked by S" goes to the takers of S likewise. The chain ends at a process that
/// stood or was closed for reasons of its own, that ran as much as it could, or whose supply is
/// given.
struct Step {
  std::string id, name;  ///< of the process or route
  /// Of the ledger; or "closed"; "capacity": it ran as much as it could; "given": it brings what
  /// arises, and no more does; "route": it moved all that it may or that was wanted; "limit": a
  /// limit of the scenario (`stock`) held it.
  std::string cause;
  std::string stock, stock_name;
  double share = 0;    ///< [1] of the time in question for which this was so
  double ran = 0;      ///< [1] of that time in which nothing held it
  std::string detail;  ///< "closed on 2022-03-01", "12 failures, 14 d"; may be empty
};

/// Follows causes. Keeps a reference to the run.
class CauseChain {
 public:
  explicit CauseChain(const RunAccount& run) : run_(run) {}

  /// What caused it that `process` was starved of `stock` or blocked by it while the weights count;
  /// empty for any other cause.
  [[nodiscard]] std::vector<Step> of(const std::string& process, const std::string& cause,
                                     const std::string& stock, Weights weights) const;

 private:
  const RunAccount& run_;

  [[nodiscard]] std::optional<Connection> neighbour(const std::string& stock, bool supplier,
                                                    const Weights& weights,
                                                    const std::set<std::string>& seen) const;
  [[nodiscard]] double shortfall(const Connection& flow, const Weights& weights) const;
  [[nodiscard]] double fall(const Connection& flow, const Weights& weights) const;
  [[nodiscard]] std::string actor(const Connection& flow) const;
  [[nodiscard]] bool brings_what_arises(const std::string& process) const;
  [[nodiscard]] Step step_to(const Connection& flow, const Reason& reason,
                             const Weights& weights) const;
  [[nodiscard]] std::string behind_dock(const std::string& stock, bool supplier) const;
};

}  // namespace huan::analysis
