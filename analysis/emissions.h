/// Carbon that leaves to the air, counted as carbon dioxide by the origin of the carbon.
#pragma once

#include <string>
#include <vector>

#include "sim/network.h"

namespace huan::analysis {

/// The world's air: a boundary stock of the material "air" or named "world.air".
[[nodiscard]] bool is_air(const sim::StockSpec& stock);

/// CO2 = 44/12 C, the factor of the national inventories. One item per kind of carbon in the
/// substance table: "C_fossil" gives "co2_fossil", plain "C" gives "co2". Methane followed as a
/// substance of its own ("CH4", "CH4_biogenic") counts as "ch4", "ch4_biogenic" by its own mass.
class AirEmissions {
 public:
  explicit AirEmissions(const sim::Network& network);

  struct Item {
    std::string id;
    sim::SubstanceId substance;
    double t_per_t = 0;  ///< [t of the item per t of the substance]
  };
  [[nodiscard]] const std::vector<Item>& items() const { return items_; }
  /// Deliveries into the air. Empty where the substance table knows no carbon.
  [[nodiscard]] const std::vector<sim::ArcId>& arcs() const { return arcs_; }

 private:
  std::vector<Item> items_;
  std::vector<sim::ArcId> arcs_;
};

}  // namespace huan::analysis
