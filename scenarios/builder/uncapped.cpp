#include "scenarios/builder/uncapped.h"

namespace huan::scenarios {
namespace {

const std::string& name_of(const Appetite::Uncapped& route, const sim::Plan& plan) {
  return route.shipment.valid() ? plan.shipments[route.shipment.index()].name
                                : plan.processes[route.process.index()].name;
}

void complain_unsized(const Appetite::Uncapped& route, bool in_circle, const sim::Plan& plan,
                      Complaints& complaints, const Place& place) {
  const std::string& name = name_of(route, plan);
  const std::string& to = plan.stocks[route.to.index()].name;
  if (in_circle) {
    complaints.error(place,
                     "'" + name +
                         "' has no capacity and leads into a circle of routes "
                         "without one, so none of them has a size",
                     "give one of them a capacity");
  } else if (plan.stocks[route.to.index()].boundary) {
    complaints.error(place, "'" + name + "' leaves the region without a limit",
                     "say how much may leave (limit = \"200 kt/a\"), or make it a last resort: "
                     "only_when = \"full\"");
  } else {
    complaints.error(place, "'" + name + "' needs a capacity: nothing draws on '" + to + "'",
                     route.shipment.valid() ? "say capacity = \"500 t/d\" (or loading_rate)"
                                            : "say capacity = \"500 t/d\", or make it a last "
                                              "resort: only_when = \"full\"");
  }
}

}  // namespace

void Uncapped::note(const sim::Plan& plan, sim::ProcessId process, sim::ShipmentId shipment,
                    const Place& place) {
  Appetite::Uncapped route{process, shipment, {}, {}};
  if (shipment.valid()) {
    const sim::ShipmentSpec& spec = plan.shipments[shipment.index()];
    route.from = spec.from;
    route.to = spec.to;
  }
  if (process.valid()) {
    const sim::ProcessSpec& spec = plan.processes[process.index()];
    route.from = spec.draws[0].stock;
    if (!shipment.valid()) route.to = spec.deliveries[0].stock;
  }
  routes_.push_back(route);
  places_.push_back(place);
}

std::unique_ptr<Appetite> Uncapped::size(sim::Plan& plan, Complaints& complaints) {
  auto appetite = std::make_unique<Appetite>(plan, std::move(routes_));
  const std::vector<Appetite::Uncapped>& routes = appetite->routes();
  const std::vector<Appetite::Size> sizes = appetite->sizes();
  for (std::size_t r = 0; r < routes.size(); ++r) {
    const auto& [rate, demand, supply] = sizes[r];
    if (!(rate > 0)) complain_unsized(routes[r], rate < 0, plan, complaints, places_[r]);
    sizes_.push_back({name_of(routes[r], plan), plan.stocks[routes[r].from.index()].unit, rate,
                      demand, supply, routes[r].shipment.valid()});
    if (routes[r].process.valid()) plan.processes[routes[r].process.index()].capacity = rate;
    if (!routes[r].shipment.valid()) continue;
    sim::ShipmentSpec& shipment = plan.shipments[routes[r].shipment.index()];
    shipment.loading_rate = rate;
    if (!(shipment.unloading_rate > 0)) shipment.unloading_rate = rate;
  }
  return appetite;
}

}  // namespace huan::scenarios
