/// A run in a few lines: what held it back, what was not served, what got out of control.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/observer.h"

namespace huan::analysis {

struct RunSummary {
  struct Bottleneck {
    std::string process;
    std::string cause;  ///< "starved", "blocked", "down", ...
    std::string stock;  ///< empty where the cause has none
    double lost = 0;    ///< [unit]
    double hours = 0;   ///< [h] full-load equivalent
    std::string unit;   ///< "t" or "MWh"
  };
  struct Unmet {
    std::string demand;
    double amount = 0;  ///< [unit] not served
    double wanted = 0;  ///< [unit]
    std::string unit;
  };
  struct Uncontrolled {
    std::string stock;
    double amount = 0;  ///< [t]
  };

  double days = 0;  ///< [d] covered
  std::vector<Bottleneck>
      bottlenecks;           ///< by hours, the most first; what is planned is no bottleneck
  std::vector<Unmet> unmet;  ///< by share of what was wanted, the largest first
  std::vector<Uncontrolled> uncontrolled;  ///< the most first
  double largest_residual = 0;             ///< [1] of the conservation account, relative
  std::uint64_t events = 0;
  std::uint64_t unsettled = 0;  ///< instants at which rates or compositions did not settle
};

/// Sums a run up; at most `most` entries in each list. Losses of a closed facility, of a season and
/// of no cause are not listed, nor anything below a millionth of what the process could have done.
[[nodiscard]] RunSummary summarize(const sim::View& view, std::size_t most = 5);

/// The summary as lines for a terminal, each ended.
[[nodiscard]] std::string text_of(const RunSummary& summary);

}  // namespace huan::analysis
