/// What may be watched, and when. Observing never changes a run: everything here only reads.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/network.h"

namespace huan::sim {

/// Why a process did less than its capacity.
enum class Cause : std::uint8_t {
  none,          ///< ran at what it wanted: its own capacity is the limit
  down,          ///< failed, under repair or in maintenance
  switched_off,  ///< made unavailable by an event
  closed,        ///< its facility is not open
  season,        ///< its profile asked for less
  starved,       ///< of `stock`
  blocked,       ///< by `stock`
  min_load,      ///< stopped, since it would have run below its minimum load; `stock` stopped it
};
[[nodiscard]] std::string_view name_of(Cause cause);

/// One line of the bottleneck ledger, summed since the start.
struct Loss {
  ProcessId process;
  Cause cause = Cause::none;
  StockId stock;      ///< none unless starved, blocked or min_load
  double amount = 0;  ///< [t] not processed (integral of capacity - rate)
  double hours = 0;   ///< [h] full-load equivalent
};

/// One shipment route's counters since the start.
struct ShipmentTally {
  double lots_sent = 0;
  double lots_received = 0;
  double tonnes = 0;      ///< [t] received
  double tonne_km = 0;    ///< [t km]
  double fuel = 0;        ///< [t]
  double cost = 0;        ///< [yuan]
  double waiting = 0;     ///< [h] lots waited for a vehicle, or loaded vehicles for room
  double in_transit = 0;  ///< [t] now under way
};

/// Conservation account of the run so far, per substance [t]. initial + in + converted = out +
/// final up to `residual`, which includes `rounding` (what was set to zero).
struct Account {
  Mixture initial, in, converted, out, final, rounding, residual;
  Mixture uncontrolled;  ///< [t] of out: what left to the uncontrolled account
  /// [1] largest |residual_i| / came_i over substances i, and of what conversions changed of an
  /// element; came = initial + in + made by conversions, at least 1e-6 of the largest.
  double largest_relative_residual = 0;
};

/// Counters of the engine's own work.
struct Work {
  std::uint64_t events = 0;
  std::uint64_t solves = 0;
  std::uint64_t sweeps = 0;
  std::uint64_t linear_solves = 0;
  std::uint64_t unsettled = 0;  ///< rate solves that did not settle (feasible rates were taken)
  std::uint64_t unsettled_blends = 0;
  std::uint64_t reblends = 0;
};

/// Reads the run at one instant. All integrals are exact and count from the start of the run;
/// take differences for an interval.
class View {
 public:
  virtual ~View() = default;
  [[nodiscard]] virtual double time() const = 0;  ///< [d]
  [[nodiscard]] virtual const Network& network() const = 0;
  [[nodiscard]] virtual double level(StockId) const = 0;     ///< [unit]
  [[nodiscard]] virtual Mixture content(StockId) const = 0;  ///< [t] per substance
  [[nodiscard]] virtual double peak(
      StockId) const = 0;  ///< [unit] highest level since the last sample
  [[nodiscard]] virtual double uncontrolled(StockId) const = 0;  ///< [t] that nobody took
  [[nodiscard]] virtual Mixture uncontrolled_substances(StockId) const = 0;  ///< [t]
  /// [unit] through an arc, positive in the arc's direction. Negative only for a carrier delivery
  /// that turned into a draw.
  [[nodiscard]] virtual double moved(ArcId) const = 0;
  [[nodiscard]] virtual Mixture moved_substances(ArcId) const = 0;  ///< [t] materials only
  [[nodiscard]] virtual double activity(ProcessId) const = 0;       ///< integral of the rate
  [[nodiscard]] virtual double potential(
      ProcessId) const = 0;  ///< integral of the capacity while open
  [[nodiscard]] virtual double wanted(
      ProcessId) const = 0;  ///< integral of capacity x profile while open
  [[nodiscard]] virtual double rate(ProcessId) const = 0;      ///< [unit/d] now
  [[nodiscard]] virtual std::vector<Loss> losses() const = 0;  ///< sorted by process, cause, stock
  [[nodiscard]] virtual ShipmentTally shipment(ShipmentId) const = 0;
  [[nodiscard]] virtual Account account() const = 0;
  [[nodiscard]] virtual const Work& work() const = 0;
};

/// One line of the run's log. Shipments and re-blends are counted, never logged.
struct LogEntry {
  enum class What : std::uint8_t {
    fails,
    repaired,
    stops,
    restarts,
    maintenance_begins,
    maintenance_ends,
    opens,
    closes,
    empty,
    full,
    scripted,
    watched,
    watched_back,
    below_min_load,
    /// Rates around this stock did not settle; feasible, lower ones were taken. `value` numbers
    /// such solves from 1; the first ones are logged, all are counted (Work).
    unsettled,
  };
  double time = 0;  ///< [d]
  What what = What::fails;
  std::string_view
      who;  ///< name of the process, stock, facility or event; lives as long as the network
  double value = 0;
};
[[nodiscard]] std::string_view name_of(LogEntry::What what);

/// Called by a run. `sampled` comes at every instant of the sample schedule and at the end.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void started(const View&) {}
  virtual void sampled(const View&) {}
  virtual void logged(const LogEntry&) {}
  virtual void finished(const View&) {}
};

}  // namespace huan::sim
