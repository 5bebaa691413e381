/// The order in which things are built: by their ids, so that the order of writing does not matter.
#pragma once

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "models/copy_on_write.h"

namespace huan::scenarios {

template <class Thing>
const std::string& id_of(const Thing& thing) {
  return thing.id;
}
template <class Thing>
const std::string& id_of(const models::CopyOnWrite<Thing>& thing) {
  return thing->id;
}

/// Indices of `things` in the order of their ids.
template <class Thing>
std::vector<std::size_t> by_id(const std::vector<Thing>& things) {
  std::vector<std::size_t> order(things.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {},
                    [&](std::size_t i) -> const std::string& { return id_of(things[i]); });
  return order;
}

}  // namespace huan::scenarios
