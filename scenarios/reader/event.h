/// What changes during a run, and when.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "scenarios/reader/facility.h"
#include "scenarios/reader/value.h"

namespace huan::scenarios {

/// One change of one value. Paths are those of docs: "xc_p44.capacity", "route.open", ...; aliases
/// are resolved, ids checked.
struct Operation {
  enum class Kind : std::uint8_t { set, times };
  Kind kind = Kind::set;
  std::string path;
  Setting value;  ///< set: of the target's dimension; times: a plain number
  Place place;    ///< of the path
};

/// `on = 2021-06-01`
struct OnDate {
  Moment at;
};

/// `on = { opens = "xc_p59", after = "30 d" }`
struct Follows {
  enum class What : std::uint8_t { opens, closes, event };
  What what = What::opens;
  Text subject;      ///< a facility, or the id of another event
  double after = 0;  ///< [d] >= 0
};

/// `when = { stock = "xc_transfer.msw", above = "3000 t", back_below = "2000 t" }`
struct When {
  enum class Of : std::uint8_t { stock, flow, price };
  Of of = Of::stock;
  Text subject;
  bool above = true;
  Number level;                ///< [t], [MWh]; flow: [t/d]; price: [yuan/t]
  std::optional<Number> back;  ///< undone when back past it; without it the event happens once
  std::optional<double> over;  ///< [d] a flow is averaged over
};

/// `from = "11-15", to = "03-15", every = "year"`: both days included.
struct YearlyWindow {
  MonthDay from, to;
};

/// How an event recurs: every so many months, or days.
struct Recurrence {
  int months = 0;   ///< month 1, quarter 3, year 12
  double days = 0;  ///< day 1, week 7, "90 d"
};

struct Ramp {
  double duration = 0;  ///< [d]; of months when `months` is set
  int months = 0;       ///< "4 a" = 48, "6 months" = 6: real calendar steps
  double step = 0;      ///< [d]
  int step_months = 1;  ///< default one month
};

struct Event {
  std::string id;
  Place place;
  Text name, name_zh, why, source;
  Evidence evidence = Evidence::stated;
  using Trigger = std::variant<OnDate, Follows, When, YearlyWindow>;
  Trigger trigger;
  std::optional<double> lasts;  ///< [d] `for`: laid over permanent changes, lifted at its end
  std::optional<Ramp> ramp;
  std::optional<Recurrence> every;
  std::optional<Moment> until;        ///< of a recurrence: not after the end of that day
  std::vector<Operation> operations;  ///< in the order of writing, set before times
};

/// A step function of time by which something is multiplied.
struct Profile {
  std::string id;
  Place place;
  Text name, name_zh, source;
  std::vector<double> months;                    ///< 12 factors, or empty
  std::vector<std::pair<Moment, double>> steps;  ///< ascending; each holds until the next
};

}  // namespace huan::scenarios
