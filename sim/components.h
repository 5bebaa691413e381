/// Strongly connected components of a directed graph given as adjacency lists.
#pragma once

#include <cstdint>
#include <vector>

namespace huan::sim {

/// component[v]: number of v's component (arbitrary but deterministic); `count` components.
struct Components {
  std::vector<std::int32_t> component;
  std::int32_t count = 0;
};
[[nodiscard]] Components strong_components(
    const std::vector<std::vector<std::uint32_t>>& adjacency);

}  // namespace huan::sim
