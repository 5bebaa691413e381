/// Sites drawn before: scenarios that differ in a few numbers share all facilities but a few.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "scenarios/builder/site.h"

namespace huan::scenarios {

/// A facility on a plan of its own, and what the sheet found out about it (Sheet).
struct DrawnSite {
  models::CopyOnWrite<Facility> facility;
  sim::Plan plan;
  std::vector<std::string> unused;
  std::set<std::string> asked;
  std::optional<models::Capacity> capacity;
};

/// Remembers the last drawing of every facility. It is taken again while the facility is the same
/// object and so is the library.
///
/// Of use for scenarios that are copies of one another and were changed by `apply` alone: what else
/// a drawing hangs on (dates, profiles, the ends of routes) must not differ between them.
class DrawnSites {
 public:
  /// To be called before the sites of each scenario are asked for.
  void begin(const Ground& ground);
  /// Valid until the next call. Errors: those of Sheet::draw.
  const DrawnSite& draw(const models::CopyOnWrite<Facility>& facility, Sheet& sheet);

 private:
  std::optional<models::CopyOnWrite<models::Library>> library_;
  std::unordered_map<std::string, DrawnSite> sites_;
};

}  // namespace huan::scenarios
