/// The director of a run: what the scenario's events mean, instant by instant.
///
/// Permanent changes settle in the order of their dates; windows lie over them and are lifted;
/// ramps go from the value at their beginning to the target in equal steps; events may follow other
/// events, openings and closings, or watched levels and prices. After each instant the touched
/// facilities and links are composed anew and compared with what runs.
#pragma once

#include <map>
#include <memory>

#include "scenarios/builder/agenda.h"
#include "scenarios/builder/comparison.h"
#include "scenarios/builder/layers.h"
#include "sim/director.h"

namespace huan::scenarios {

/// An event that cannot be carried out, found while the script was rehearsed or while it ran.
class ScriptError : public std::runtime_error {
 public:
  explicit ScriptError(Complaints found);
  Complaints complaints;
};

class Script final : public sim::Director {
 public:
  /// `watched`: the event of each of the plan's watches.
  Script(const Scenario& scenario, std::shared_ptr<const Blueprint> blueprint,
         std::vector<std::size_t> watched, Complaints& complaints);

  [[nodiscard]] std::unique_ptr<sim::Director> clone() const override;
  [[nodiscard]] Answer at(double time) override;
  [[nodiscard]] Answer on(double time, const sim::WatchFired& fired) override;
  [[nodiscard]] Answer on(double time, const sim::FacilityTurned& turned) override;

  /// [d] instants known beforehand: Plan::dates.
  [[nodiscard]] std::vector<double> first_dates();
  /// Something is scripted at all.
  [[nodiscard]] bool busy() const { return !layers_.things().empty() || !events_->empty(); }

 private:
  /// A ramp or window under way.
  struct Episode {
    std::vector<std::optional<Setting>> from;  ///< of a ramp, by operation
    double steps = 1;
  };
  std::shared_ptr<const std::vector<Event>> events_;
  std::shared_ptr<const Blueprint> blueprint_;
  std::shared_ptr<SourceTexts> sources_;
  std::vector<std::size_t> watched_;
  Layers layers_;
  Agenda agenda_;
  Comparison comparison_;
  std::map<std::pair<std::size_t, int>, Episode> episodes_;
  std::set<std::size_t> happened_;  ///< events that happen once, by watch or price
  std::map<std::size_t, bool> price_past_;
  bool begun_ = false;
  double busy_at_ = -1;      ///< [d] the last instant at which an event took place
  std::size_t at_once_ = 0;  ///< events that took place at that instant

  /// What one instant has brought so far.
  struct Instant;

  void work_off(Instant& instant);
  void perform(const Appointment& due, Instant& instant);
  void begin(const Appointment& due, Instant& instant);
  [[nodiscard]] bool runs_in_a_circle(const Event& event, Instant& instant);
  void ramp_to(const Appointment& due, double share, Instant& instant);
  void end(const Appointment& due, Instant& instant);
  void put(const Event& event, const Appointment& due, const Operation& operation,
           Instant& instant);
  void follow(Follows::What what, const std::string& subject, double time);
  void watch_prices(Instant& instant);
  void look_for_openings(const Scenario& says, const Touched& thing, double time);
  void rank(Instant& instant);
  [[nodiscard]] Answer conclude(Instant& instant);
};

}  // namespace huan::scenarios
