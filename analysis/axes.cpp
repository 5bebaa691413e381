#include "analysis/axes.h"

#include <algorithm>
#include <cmath>

#include "analysis/emissions.h"
#include "analysis/pattern.h"
#include "scenarios/reader/reserved.h"

namespace huan::analysis {
namespace {

using sim::Arc;
using sim::ArcId;
using sim::Holding;
using sim::Network;
using sim::ProcessId;
using sim::StockId;

const std::string& name_of(const Network& network, StockId id) {
  return network.stocks()[id.index()].name;
}

bool asked_for(const FlowLine& line, std::span<const std::string> patterns) {
  return matches_any(line.id, patterns) || matches_any(line.from + ">" + line.to, patterns);
}

/// What is called by the material of the stock it comes from or goes to.
std::string material_of(const sim::StockSpec& stock, bool draws) {
  return !draws && is_air(stock) ? scenarios::reserved::offgas : stock.material;
}

/// A continuous route with one stock at either end is one line, not two arcs of the same flow.
bool is_plain_route(const Network& network, ProcessId id) {
  const auto arcs = network.arcs_of(id);
  return network.processes()[id.index()].route && arcs.size() == 2 && arcs[0].draws &&
         !arcs[1].draws &&
         network.stocks()[arcs[0].stock.index()].holding ==
             network.stocks()[arcs[1].stock.index()].holding;
}

FlowLine route_line(const Network& network, ProcessId id) {
  const auto arcs = network.arcs_of(id);
  const auto& to = network.stocks()[arcs[1].stock.index()];
  return {.id = network.processes()[id.index()].name,
          .from = name_of(network, arcs[0].stock),
          .to = to.name,
          .kind = "route",
          .material = material_of(to, false),
          .unit = to.unit,
          .facility = to.facility,
          .arc = ArcId(network.first_arc(id).index() + 1)};
}

FlowLine arc_line(const Network& network, ArcId id) {
  const Arc& arc = network.arcs()[id.index()];
  const auto& process = network.processes()[arc.process.index()];
  const auto& stock = network.stocks()[arc.stock.index()];
  return {.id = network.arc_name(id),
          .from = arc.draws ? stock.name : process.name,
          .to = arc.draws ? process.name : stock.name,
          .kind = arc.draws ? "draw" : "delivery",
          .material = material_of(stock, arc.draws),
          .unit = stock.unit,
          .facility = process.facility,
          .arc = id};
}

FlowLine shipment_line(const Network& network, std::size_t route) {
  const auto& spec = network.shipments()[route];
  const auto& to = network.stocks()[spec.to.index()];
  const ProcessId unload = network.docks()[route].unload;
  return {.id = spec.name,
          .from = name_of(network, spec.from),
          .to = to.name,
          .kind = "shipment",
          .material = material_of(to, false),
          .unit = to.unit,
          .facility = to.facility,
          .arc = ArcId(network.first_arc(unload).index() + 1)};
}

/// All lines of the network in the order of its processes, then of its shipments.
std::vector<FlowLine> lines_of(const Network& network) {
  std::vector<FlowLine> lines;
  for (std::size_t p = 0; p < network.own_processes(); ++p) {
    const ProcessId id(p);
    if (is_plain_route(network, id)) {
      lines.push_back(route_line(network, id));
      continue;
    }
    const std::size_t first = network.first_arc(id).index();
    for (std::size_t a = 0; a < network.arcs_of(id).size(); ++a) {
      lines.push_back(arc_line(network, ArcId(first + a)));
    }
  }
  for (std::size_t r = 0; r < network.shipments().size(); ++r) {
    lines.push_back(shipment_line(network, r));
  }
  return lines;
}

Holding holding_of(const Network& network, const FlowLine& line) {
  return network.stocks()[network.arcs()[line.arc.index()].stock.index()].holding;
}

}  // namespace

Axes::Axes(const Network& network, const ResultsMeta& meta)
    : facilities(network.plan().facilities.size() + 1) {
  list_stocks(network, meta);
  list_processes(network, meta);
  list_flows(network, meta);
}

void Axes::list_stocks(const Network& network, const ResultsMeta& meta) {
  for (std::size_t s = 0; s < network.own_stocks(); ++s) {
    const auto& stock = network.stocks()[s];
    const StockId id(s);
    if (stock.holding == Holding::tally) {
      (stock.unit == "yuan" ? money : stock.unit == "t" ? emissions : meters).push_back(id);
    }
    if (stock.boundary || !matches_any(stock.name, meta.series)) continue;
    if (stock.holding == Holding::carrier && stock.capacity > 0) carrier_stocks.push_back(id);
    if (stock.holding != Holding::material) continue;
    stocks.push_back(id);
    if (matches_any(stock.name, meta.compositions)) selected_stocks.push_back(id);
  }
}

void Axes::list_processes(const Network& network, const ResultsMeta& meta) {
  for (std::size_t p = 0; p < network.own_processes(); ++p) {
    const auto& process = network.processes()[p];
    if (matches_any(process.name, meta.series)) processes.emplace_back(p);
    if (process.demand) demands.emplace_back(p);
  }
}

void Axes::list_flows(const Network& network, const ResultsMeta& meta) {
  for (FlowLine& line : lines_of(network)) {
    if (!asked_for(line, meta.series)) continue;
    const Holding holding = holding_of(network, line);
    if (holding == Holding::carrier)
      carrier_flows.push_back(std::move(line));
    else if (holding == Holding::allowance)
      allowance_flows.push_back(std::move(line));
    else if (holding == Holding::material)
      flows.push_back(std::move(line));
  }
  for (const FlowLine& line : flows) {
    if (asked_for(line, meta.compositions)) selected_flows.push_back(line);
    if (!meta.properties.empty() && asked_for(line, meta.properties_of))
      property_flows.push_back(line);
  }
}

}  // namespace huan::analysis
