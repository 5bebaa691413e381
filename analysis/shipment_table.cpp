#include "analysis/shipment_table.h"

#include <array>
#include <cmath>

#include "analysis/increments.h"

namespace huan::analysis {

using sim::ArcId;
using sim::Network;
using sim::View;
using Row = std::span<double>;

namespace {

struct ShipmentItem {
  const char* id;
  const char* unit;
  bool level;  ///< a state at the end of the interval, not a sum over it
};
constexpr std::array shipment_items = {
    ShipmentItem{"lots_sent", "1", false},   ShipmentItem{"lots_received", "1", false},
    ShipmentItem{"loaded", "t", false},      ShipmentItem{"received", "t", false},
    ShipmentItem{"under_way", "t", true},    ShipmentItem{"refused", "t", false},
    ShipmentItem{"tonne_km", "t km", false}, ShipmentItem{"fuel", "t", false},
    ShipmentItem{"cost", "yuan", false},     ShipmentItem{"waiting", "h", false}};

/// Totals so far (levels: now). What is under way stands in either dock or is in transit; what was
/// loaded and neither arrived nor is under way was refused, exact to 1e-9 of what was loaded.
std::array<double, shipment_items.size()> totals_of(const View& view, std::size_t route) {
  const Network& network = view.network();
  const auto& docks = network.docks()[route];
  const sim::ShipmentTally tally = view.shipment(sim::ShipmentId(route));
  const double loaded = view.moved(network.first_arc(docks.load));
  const double received = view.moved(ArcId(network.first_arc(docks.unload).index() + 1));
  const double under_way =
      view.level(docks.loading) + tally.in_transit + view.level(docks.receiving);
  const double refused = loaded - received - under_way;
  return {tally.lots_sent, tally.lots_received, loaded,
          received,        under_way,           std::abs(refused) <= 1e-9 * loaded ? 0 : refused,
          tally.tonne_km,  tally.fuel,          tally.cost,
          tally.waiting};
}

}  // namespace

void add_shipments(Tables& tables, const Network& network) {
  const std::size_t routes = network.shipments().size();
  constexpr std::size_t width = shipment_items.size();
  if (routes == 0) return;
  tables.add(
      {"shipment",
       {"route", "shipment_item"},
       {routes, width},
       "1",
       "lots of each route in the interval; 'under_way' at its end; units: shipment_item_unit",
       "运输",
       {}},
      [routes, sums = Increments(routes * width)](const View& view, Row row) mutable {
        for (std::size_t r = 0; r < routes; ++r) {
          const auto totals = totals_of(view, r);
          for (std::size_t k = 0; k < width; ++k) {
            const std::size_t at = r * width + k;
            row[at] = shipment_items[k].level ? totals[k] : sums(at, totals[k]);
          }
        }
      });
  std::vector<std::string> ids;
  std::vector<std::string> units;
  for (const ShipmentItem& item : shipment_items) {
    ids.emplace_back(item.id);
    units.emplace_back(item.unit);
  }
  tables.items.push_back(label_table("shipment_item", "shipment_item", "what is counted", ids));
  tables.items.push_back(label_table("shipment_item_unit", "shipment_item", "unit", units));
}

}  // namespace huan::analysis
