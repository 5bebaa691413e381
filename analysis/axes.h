/// Which things of a network the results list, in which order, and what is said of each.
///
/// Stocks outside the region and the docks of shipments are not listed: what crosses the border is
/// in the flows, what is under way in the shipments.
#pragma once

#include <string>
#include <vector>

#include "analysis/results_meta.h"
#include "analysis/table_spec.h"
#include "sim/network.h"

namespace huan::analysis {

/// One line of a flow axis: an arc "stock>facility.process" or "facility.process>stock"; or a whole
/// route, by its id, counted where it arrives.
struct FlowLine {
  std::string id;
  std::string from;
  std::string to;
  const char* kind = "";  ///< "draw", "delivery", "route" or "shipment"
  std::string material;
  std::string unit;
  sim::FacilityId facility;  ///< whose process draws or delivers; of a route, where it arrives
  sim::ArcId arc;            ///< what is counted
};

struct Axes {
  std::vector<sim::StockId> stocks;  ///< of materials, inside the region
  std::vector<FlowLine> flows;       ///< of materials
  std::vector<FlowLine> carrier_flows;
  std::vector<FlowLine> allowance_flows;
  std::vector<sim::StockId> carrier_stocks;  ///< those that can store
  std::vector<sim::ProcessId> processes;     ///< continuous routes among them
  std::vector<sim::ProcessId> demands;
  std::vector<sim::StockId> selected_stocks;  ///< whose substances are asked for
  std::vector<FlowLine> selected_flows;
  std::vector<FlowLine> property_flows;
  std::vector<sim::StockId> money;      ///< tallies in yuan
  std::vector<sim::StockId> emissions;  ///< tallies in tonnes
  std::vector<sim::StockId> meters;     ///< all other tallies
  /// Lines of the facility axis: the plan's facilities and, last, what belongs to none of them.
  std::size_t facilities = 0;

  Axes(const sim::Network& network, const ResultsMeta& meta);

  [[nodiscard]] std::size_t facility_line(sim::FacilityId id) const {
    return id.valid() ? id.index() : facilities - 1;
  }

 private:
  void list_stocks(const sim::Network& network, const ResultsMeta& meta);
  void list_processes(const sim::Network& network, const ResultsMeta& meta);
  void list_flows(const sim::Network& network, const ResultsMeta& meta);
};

/// Ids, names, kinds and places of everything listed.
[[nodiscard]] std::vector<LabelTable> labels_of(const sim::Network& network,
                                                const ResultsMeta& meta, const Axes& axes);

}  // namespace huan::analysis
