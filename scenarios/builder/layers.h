/// What a scenario says now: the base, permanent changes in the order of their dates, and over them
/// the windows that are open. Lifting a window brings back what is below it, also what was changed
/// there in the meantime.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "scenarios/reader/complaint.h"
#include "scenarios/reader/operation.h"
#include "scenarios/reader/scenario.h"

namespace huan::scenarios {

/// A facility, route, boundary or limit of the small scenario inside Layers.
struct Touched {
  Target::Kind kind = Target::Kind::facility;
  std::size_t index = 0;
  friend auto operator<=>(const Touched&, const Touched&) = default;
};

/// Copyable. Knows only the things that events touch.
class Layers {
 public:
  /// Errors: an operation on a material's composition, which no event may change, is a complaint.
  Layers(const Scenario& scenario, Complaints& complaints);

  /// Everything that some event changes.
  [[nodiscard]] const std::set<Touched>& things() const { return things_; }
  /// The thing a path leads to; nullopt when it leads nowhere.
  [[nodiscard]] std::optional<Touched> thing(const std::string& path) const;
  /// The event's changes become permanent, `share` [0, 1] of the way from `from` (of a ramp).
  void settle(const Operation& operation, Complaints& complaints);
  /// Lays a window's change over everything below; `owner` names it for lift().
  void lay(std::size_t owner, const Operation& operation);
  /// Replaces the changes of `owner`.
  void lift(std::size_t owner);

  /// What is under the windows at a path.
  [[nodiscard]] std::optional<Setting> settled(const std::string& path) const;
  /// The small scenario with all windows over `thing` laid; valid until the next call.
  const Scenario& with_windows(const Touched& thing, Complaints& complaints);
  /// The small scenario without windows.
  [[nodiscard]] const Scenario& without_windows() const { return now_; }

 private:
  struct Layer {
    std::size_t owner;
    Touched thing;
    Operation operation;
  };
  Scenario now_;
  std::set<Touched> things_;
  std::vector<Layer> windows_;
  std::optional<Scenario> laid_;

  void keep(const Scenario& scenario, const Target& target);
};

}  // namespace huan::scenarios
