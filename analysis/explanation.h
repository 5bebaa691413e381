/// Why things ran as they did: the bottleneck ledger, followed from effect to cause.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/dataset.h"
#include "analysis/hold.h"

namespace huan::analysis {

struct ProcessExplanation {
  std::string id, name, unit;
  double done = 0, could = 0;  ///< [unit]
  std::string opened, closed;  ///< dates; empty where it did neither within the run
  std::vector<Hold> holds;     ///< the largest first
};

struct Share {
  std::string flow, other, name;
  double amount = 0;  ///< [unit]
  double share = 0;   ///< [1] of all that came in, or went out
};

struct StockExplanation {
  std::string id, name, unit;
  double capacity = 0, initial = 0, last = 0, highest = 0;  ///< [unit]; capacity may be infinite
  double came = 0, went = 0, uncontrolled = 0;              ///< [unit]
  std::vector<Share> filled_by, drained_by;                 ///< the largest first
  std::vector<std::string> full;       ///< periods in which it reached its capacity
  std::vector<std::string> empty;      ///< periods that ended with nothing in it
  std::vector<Hold> starved, blocked;  ///< whom it held back
};

/// A way round along which material comes back to where it was.
struct Loop {
  std::vector<std::string> nodes;  ///< stocks and processes, in order; the first follows the last
  double gain = 0;    ///< [1] of what enters it at one point, what comes back there after one round
  double turned = 0;  ///< [t] through its thinnest place
  struct Leak {
    std::string at, to;
    double share = 0;   ///< [1] of what leaves there
    double amount = 0;  ///< [t]
  };
  std::vector<Leak> leaks;  ///< the largest amount first
};

/// A facility: its processes and its stocks.
struct Explanation {
  std::vector<ProcessExplanation> processes;
  std::vector<StockExplanation> stocks;
};

/// Asks one run. Keeps a reference to the dataset.
class Explainer {
 public:
  explicit Explainer(const Dataset& data);
  Explainer(Explainer&&) noexcept;
  Explainer& operator=(Explainer&&) = delete;
  ~Explainer();

  /// Of a process, a stock, a route, or a facility with all it has; nullopt when nothing is called
  /// so.
  [[nodiscard]] std::optional<Explanation> explain(const std::string& what) const;
  /// All that `explain` knows.
  [[nodiscard]] std::vector<std::string> names() const;
  /// The largest losses of tonnes to lack or excess of a material and to stops, true bottlenecks in
  /// front of capacity to spare: of processes that treat materials. Sources, landfills, markets,
  /// stores and seasons are left out, which lose nothing that anybody misses.
  [[nodiscard]] std::vector<Hold> worst(std::size_t most) const;
  /// Recycling loops, those that turned most first.
  [[nodiscard]] std::vector<Loop> loops(std::size_t most) const;

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace huan::analysis
