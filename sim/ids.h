/// Indices that do not mix: a StockId cannot be passed where a ProcessId is meant.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace huan::sim {

/// A position in one of the network's tables. `Tag` only keeps the kinds apart. Negative = none.
template <class Tag>
struct Id {
  std::int32_t value = -1;

  constexpr Id() = default;
  constexpr explicit Id(std::int32_t v) : value(v) {}
  constexpr explicit Id(std::size_t v) : value(static_cast<std::int32_t>(v)) {}

  [[nodiscard]] constexpr std::size_t index() const { return static_cast<std::size_t>(value); }
  [[nodiscard]] constexpr bool valid() const { return value >= 0; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using SubstanceId = Id<struct SubstanceTag>;
using StockId = Id<struct StockTag>;
using ProcessId = Id<struct ProcessTag>;
using ArcId = Id<struct ArcTag>;
using FacilityId = Id<struct FacilityTag>;
using ShipmentId = Id<struct ShipmentTag>;
using ProfileId = Id<struct ProfileTag>;
using TallyId = Id<struct TallyTag>;

}  // namespace huan::sim

template <class Tag>
struct std::hash<huan::sim::Id<Tag>> {
  std::size_t operator()(huan::sim::Id<Tag> id) const noexcept {
    return std::hash<std::int32_t>{}(id.value);
  }
};
