/// What a scenario says about sites and about what joins them. Every number is a Number: canonical
/// through value(), and as it was written.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/registry.h"
#include "scenarios/reader/value.h"
#include "sim/plan.h"

namespace huan::scenarios {

/// How well something is known; hypotheses take part only when they are enabled.
enum class Evidence : std::uint8_t { stated, implied, assumed, hypothesis };

/// `stocks.MATERIAL = { capacity = "9 kt", initial = "0 t" }`; masses or energies.
struct StockSetting {
  std::optional<Setting> capacity;
  std::optional<Setting> initial;
  Place place;
};

struct Outage {
  Setting mean_up;    ///< [d] > 0
  Setting mean_down;  ///< [d] > 0
  sim::Clock clock = sim::Clock::operating;
  bool fixed = false;
  std::string purpose = "outage";  ///< "outage", "outage 2", ...
  /// What they were before they were set: capacities per year stay worked out from these, so that
  /// longer outages cost tonnes.
  std::optional<Setting> base_mean_up, base_mean_down;
  Place place;
};

/// A planned stop: from the start of one day to the end of another, every year or once.
struct Maintenance {
  std::optional<std::pair<MonthDay, MonthDay>> yearly;
  std::optional<std::pair<Moment, Moment>> once;  ///< [begin, end): the end is the next day's 00:00
  Place place;
};

/// A number of a process inside the facility, beyond what its model offers as parameters:
/// "kiln.transfer.Zn.waelz_oxide". `times` multiplies the recipe's own value when nothing is set.
struct Override {
  std::optional<Setting> set;
  double times = 1;
  Place place;
};

struct Facility {
  std::string id;
  Place place;                               ///< of its id
  Text kind;                                 ///< of models/registry.h
  const models::ModelKind* model = nullptr;  ///< of that kind; outlives the scenario
  std::vector<std::string> aliases;
  Text name, name_zh, region, county, source;
  Evidence evidence = Evidence::stated;
  bool assumed = false;                         ///< its capacity stands in no document
  std::optional<std::pair<double, double>> at;  ///< [deg] latitude, longitude (WGS 84)
  /// Date; or true/false (an event opens it, it is closed from the start).
  std::optional<Setting> opens, closes;
  std::optional<Setting> available;            ///< true/false
  std::map<std::string, Setting> parameters;   ///< of its model, defaults filled in
  std::map<std::string, StockSetting> stocks;  ///< by material
  std::vector<Outage> outages;
  std::vector<Maintenance> maintenance;
  std::map<std::string, Override> overrides;  ///< by the path below the facility
};

enum class Mode : std::uint8_t { conveyor, pipe, wire, truck, train, ship };
[[nodiscard]] constexpr bool ships_lots(Mode mode) { return mode >= Mode::truck; }

/// When something takes part at all.
enum class OnlyWhen : std::uint8_t {
  always,
  full,    ///< a last resort: takes only what nobody else takes (overflow)
  short_,  ///< a stopgap: gives only what nobody else gives (make-up)
};

/// "facility.material".
struct Endpoint {
  std::string facility;  ///< id, aliases resolved
  std::string material;
  Place place;
  [[nodiscard]] std::string text() const { return facility + "." + material; }
};

/// Moves material between facilities. The settings by name:
/// capacity [t/d or MWh/d], lot [t], transit [d], distance [km], fleet, loading_rate,
/// unloading_rate [t/d], push_above, order_below [t], cost [yuan/(t km)], fuel [t/(t km)],
/// rank_at_source, rank_at_destination, order, for_class, open.
struct Route {
  std::string id;
  Place place;
  Endpoint from, to;
  Mode mode = Mode::conveyor;
  OnlyWhen only_when = OnlyWhen::always;
  Evidence evidence = Evidence::stated;
  Text name, name_zh, source;
  std::map<std::string, Setting> settings;
};

/// What crosses the region's border, in (`to`) or out (`from`). The settings by name:
/// limit [t/d or MWh/d], gate_fee, purchase_price [yuan/t or yuan/MWh], rank, order, for_class,
/// open.
struct Boundary {
  std::string id;
  Place place;
  Text material;
  std::optional<Endpoint> from, to;  ///< exactly one
  OnlyWhen only_when = OnlyWhen::always;
  Evidence evidence = Evidence::stated;
  Text name, name_zh, source;
  std::map<std::string, Setting> settings;
};

/// A cap shared by several flows. `at_most` is a flow, or with `per` a ratio.
struct Limit {
  std::string id;
  Place place;
  std::vector<Text> of;  ///< routes, boundaries or "facility.process"
  Text per;              ///< the flow the ratio is taken of; empty = absolute
  Evidence evidence = Evidence::stated;
  Text name, name_zh, source;
  std::map<std::string, Setting> settings;  ///< at_most, open
};

}  // namespace huan::scenarios
