/// Routes and boundaries that do not say how much they may carry.
#pragma once

#include <memory>
#include <vector>

#include "scenarios/builder/appetite.h"
#include "scenarios/builder/builder.h"
#include "scenarios/reader/complaint.h"
#include "sim/plan.h"

namespace huan::scenarios {

/// Notes them while links are made; then sizes them by what is wanted behind them (appetite.h).
class Uncapped {
 public:
  /// A process, a shipment, or the two of which the process stands before the other's loading.
  void note(const sim::Plan& plan, sim::ProcessId process, sim::ShipmentId shipment,
            const Place& place);
  /// Gives them capacities in `plan`; complains of those of which nothing is wanted.
  [[nodiscard]] std::unique_ptr<Appetite> size(sim::Plan& plan, Complaints& complaints);
  /// What they were given.
  [[nodiscard]] const std::vector<SizeLine>& sizes() const { return sizes_; }

 private:
  std::vector<Appetite::Uncapped> routes_;
  std::vector<Place> places_;
  std::vector<SizeLine> sizes_;
};

}  // namespace huan::scenarios
