#include "analysis/tables.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace huan::analysis {
namespace {

using sim::ArcId;
using sim::Network;
using sim::StockId;
using sim::View;
using Row = std::span<double>;
using Texts = std::vector<std::string>;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

LabelTable label_table(const std::string& name, const std::string& axis, const std::string& means,
                       Texts values) {
  return {{.name = name,
           .axes = {axis},
           .size = {values.size()},
           .units = "1",
           .long_name = means,
           .long_name_zh = {},
           .notes = {}},
          std::move(values)};
}

/// Adds the tables one after another; knows what they have in common.
class TableMaker {
 public:
  TableMaker(const Network& network, const ResultsMeta& meta, const Axes& axes, Tables& out)
      : network_(network), meta_(meta), axes_(axes), out_(out) {}

  void stocks();
  void flows();
  void substances();
  void processes();
  void demands();
  void shipments();
  void properties();
  void money();
  void emissions();
  void meters();

 private:
  const Network& network_;
  const ResultsMeta& meta_;
  const Axes& axes_;
  Tables& out_;

  void add(TableSpec spec, std::function<void(const View&, Row)> read) {
    if (spec.width() == 0) return;
    spec.axes.insert(spec.axes.begin(), "time");
    out_.series.push_back({std::move(spec), std::move(read)});
  }

