#include "sim/observer.h"

namespace huan::sim {

std::string_view name_of(Cause cause) {
  switch (cause) {
    case Cause::none:
      return "none";
    case Cause::down:
      return "down";
    case Cause::switched_off:
      return "switched_off";
    case Cause::closed:
      return "closed";
    case Cause::season:
      return "season";
    case Cause::starved:
      return "starved";
    case Cause::blocked:
      return "blocked";
    case Cause::min_load:
      return "min_load";
  }
  return "unknown";
}

std::string_view name_of(LogEntry::What what) {
  using What = LogEntry::What;
  switch (what) {
    case What::fails:
      return "fails";
    case What::repaired:
      return "repaired";
    case What::stops:
      return "stops";
    case What::restarts:
      return "restarts";
    case What::maintenance_begins:
      return "maintenance_begins";
    case What::maintenance_ends:
      return "maintenance_ends";
    case What::opens:
      return "opens";
    case What::closes:
      return "closes";
    case What::empty:
      return "empty";
    case What::full:
      return "full";
    case What::scripted:
      return "scripted";
    case What::watched:
      return "watched";
    case What::watched_back:
      return "watched_back";
    case What::below_min_load:
      return "below_min_load";
    case What::unsettled:
      return "unsettled";
  }
  return "unknown";
}

}  // namespace huan::sim
