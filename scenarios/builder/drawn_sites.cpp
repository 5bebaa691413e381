#include "scenarios/builder/drawn_sites.h"

namespace huan::scenarios {

void DrawnSites::begin(const Ground& ground) {
  if (library_ && library_->shares(ground.library)) return;
  library_ = ground.library;
  sites_.clear();
}

const DrawnSite& DrawnSites::draw(const models::CopyOnWrite<Facility>& facility, Sheet& sheet) {
  const auto known = sites_.find(facility->id);
  if (known != sites_.end() && known->second.facility.shares(facility)) return known->second;
  DrawnSite drawn{facility, std::move(sheet.draw(facility)), sheet.unused(), sheet.asked(),
                  sheet.capacity()};
  return sites_.insert_or_assign(facility->id, std::move(drawn)).first->second;
}

}  // namespace huan::scenarios
