/// One facility, drawn on a sheet of its own: the same way at the start and whenever an event has
/// changed what the scenario says about it.
#pragma once

#include "models/registry.h"
#include "scenarios/builder/draft.h"
#include "scenarios/reader/complaint.h"

namespace huan::scenarios {

/// What the model is told about `facility`, in its words and units.
[[nodiscard]] models::FacilitySettings settings_of(const Facility& facility, const Ground& ground);

/// Draws facilities one after another on the same sheet.
///
/// Errors: what the model throws (std::invalid_argument and std::out_of_range for numbers and names
/// that do not go together).
class Sheet {
 public:
  explicit Sheet(const Ground& ground);

  /// A plan with `facility` alone: its stocks and processes, the world's stocks it touches, the
  /// profiles it follows. Valid until the next call.
  sim::Plan& draw(const Facility& facility);
  /// What the scenario said about the last facility and its model did not ask for: stocks by name,
  /// numbers of processes by path.
  [[nodiscard]] const std::vector<std::string>& unused() const { return unused_; }
  /// Paths of items that the processes of the last facility asked for: "run.emission.NOx".
  [[nodiscard]] const std::set<std::string>& asked() const { return asked_; }
  /// What the `capacity` of the last facility means; nullopt when it has none.
  [[nodiscard]] const std::optional<models::Capacity>& capacity() const { return capacity_; }

 private:
  const Ground* ground_;
  models::Surroundings surroundings_;
  sim::Plan plan_;
  std::vector<std::string> unused_;
  std::set<std::string> asked_;
  std::optional<models::Capacity> capacity_;

  void follow_profiles(const Facility& facility, models::FacilitySettings& settings);
};

/// [begin, end) days of planned stops within the run: sorted, disjoint.
[[nodiscard]] std::vector<sim::StopSpec> stops_of(const std::vector<Maintenance>& maintenance,
                                                  const Ground& ground);

}  // namespace huan::scenarios
