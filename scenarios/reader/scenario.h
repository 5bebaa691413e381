/// A scenario, typed and fully resolved: parts included, overlays applied, alternatives chosen,
/// hypotheses that are off left out, every number in canonical units, every value with its place.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "models/copy_on_write.h"
#include "models/library.h"
#include "models/registry.h"
#include "scenarios/reader/event.h"
#include "scenarios/reader/facility.h"
#include "scenarios/reader/node.h"
#include "scenarios/reader/place.h"

namespace huan::scenarios {

struct Header {
  int format = 1;
  Text name, name_zh, description, region, source;
  Moment start;  ///< 00:00 of the first day
  Moment end;    ///< exclusive: 00:00 of the day after the last
  Place start_place, end_place;
  std::uint64_t seed = 1;
  double blend_tolerance = 0.01;  ///< [1] eps of composition tracking
  double convoys = 0;             ///< [d] what vehicles carry together; 0 = each for itself
  [[nodiscard]] double days() const { return end.days_since(start); }
};

/// `[output]`
struct Output {
  struct Series {
    std::string pattern;                  ///< "*", "xc_dz_*", "*.zinc_oxide"
    std::vector<std::string> substances;  ///< kept per substance: names, or "*"
    std::vector<std::string> properties;  ///< "heating_value", "moisture"
    Place place;
  };
  int every_months = 1;   ///< 1, 3, 12; 0 = use every_days
  double every_days = 0;  ///< [d]
  std::vector<Series> series;
};

/// Figures that contradict each other: one option was taken.
struct Alternative {
  std::string id;
  Place place;
  Text name, name_zh, source;
  std::vector<std::string> options;
  std::string fallback;  ///< the default's name
  std::string chosen;
};

/// Something known only as a hypothesis.
struct Hypothesis {
  std::string id;
  std::string section;  ///< "route", "facility", ...
  Place place;
  bool enabled = false;
};

/// What is to be computed from the results; read by the analysis.
struct Indicator {
  std::string id;
  Place place;
  Text name, name_zh;
  Node body;  ///< the whole table as written
};

struct Scenario {
  Header header;
  Output output;
  std::vector<models::CopyOnWrite<Facility>> facilities;  ///< everything in the order of reading
  std::vector<Route> routes;
  std::vector<Boundary> boundaries;
  std::vector<Limit> limits;
  std::vector<Profile> profiles;
  std::vector<Event> events;
  std::vector<Alternative> alternatives;
  std::vector<Hypothesis> hypotheses;
  std::vector<Indicator> indicators;
  /// The shipped library and the scenario's own materials and recipes, changes applied.
  models::CopyOnWrite<models::Library> library;
  std::vector<std::string> own_materials, own_recipes;  ///< defined or changed by the scenario
  std::shared_ptr<const SourceTexts> sources;

  struct Thing {
    enum class Kind : std::uint8_t {
      facility,
      route,
      boundary,
      limit,
      profile,
      event,
      alternative,
      indicator
    };
    Kind kind = Kind::facility;
    std::size_t index = 0;
  };
  /// By id, and facilities by alias too.
  std::unordered_map<std::string, Thing> things;

  [[nodiscard]] const Thing* find(const std::string& id) const;
  [[nodiscard]] const Facility* facility(const std::string& id_or_alias) const;
  /// Where something is defined: an id, or a name that begins with one ("xc_p44.kiln"); unknown
  /// place when nothing is.
  [[nodiscard]] Place place_of(const std::string& name) const;
};

}  // namespace huan::scenarios
