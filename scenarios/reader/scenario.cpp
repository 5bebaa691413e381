#include "scenarios/reader/scenario.h"

namespace huan::scenarios {

const Scenario::Thing* Scenario::find(const std::string& id) const {
  const auto at = things.find(id);
  return at == things.end() ? nullptr : &at->second;
}

const Facility* Scenario::facility(const std::string& id_or_alias) const {
  const Thing* thing = find(id_or_alias);
  return thing && thing->kind == Thing::Kind::facility ? &*facilities[thing->index] : nullptr;
}

Place Scenario::place_of(const std::string& name) const {
  const Thing* thing = find(name);
  if (!thing) thing = find(name.substr(0, name.find_first_of(".>")));
  if (!thing) return {};
  switch (thing->kind) {
    case Thing::Kind::facility:
      return facilities[thing->index]->place;
    case Thing::Kind::route:
      return routes[thing->index].place;
    case Thing::Kind::boundary:
      return boundaries[thing->index].place;
    case Thing::Kind::limit:
      return limits[thing->index].place;
    case Thing::Kind::profile:
      return profiles[thing->index].place;
    case Thing::Kind::event:
      return events[thing->index].place;
    case Thing::Kind::alternative:
      return alternatives[thing->index].place;
    case Thing::Kind::indicator:
      return indicators[thing->index].place;
  }
  return {};
}

}  // namespace huan::scenarios
