/// Who decides what scripted events mean. The engine knows instants and watches; the director (the
/// scenario) answers with plain changes.
#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "sim/plan.h"

namespace huan::sim {

/// New numbers for the clerk at `index` of Plan::clerks, from its next asking on.
struct ClerkChange {
  std::size_t index = 0;
  std::shared_ptr<const Clerk> drawn;
};

using Change = std::variant<ProcessChange, StockChange, FacilityChange, AvailabilityChange,
                            RouteChange, ClerkChange, RankChange>;

/// A watch that fired (`back` = it went back past its gap).
struct WatchFired {
  std::size_t watch = 0;  ///< index into Plan::watches
  bool back = false;
};
/// A process or facility opened or closed (so that events can follow other events).
struct FacilityTurned {
  FacilityId facility;
  bool open = true;
};

/// Asked at every instant of Plan::dates, whenever a watch fires and whenever a facility turns.
/// Deterministic; `clone` copies its state, so that a run can be copied.
class Director {
 public:
  virtual ~Director() = default;
  [[nodiscard]] virtual std::unique_ptr<Director> clone() const = 0;
  struct Answer {
    std::vector<Change> changes;
    std::vector<double> ask_again;      ///< [d] further instants to be asked at
    std::vector<std::string_view> log;  ///< ids of the events that took place
  };
  [[nodiscard]] virtual Answer at(double time) = 0;
  [[nodiscard]] virtual Answer on(double time, const WatchFired& fired) = 0;
  [[nodiscard]] virtual Answer on(double time, const FacilityTurned& turned) = 0;
};

}  // namespace huan::sim
