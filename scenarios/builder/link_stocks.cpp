#include "scenarios/builder/link_stocks.h"

#include <algorithm>

#include "scenarios/builder/by_id.h"
#include "scenarios/builder/links.h"

namespace huan::scenarios {
namespace {

bool has_price(const Boundary& boundary, const std::string& price, const Scenario& scenario) {
  if (boundary.settings.contains(price)) return true;
  return std::ranges::any_of(scenario.events, [&](const Event& event) {
    return std::ranges::any_of(event.operations, [&](const Operation& operation) {
      return operation.path == boundary.id + "." + price;
    });
  });
}

void add_world(const Boundary& boundary, const Scenario& scenario, const Ground& ground,
               Draft& draft) {
  const Endpoint& end = boundary.to ? *boundary.to : *boundary.from;
  const sim::StockSpec& inside = draft.plan.stocks[draft.stock(end.text()).index()];
  if (!draft.stock(world_name(boundary)).valid()) {
    sim::StockSpec world;
    world.name = world_name(boundary);
    world.holding = inside.holding;
    world.material = boundary.material.value;
    world.unit = inside.unit;
    world.boundary = true;
    if (world.holding == sim::Holding::material) {
      world.composition = ground.library->material(world.material).mixture(ground.substances);
    }
    draft.add(std::move(world));
  }
  for (const auto& [price, tally] : tallies_of(boundary)) {
    if (!has_price(boundary, price, scenario) || draft.stock(tally).valid()) continue;
    sim::StockSpec money;
    money.name = tally;
    money.facility = draft.facility(end.facility);
    money.holding = sim::Holding::tally;
    money.material = tally.substr(end.facility.size() + 1);
    money.unit = "yuan";
    draft.add(std::move(money));
  }
}

/// A shipment under a limit loads from a junction behind its gate.
void add_gate(const std::string& flow, const Scenario& scenario, Draft& draft) {
  const Scenario::Thing* thing = scenario.find(flow);
  if (thing == nullptr || thing->kind != Scenario::Thing::Kind::route) return;
  const Route& route = scenario.routes[thing->index];
  if (!ships_lots(route.mode) || draft.stock(behind_gate(route)).valid()) return;
  sim::StockSpec junction = draft.plan.stocks[draft.stock(route.from.text()).index()];
  junction.name = behind_gate(route);
  junction.facility = {};
  junction.capacity = 0;
  junction.initial = {};
  junction.initial_amount = 0;
  draft.add(std::move(junction));
}

}  // namespace

void add_link_stocks(const Scenario& scenario, const Ground& ground, Draft& draft) {
  for (const std::size_t i : by_id(scenario.boundaries))
    add_world(scenario.boundaries[i], scenario, ground, draft);
  for (const std::size_t i : by_id(scenario.limits)) {
    sim::StockSpec right;
    right.name = scenario.limits[i].id;
    right.holding = sim::Holding::allowance;
    right.material = scenario.limits[i].id;
    right.capacity = 0;
    draft.add(std::move(right));
    for (const Text& flow : scenario.limits[i].of) add_gate(flow.value, scenario, draft);
    add_gate(scenario.limits[i].per.value, scenario, draft);
  }
}

}  // namespace huan::scenarios
