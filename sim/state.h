/// Everything that changes during a run. Plain arrays, one entry per thing: a run can be copied,
/// compared and stored. The structure it refers to (network.h, contacts.h) is const.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include <Eigen/Core>

#include "sim/contacts.h"
#include "sim/network.h"
#include "sim/observer.h"

namespace huan::sim {

/// One column per thing, one row per substance; columns are contiguous.
using Columns = Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor>;

/// Levels follow straight lines between events: level(t) = level + net (t - since).
struct StockState {
  double since = 0;      ///< [d] instant of `level` and `content`
  double level = 0;      ///< [unit]
  double net = 0;        ///< [unit/d] exactly 0 for a rationed stock
  double capacity = 0;   ///< [unit] now
  double peak = 0;       ///< [unit] highest since the last sample, up to `since`
  double unclaimed = 0;  ///< [unit/d] forced inflow nobody takes: goes to the uncontrolled account
  double uncontrolled = 0;   ///< [unit] gone to the uncontrolled account, up to `since`
  double rounding_rate = 0;  ///< [unit/d] net flow that was set to 0
  bool refuses = false;      ///< its facility is closed: accepts nothing
  bool material = true;      ///< holds mass: of its spec, to have it at hand
  bool mixes = false;        ///< material of several substances, inside the border
};

/// Why a process may not run; it runs when all are clear.
struct Stops {
  std::int32_t failures = 0;  ///< outages under repair now
  bool maintenance = false;
  bool switched_off = false;  ///< by an event
  bool closed = false;
  bool below_min_load = false;
  [[nodiscard]] bool any() const {
    return failures > 0 || maintenance || switched_off || closed || below_min_load;
  }
};

/// What holds a process back now, integrated by the ledger.
struct Hold {
  Cause cause = Cause::none;
  StockId stock;
  double rate = 0;  ///< [unit/d] lost to it
};

struct ProcessState {
  double since = 0;  ///< [d] instant of the integrals below
  double rate = 0;   ///< [unit/d] u
  double want = 0;   ///< [unit/d] d = capacity x profile, 0 while stopped; of overflow and make-up
                     ///< what their stock asks
  double capacity = 0;         ///< [unit/d] as the last event left it
  double factor = 1;           ///< [1] of its profile
  double min_load = 0;         ///< [1] in force
  Role role = Role::ordinary;  ///< of its spec, to have it at hand
  double since_refresh = 0;    ///< integral of the rate since its coefficients last changed
  double activity = 0;         ///< integral of the rate up to the last change of coefficients
  double potential = 0;        ///< integral of the capacity while open
  double wanted = 0;           ///< integral of capacity x factor while open
  Stops stops;
  Hold own;      ///< closed, down, off, season: capacity - want
  Hold imposed;  ///< starved or blocked: want - rate
};

/// Priority classes of a contact, 1 served first.
struct Classes {
  int draw = 1;     ///< when the process draws on balance
  int deliver = 1;  ///< when it delivers on balance
};

/// A contact now.
struct Touch {
  double net = 0;      ///< [unit of the stock per unit of rate] > 0 delivers
  double granted = 1;  ///< [1] fraction of the want granted there
  Classes classes;
};

/// The run's memory. Substance columns have 0 columns when only one substance is followed.
struct State {
  double now = 0;  ///< [d]
  std::vector<StockState> stocks;
  std::vector<ProcessState> processes;

  std::vector<Touch> at;  ///< per contact

  std::vector<double>
      arc_unit;  ///< per arc: [unit per unit of rate] >= 0 (< 0: a reversed delivery)
  std::vector<double> arc_moved;  ///< per arc: [unit] moved up to the last change of coefficients

  Columns composition;   ///< per stock: [1] of what it gives now (frozen between re-blends)
  Columns content;       ///< per stock: [t]
  Columns drift;         ///< per stock: [t/d] net flow by substance
  Columns unit;          ///< per arc: [t per unit of rate] by substance
  Columns moved;         ///< per arc: [t] up to the last change of coefficients
  Columns uncontrolled;  ///< per stock: [t]
  Mixture rounding;      ///< [t] what was set to 0, counted in the residual

  /// Numbers in force; shared with the network until an event replaces them.
  std::vector<std::shared_ptr<const ProcessSpec>> numbers;

  [[nodiscard]] bool follows_substances() const { return content.cols() > 0; }
};

}  // namespace huan::sim
