/// Who sets the pace of what follows from its own past: goods that retire by age, matter that
/// decays, lots that have waited too long.
///
/// The engine asks a clerk at the start and at every instant the clerk has named; the clerk reads
/// integrals from the view and says what its processes want from now on. Between two askings every
/// rate is constant, so what a clerk orders is moved exactly and conserved like everything else.
#pragma once

#include <limits>
#include <memory>
#include <vector>

#include "sim/observer.h"
#include "sim/plan.h"

namespace huan::sim {

/// What a process wants from now on, in the place of its capacity.
struct Pace {
  ProcessId process;
  double rate = 0;  ///< [unit/d] >= 0
};

/// Deterministic; its memory is part of the run and is copied with it.
class Clerk {
 public:
  struct Answer {
    std::vector<Pace> paces;
    double next = std::numeric_limits<double>::infinity();  ///< [d] when to ask again, after now
  };
  virtual ~Clerk() = default;
  [[nodiscard]] virtual std::unique_ptr<Clerk> clone() const = 0;
  [[nodiscard]] virtual Answer at(const View& view, const ClerkSpec& post) = 0;
  /// Whether `drawn`, the same clerk drawn again after an event, has the same numbers.
  [[nodiscard]] virtual bool agrees(const Clerk& drawn) const = 0;
  /// Goes on with the numbers of `drawn`; what it remembers stays.
  virtual void adopt(const Clerk& drawn) = 0;
};

}  // namespace huan::sim
