#include "analysis/tables.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/increments.h"
#include "analysis/shipment_table.h"
#include "analysis/tally_tables.h"

namespace huan::analysis {
namespace {

using sim::ArcId;
using sim::Network;
using sim::StockId;
using sim::View;
using Row = std::span<double>;
using Texts = std::vector<std::string>;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

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
  void properties();

 private:
  const Network& network_;
  const ResultsMeta& meta_;
  const Axes& axes_;
  Tables& out_;

  void add(TableSpec spec, std::function<void(const View&, Row)> read) {
    out_.add(std::move(spec), std::move(read));
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

}  // namespace

Tables::Tables(const Network& network, const ResultsMeta& meta, const Axes& axes) {
  TableMaker make(network, meta, axes, *this);
  make.stocks();
  make.flows();
  make.substances();
  make.processes();
  make.demands();
  add_shipments(*this, network);
  make.properties();
  add_money(*this, network, meta, axes);
  add_emissions(*this, network, meta, axes);
  add_meters(*this, axes);
}

void Tables::add(TableSpec spec, std::function<void(const View&, Row)> read) {
  if (spec.width() == 0) return;
  spec.axes.insert(spec.axes.begin(), "time");
  series.push_back({std::move(spec), std::move(read)});
}

}  // namespace huan::analysis
