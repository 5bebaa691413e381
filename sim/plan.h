/// What the models build: a network written down as plain values, before it is frozen (network.h).
///
/// Everything is per day and per tonne: a process runs at a *rate* (of its main feed, [t/d]; of its
/// carrier, [MWh/d]); what it draws and delivers is stated per unit of that rate.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/ids.h"
#include "sim/mixture.h"
#include "sim/substances.h"

namespace huan::sim {

class Clerk;

inline constexpr double unlimited = std::numeric_limits<double>::infinity();

/// What a stock holds.
enum class Holding : std::uint8_t {
  material,   ///< tonnes with a composition
  carrier,    ///< MWh of electricity, heat, ...
  allowance,  ///< a right, in its own unit (kiln hours, t of chlorine); no mass
  tally,      ///< only counted, never limiting: yuan, t CO2 of bought fuel, kWh of a meter
};

/// A bounded, well-mixed holding of one material, carrier or allowance at one place.
struct StockSpec {
  std::string name;     ///< "facility.material", unique
  FacilityId facility;  ///< none for the world's stocks
  Holding holding = Holding::material;
  std::string material;         ///< id of the material, carrier, allowance or tally item
  std::string unit = "t";       ///< unit of the level
  double capacity = unlimited;  ///< [unit] >= 0; 0 = a junction (pipe, bus bar)
  /// What it holds at the start: [t] per substance (material); empty = nothing.
  Mixture initial;
  double initial_amount = 0;  ///< [unit] carriers and allowances
  /// [1] mass fractions (sum 1) of what it gives before anything has flowed in; a boundary source
  /// always gives this.
  Mixture composition;
  /// Outside the region (air, water supply, purchases, markets): gives and takes without limit,
  /// is no part of the content; what it gave is "in", what it took is "out" of the account.
  bool boundary = false;
  /// Re-blending tolerance `eps` and floor of the composition norm (engine method, blending.h).
  double blend_tolerance = 0.01;
  double blend_floor = 1e-4;
};

/// amount = constant + weights . f, with f [t/t] the main feed's substances per unit of rate.
/// Negative results are cut to 0 when `floor_at_zero`, else they turn a delivery into a draw.
struct Functional {
  double constant = 0;
  Mixture weights;  ///< [unit per t of substance]; empty = none
  bool floor_at_zero = false;
};

/// What a process takes. Either a fixed amount, or (`by_feed`) one that follows the composition of
/// the fixed-amount draws: oxygen for what burns, chlorine allowance for what is fed.
struct Draw {
  StockId stock;
  double amount = 1;  ///< [unit of the stock per unit of rate] >= 0; ignored when by_feed is set
  std::optional<Functional> by_feed = std::nullopt;
  int rank = 0;  ///< class at the stock, 1 is served first; 0 = the default (network.h)
};

/// What a process gives. For materials: the share of every substance that goes there; the shares
/// of one process sum to 1 for every substance. For carriers, allowances and tallies: an amount.
struct Delivery {
  StockId stock;
  Mixture share = {};      ///< [1] diagonal of T_k, each in [0, 1]; materials only
  Functional amount = {};  ///< [unit per unit of rate]; carriers, allowances, tallies
  int rank = 0;            ///< class at the stock, 1 is accepted first; 0 = the default
};

/// Part of `key` reacts: `change` [t per t of key that reacts] is added to the mixture (sum 0 for
/// every element). With extent e the feed f becomes f + e f_key change.
struct Conversion {
  SubstanceId key;
  double extent = 1;  ///< [1] share of the key substance that reacts
  Mixture change;
};

enum class Role : std::uint8_t {
  ordinary,
  overflow,  ///< runs only while its (single) drawn stock is full or a junction: takes the surplus
  make_up,   ///< runs only while its (single) supplied stock is empty or a junction: gives the
             ///< shortage
  forced,    ///< arises whether or not anybody takes it; never rationed
};

enum class Clock : std::uint8_t {
  calendar,   ///< failures come in elapsed time
  operating,  ///< failures come in running time, in proportion to the rate
};

/// Random failures: exponential times by default.
struct OutageSpec {
  std::string purpose = "outage";  ///< names the random stream together with the process
  double mean_up = 0;              ///< [d] > 0 between a repair and the next failure
  double mean_down = 0;            ///< [d] > 0 to repair
  Clock clock = Clock::operating;
  bool fixed = false;  ///< take the means themselves, every time
};

/// Planned stops, as closed-open intervals [begin, end) in days from the start; sorted, disjoint.
struct StopSpec {
  double begin = 0;
  double end = 0;
};

/// A step function of time by which a want is multiplied.
struct ProfileSpec {
  std::string name;
  std::vector<double> at;      ///< [d] ascending; the first is 0 (or before)
  std::vector<double> factor;  ///< [1] >= 0, one per entry of `at`
};

/// A process draws from stocks and delivers into stocks in proportion to its rate.
struct ProcessSpec {
  std::string name;  ///< "facility.process", unique; a continuous route has its own id as name
  FacilityId facility;
  Role role = Role::ordinary;
  /// [rate] what it wants while it runs; `unlimited` only for overflow and make_up.
  double capacity = 0;
  std::vector<Draw> draws;
  std::vector<Delivery> deliveries;
  std::vector<Conversion> conversions;
  int order = 0;      ///< overflow, make_up: smaller is used first at the same stock
  int for_class = 1;  ///< make_up: serves draws of classes 1..for_class only
  ProfileId profile;  ///< multiplies the capacity; none = 1
  std::vector<OutageSpec> outages;
  std::vector<StopSpec> stops;  ///< maintenance
  double min_load = 0;          ///< [1] of the current capacity; below it the process stops
  double min_down = 0;          ///< [d] it stays stopped at least
  double restart_level = 0;     ///< [1] of the capacity of the stock that stopped it
  bool demand = false;          ///< what it does not get is "unmet demand"
  bool route = false;           ///< a continuous route, not a treatment
  bool open = true;             ///< at the start
  bool paced = false;           ///< a clerk sets the capacity during the run; events leave it alone
  std::string unit = "t";       ///< of the main feed: rate in unit/d
};

/// A route that moves lots between stocks. Loads through a dock of one lot, unloads through
/// another.
struct ShipmentSpec {
  std::string name;  ///< the route's id
  StockId from;
  StockId to;
  double lot = 0;                     ///< [t] > 0
  int convoy = 1;                     ///< vehicles that leave and arrive together, a lot on each
  double loading_rate = 0;            ///< [t/d] > 0
  double unloading_rate = 0;          ///< [t/d] > 0
  double transit = 0;                 ///< [d] >= 0 one way; the vehicle needs as long to come back
  int fleet = 0;                      ///< vehicles; 0 = never short of one
  std::optional<double> push_above;   ///< [t] leaves only while the source holds more than this
  std::optional<double> order_below;  ///< [t] pull: leaves while level + under way is below this
  int rank_at_source = 0;
  int rank_at_destination = 0;
  Role role = Role::ordinary;  ///< overflow: loads only the source's surplus; make_up: unloads only
                               ///< the shortage
  int order = 0;
  double distance = 0;  ///< [km]
  double cost = 0;      ///< [yuan/(t km)]
  double fuel = 0;      ///< [kg diesel/(t km)]
  bool open = true;
  [[nodiscard]] double convoy_load() const { return lot * convoy; }  ///< [t]
};

struct FacilitySpec {
  std::string id;
  std::string name;
  std::string name_zh;
  std::string kind;
  std::string region;
  std::string county;
  std::optional<std::pair<double, double>> at;  ///< [deg] latitude, longitude (WGS 84)
  double opens = 0;                             ///< [d]; processes and inlets rest before
  double closes = unlimited;                    ///< [d]
};

/// What an event changes. Names are the network's ids; numbers are the new values.
struct ProcessChange {  ///< replaces every number of a process; its arcs keep their stocks
  ProcessId process;
  ProcessSpec numbers;
};
struct StockChange {
  StockId stock;
  double capacity = 0;
};
struct FacilityChange {
  FacilityId facility;
  bool open = true;
};
struct AvailabilityChange {  ///< stops or releases one process (a window counts as a reason of its
                             ///< own)
  ProcessId process;
  bool available = true;
};
struct RouteChange {
  ShipmentId route;
  ShipmentSpec numbers;
};

/// Another priority class of one arc (docks' processes included), as Network numbers arcs. All
/// changed classes together must be as Network demands of a plan.
struct RankChange {
  ArcId arc;
  int rank = 1;
};

/// A watched quantity: fires when it reaches `above` (from below) or `below` (from above), and
/// again after it went back past `back`.
struct WatchSpec {
  /// What an arc of `process`, or a route of lots where it arrives, moves.
  struct Flow {
    ProcessId process;
    ShipmentId route;
    bool draws = false;        ///< the process's draw or delivery at `position`
    std::size_t position = 0;  ///< in its draws or deliveries
    double over = 0;           ///< [d] its mean over so many days (moving_mean.h); 0: its rate
  };
  std::string name;  ///< the event's id
  StockId stock;     ///< whose level is watched, unless it is a flow
  bool above = true;
  double level = 0;            ///< [unit of the stock], [unit/d] of a flow
  std::optional<double> back;  ///< default: a gap of 1 % of the capacity (of the level if unbounded
                               ///< or a flow)
  std::optional<Flow> flow;
};

/// A clerk (clerk.h) and the things it knows by their position in these lists.
struct ClerkSpec {
  std::string name;  ///< "facility.what", unique
  std::vector<StockId> stocks;
  std::vector<ProcessId> processes;    ///< those it paces are `paced`
  std::shared_ptr<const Clerk> clerk;  ///< as it is before the run; every run has its own copy
};

/// Everything the engine needs to know before it runs.
struct Plan {
  SubstanceTable substances = SubstanceTable::single();
  std::vector<FacilitySpec> facilities;
  std::vector<StockSpec> stocks;
  std::vector<ProcessSpec> processes;
  std::vector<ShipmentSpec> shipments;
  std::vector<ProfileSpec> profiles;
  std::vector<WatchSpec> watches;
  std::vector<ClerkSpec> clerks;
  std::vector<double> dates;  ///< [d] instants at which the Director is asked, ascending
  double duration = 0;        ///< [d] > 0

  FacilityId add(FacilitySpec s) {
    facilities.push_back(std::move(s));
    return FacilityId(facilities.size() - 1);
  }
  StockId add(StockSpec s) {
    stocks.push_back(std::move(s));
    return StockId(stocks.size() - 1);
  }
  ProcessId add(ProcessSpec p) {
    processes.push_back(std::move(p));
    return ProcessId(processes.size() - 1);
  }
  ShipmentId add(ShipmentSpec s) {
    shipments.push_back(std::move(s));
    return ShipmentId(shipments.size() - 1);
  }
  ProfileId add(ProfileSpec p) {
    profiles.push_back(std::move(p));
    return ProfileId(profiles.size() - 1);
  }
};

}  // namespace huan::sim
