/// When scripted events begin, step and end: the instants a script asks to be woken at.
#pragma once

#include <set>
#include <vector>

#include "scenarios/reader/scenario.h"
#include "sim/time.h"

namespace huan::scenarios {

/// One thing to do at one instant. Of one instant: what ends comes first, then ramps, then what
/// begins, each in the order of the scenario.
struct Appointment {
  enum class What : std::uint8_t {
    look,   ///< opening dates may have come
    end,    ///< the window number `round` of the event is lifted
    step,   ///< step `round` of its ramp
    begin,  ///< it takes place for the `round`-th time
  };
  double time = 0;  ///< [d]
  What what = What::begin;
  std::size_t event = 0;  ///< index into Scenario::events
  int round = 0;
  double since = 0;  ///< [d] when the ramp began
  friend auto operator<=>(const Appointment&, const Appointment&) = default;
};

/// Appointments to come. Copyable.
class Agenda {
 public:
  /// Enters what can be known beforehand: the first instant of dated events, every yearly window.
  Agenda(const Scenario& scenario, const sim::Era& era);

  /// What is due at `time` [d], one at a time, in order; false when nothing is.
  bool next(double time, Appointment& due);
  void enter(const Appointment& appointment);
  /// Instants entered since the last call, those within the run only.
  [[nodiscard]] std::vector<double> take_new_instants();

  /// The event begins: enters its end, the steps of its ramp and its next round.
  void follow_up(const Event& event, const Appointment& begin);

  /// [d] when a ramp that began at `begin` [d] steps; the last one is its end. At least one.
  [[nodiscard]] std::vector<double> steps(const Ramp& ramp, double begin) const;
  /// [d] `months` calendar months after day `days`; the last day of a shorter month.
  [[nodiscard]] double months_after(double days, int months) const;

 private:
  std::set<Appointment> appointments_;
  std::vector<double> new_instants_;
  sim::Era era_;
  Moment start_;
  double duration_;

  void recur(const Event& event, const Appointment& begin);
};

}  // namespace huan::scenarios
