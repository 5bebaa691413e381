#include "scenarios/builder/convoys.h"

#include <algorithm>
#include <vector>

#include "scenarios/builder/nominal.h"

namespace huan::scenarios {
namespace {

/// [t/d] by stock, of all processes that are no last resorts; 0 where nothing is known.
struct Flows {
  std::vector<double> drawn, delivered;

  explicit Flows(const sim::Plan& plan) : drawn(plan.stocks.size()), delivered(drawn) {
    for (const sim::ProcessSpec& process : plan.processes) {
      if (process.role != sim::Role::ordinary) continue;
      for (const sim::StockId stock : distinct(process.draws))
        drawn[stock.index()] += nominal_draw(process, stock, plan);
      for (const sim::StockId stock : distinct(process.deliveries))
        delivered[stock.index()] += nominal_delivery(process, stock, plan);
    }
  }

 private:
  template <class End>
  static std::vector<sim::StockId> distinct(const std::vector<End>& ends) {
    std::vector<sim::StockId> stocks;
    for (const End& end : ends) {
      if (std::ranges::find(stocks, end.stock) == stocks.end()) stocks.push_back(end.stock);
    }
    return stocks;
  }
};

double flow_of(const sim::ShipmentSpec& route, const Flows& flows) {
  double flow = route.loading_rate;
  for (const double end : {flows.delivered[route.from.index()], flows.drawn[route.to.index()]}) {
    if (end > 0) flow = std::min(flow, end);
  }
  return flow;
}

double room_of(const sim::ShipmentSpec& route, const sim::Plan& plan) {
  const sim::StockSpec& from = plan.stocks[route.from.index()];
  const sim::StockSpec& to = plan.stocks[route.to.index()];
  return std::min({from.capacity, to.capacity, route.order_below.value_or(to.capacity)});
}

}  // namespace

int convoy_of_fleet(int fleet, int most) {
  int n = std::max(1, most);
  while (fleet % n != 0) --n;
  return n;
}

void form_convoys(sim::Plan& plan, double days) {
  const Flows flows(plan);
  for (sim::ShipmentSpec& route : plan.shipments) {
    const double load =
        std::min(flow_of(route, flows) * days, convoy_of_store * room_of(route, plan));
    constexpr double most = 1e6;
    route.convoy = convoy_of_fleet(route.fleet, static_cast<int>(std::min(most, load / route.lot)));
  }
}

}  // namespace huan::scenarios