  void flow_table(const std::string& name, const std::vector<FlowLine>& lines,
                  const std::string& units, const std::string& means, const std::string& means_zh);
};

std::vector<ArcId> arcs_of(const std::vector<FlowLine>& lines) {
  std::vector<ArcId> arcs(lines.size());
  std::ranges::transform(lines, arcs.begin(), &FlowLine::arc);
  return arcs;
}

/// [t] delivered into a stock so far.
double delivered(const View& view, StockId stock) {
  double sum = 0;
  for (const ArcId arc : view.network().arcs_at(stock)) {
    if (!view.network().arcs()[arc.index()].draws) sum += view.moved(arc);
  }
  return sum;
}

/// Deliveries less draws so far: what a tally has counted.
double counted(const View& view, StockId stock) {
  double sum = 0;
  for (const ArcId arc : view.network().arcs_at(stock)) {
    sum += view.network().arcs()[arc.index()].draws ? -view.moved(arc) : view.moved(arc);
  }
  return sum;
}

void TableMaker::stocks() {
  const auto& ids = axes_.stocks;
  const auto each = [&ids](auto of) {
    return [ids, of](const View& view, Row row) mutable {
      for (std::size_t i = 0; i < ids.size(); ++i) row[i] = of(view, ids[i], i);
    };
  };
  const auto table = [&](const char* name, const char* means, const char* means_zh, auto of) {
    add({name, {"stock_id"}, {ids.size()}, "t", means, means_zh, {}}, each(of));
  };
  table("stock", "level at the end of the interval", "期末存量",
        [](const View& view, StockId s, std::size_t) { return view.level(s); });
  table("stock_max", "highest level in the interval", "期内最高存量",
        [](const View& view, StockId s, std::size_t) { return view.peak(s); });
  table("stock_inflow", "delivered into the stock in the interval", "期内流入量",
        [in = Increments(ids.size())](const View& view, StockId s, std::size_t i) mutable {
          return in(i, delivered(view, s));
        });
  table("uncontrolled", "arose in the interval and was taken by nobody", "期内失控量",
        [lost = Increments(ids.size())](const View& view, StockId s, std::size_t i) mutable {
          return lost(i, view.uncontrolled(s));
        });
  const auto& carriers = axes_.carrier_stocks;
  add({"carrier_stock",
       {"carrier_stock_id"},
       {carriers.size()},
       "MWh",
       "level at the end of the interval",
       "期末储能量",
       {}},
      [carriers](const View& view, Row row) {
        for (std::size_t i = 0; i < carriers.size(); ++i) row[i] = view.level(carriers[i]);
      });
}

void TableMaker::flow_table(const std::string& name, const std::vector<FlowLine>& lines,
                            const std::string& units, const std::string& means,
                            const std::string& means_zh) {
  const std::vector<ArcId> arcs = arcs_of(lines);
  add({name,
       {name + "_id"},
       {arcs.size()},
       units,
       means,
       means_zh,
       {{"cell_methods", "time: sum"}}},
      [arcs, moved = Increments(arcs.size())](const View& view, Row row) mutable {
        for (std::size_t i = 0; i < arcs.size(); ++i) row[i] = moved(i, view.moved(arcs[i]));
      });
}

void TableMaker::flows() {
  flow_table("flow", axes_.flows, "t", "moved in the interval", "期内流量");
  flow_table("carrier_flow", axes_.carrier_flows, "MWh",
             "energy moved in the interval; below 0 against the arc's direction", "期内能量流");
  flow_table("allowance_flow", axes_.allowance_flows, "1",
             "right used or supplied in the interval, in its own unit (allowance_flow_unit)",
             "期内许可量");
}

void TableMaker::substances() {
  const auto kinds = static_cast<std::size_t>(network_.substances().size());
  const auto& stocks = axes_.selected_stocks;
  add({"stock_substance",
       {"selected_stock", "substance"},
       {stocks.size(), kinds},
       "t",
       "substances in the stock at the end of the interval",
       "期末存量（按物质）",
       {}},
      [stocks, kinds](const View& view, Row row) {
        for (std::size_t i = 0; i < stocks.size(); ++i) {
          std::ranges::copy(view.content(stocks[i]), row.subspan(i * kinds).begin());
        }
      });
  const std::vector<ArcId> arcs = arcs_of(axes_.selected_flows);
  add({"flow_substance",
       {"selected_flow", "substance"},
       {arcs.size(), kinds},
       "t",
       "substances moved in the interval",
       "期内流量（按物质）",
       {{"cell_methods", "time: sum"}}},
      [arcs, kinds, moved = Increments(arcs.size() * kinds)](const View& view, Row row) mutable {
        for (std::size_t i = 0; i < arcs.size(); ++i) {
          const sim::Mixture total = view.moved_substances(arcs[i]);
          for (std::size_t k = 0; k < kinds; ++k) {
            row[i * kinds + k] = moved(i * kinds + k, total[static_cast<Eigen::Index>(k)]);
          }
        }
      });
}

void TableMaker::processes() {
  const auto& ids = axes_.processes;
  const auto spec = [&](const char* name, const char* units, const char* means, const char* zh) {
    return TableSpec{name, {"process"}, {ids.size()}, units, means, zh, {}};
  };
  add(spec("throughput", "1",
           "main feed in the interval, in the unit of the process (process_unit)", "期内处理量"),
      [ids, done = Increments(ids.size())](const View& view, Row row) mutable {
        for (std::size_t i = 0; i < ids.size(); ++i) row[i] = done(i, view.activity(ids[i]));
      });
  add(spec("capacity", "1",
           "what it could have processed in the interval while open, in the unit of the process "
           "(process_unit)",
           "期内处理能力"),
      [ids, could = Increments(ids.size())](const View& view, Row row) mutable {
        for (std::size_t i = 0; i < ids.size(); ++i) row[i] = could(i, view.potential(ids[i]));
      });
  add(spec("activity", "1", "full-load share: throughput / capacity", "负荷率"),
      [ids, done = Increments(ids.size()), could = Increments(ids.size())](const View& view,
                                                                           Row row) mutable {
        for (std::size_t i = 0; i < ids.size(); ++i) {
          const double share = done(i, view.activity(ids[i]));
          const double whole = could(i, view.potential(ids[i]));
          row[i] = whole > 0 && std::isfinite(whole) ? share / whole : unknown;
        }
      });
}

void TableMaker::demands() {
  const auto& ids = axes_.demands;
  add({"unmet",
       {"demand"},
       {ids.size()},
       "1",
       "demand not served in the interval, in its own unit (demand_unit)",
       "期内未满足需求",
       {{"cell_methods", "time: sum"}}},
      [ids, want = Increments(ids.size()), got = Increments(ids.size())](const View& view,
                                                                         Row row) mutable {
        for (std::size_t i = 0; i < ids.size(); ++i) {
          row[i] = want(i, view.wanted(ids[i])) - got(i, view.activity(ids[i]));
        }
      });
}

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

void TableMaker::shipments() {
  const std::size_t routes = network_.shipments().size();
  constexpr std::size_t width = shipment_items.size();
  if (routes == 0) return;
  add({"shipment",
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
  Texts ids;
  Texts units;
  for (const ShipmentItem& item : shipment_items) {
    ids.emplace_back(item.id);
    units.emplace_back(item.unit);
  }
  out_.items.push_back(label_table("shipment_item", "shipment_item", "what is counted", ids));
  out_.items.push_back(label_table("shipment_item_unit", "shipment_item", "unit", units));
}

void TableMaker::properties() {
  const auto& wanted = meta_.properties;
  const std::vector<ArcId> arcs = arcs_of(axes_.property_flows);
  if (arcs.empty()) return;
  const auto kinds = static_cast<std::size_t>(network_.substances().size());
  add({"property",
       {"property_flow", "property_item"},
       {arcs.size(), wanted.size()},
       "1",
       "property of what flowed in the interval, in its own unit (property_item_unit)",
       "期内流量的性质",
       {}},
      [arcs, wanted, kinds, moved = Increments(arcs.size() * kinds)](const View& view,
                                                                     Row row) mutable {
        for (std::size_t i = 0; i < arcs.size(); ++i) {
          sim::Mixture mass = view.moved_substances(arcs[i]);
          for (std::size_t k = 0; k < kinds; ++k) {
            auto& m = mass[static_cast<Eigen::Index>(k)];
            m = moved(i * kinds + k, m);
          }
          const double sum = mass.sum();
          for (std::size_t k = 0; k < wanted.size(); ++k) {
            row[i * wanted.size() + k] = sum > 0 ? (wanted[k].weights * mass).sum() / sum : unknown;
          }
        }
      });
  Texts ids;
  Texts units;
  Texts names;
  Texts names_zh;
  for (const Property& p : wanted) {
    ids.push_back(p.id);
    units.push_back(p.unit);
    names.push_back(p.label.name);
    names_zh.push_back(p.label.name_zh);
  }
  out_.items.push_back(label_table("property_item", "property_item", "property", ids));
  out_.items.push_back(label_table("property_item_unit", "property_item", "unit", units));
  out_.items.push_back(label_table("property_item_name", "property_item", "name", names));
  out_.items.push_back(
      label_table("property_item_name_zh", "property_item", "name in Chinese", names_zh));
}

/// (facility, item) cells that some tallies fill; all others stay unknown.
struct Cells {
  Texts items;
  std::vector<std::size_t> of_tally;  ///< cell of each tally

  Cells(const Network& network, const Axes& axes, const std::vector<StockId>& tallies,
        const Texts& more_items) {
    std::set<std::string> found(more_items.begin(), more_items.end());
    for (const StockId s : tallies) found.insert(network.stocks()[s.index()].material);
    items.assign(found.begin(), found.end());
    for (const StockId s : tallies) {
      const auto& stock = network.stocks()[s.index()];
      of_tally.push_back(axes.facility_line(stock.facility) * items.size() +
                         column(stock.material));
    }
  }
  [[nodiscard]] std::size_t column(const std::string& item) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(items, item) - items.begin());
  }
};

/// Adds to a cell that may still be unknown.
void count_in(double& cell, double amount) { cell = (std::isnan(cell) ? 0 : cell) + amount; }

Texts names_of(const Texts& ids, const ResultsMeta& meta, bool zh) {
  Texts names;
  for (const std::string& id : ids) {
    const auto found = meta.words.find(id);
    const std::string name = found == meta.words.end() ? ""
                             : zh                      ? found->second.name_zh
                                                       : found->second.name;
    names.push_back(name.empty() ? id : name);
  }
  return names;
}

void TableMaker::money() {
  const auto& tallies = axes_.money;
  if (tallies.empty()) return;
  const Cells cells(network_, axes_, tallies, {});
  add({"money",
       {"facility", "money_item"},
       {axes_.facilities, cells.items.size()},
       "yuan",
       "counted in the interval",
       "期内金额",
       {{"cell_methods", "time: sum"}}},
      [tallies, at = cells.of_tally, sums = Increments(tallies.size())](const View& view,
                                                                        Row row) mutable {
        std::ranges::fill(row, unknown);
        for (std::size_t i = 0; i < tallies.size(); ++i) {
          count_in(row[at[i]], sums(i, counted(view, tallies[i])));
        }
      });
  out_.items.push_back(
      label_table("money_item", "money_item", "what the money is for", cells.items));
  out_.items.push_back(label_table("money_item_name_zh", "money_item", "name in Chinese",
                                   names_of(cells.items, meta_, true)));
}

void TableMaker::emissions() {
  const AirEmissions air(network_);
  const auto& tallies = axes_.emissions;
  Texts by_substance;
  if (!air.arcs().empty()) {
    for (const auto& item : air.items()) by_substance.push_back(item.id);
  }
  const Cells cells(network_, axes_, tallies, by_substance);
  if (cells.items.empty()) return;
  const std::size_t width = cells.items.size();
  std::vector<std::size_t> line_of;  // first cell of the facility of each arc into the air
  for (const ArcId a : air.arcs()) {
    const auto process = network_.arcs()[a.index()].process;
    line_of.push_back(axes_.facility_line(network_.processes()[process.index()].facility) * width);
  }
  std::vector<std::size_t> column_of;
  for (const auto& item : air.items())
    column_of.push_back(by_substance.empty() ? 0 : cells.column(item.id));
  const std::size_t kinds = air.items().size();
  add({"emission",
       {"facility", "emission_item"},
       {axes_.facilities, width},
       "t",
       "emitted in the interval; co2_fossil, co2_biogenic, co2_carbonate: carbon that left to the "
       "air x 44/12",
       "期内排放量",
       {{"cell_methods", "time: sum"}}},
      [tallies, at = cells.of_tally, sums = Increments(tallies.size()), arcs = air.arcs(),
       items = air.items(), line_of, column_of, kinds,
       left = Increments(air.arcs().size() * kinds)](const View& view, Row row) mutable {
        std::ranges::fill(row, unknown);
        for (std::size_t i = 0; i < tallies.size(); ++i) {
          count_in(row[at[i]], sums(i, counted(view, tallies[i])));
        }
        for (std::size_t a = 0; a < arcs.size(); ++a) {
          const sim::Mixture total = view.moved_substances(arcs[a]);
          for (std::size_t k = 0; k < kinds; ++k) {
            const double t = left(a * kinds + k, total[items[k].substance.value]);
            count_in(row[line_of[a] + column_of[k]], t * items[k].t_per_t);
          }
        }
      });
  out_.items.push_back(
      label_table("emission_item", "emission_item", "what is emitted", cells.items));
  out_.items.push_back(label_table("emission_item_name_zh", "emission_item", "name in Chinese",
                                   names_of(cells.items, meta_, true)));
}

void TableMaker::meters() {
  const auto& ids = axes_.meters;
  add({"meter",
       {"meter_id"},
       {ids.size()},
       "1",
       "counted in the interval, in the meter's own unit (meter_unit)",
       "期内计量",
       {{"cell_methods", "time: sum"}}},
      [ids, sums = Increments(ids.size())](const View& view, Row row) mutable {
        for (std::size_t i = 0; i < ids.size(); ++i) row[i] = sums(i, counted(view, ids[i]));
      });
}

}  // namespace

double Increments::operator()(std::size_t i, double total) {
  const double before = std::exchange(before_[i], total);
  return std::isinf(total) && total == before ? total : total - before;
}

Tables::Tables(const Network& network, const ResultsMeta& meta, const Axes& axes) {
  TableMaker make(network, meta, axes, *this);
  make.stocks();
  make.flows();
  make.substances();
  make.processes();
  make.demands();
  make.shipments();
  make.properties();
  make.money();
  make.emissions();
  make.meters();
}

}  // namespace huan::analysis
