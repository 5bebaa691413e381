#include "analysis/tally_tables.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "analysis/emissions.h"
#include "analysis/increments.h"

namespace huan::analysis {

using sim::Network;
using sim::StockId;
using sim::View;
using Row = std::span<double>;
using Texts = std::vector<std::string>;

namespace {

constexpr double not_stated = std::numeric_limits<double>::quiet_NaN();

/// Deliveries less draws so far: what a tally has counted.
double counted(const View& view, StockId stock) {
  double sum = 0;
  for (const sim::ArcId arc : view.network().arcs_at(stock)) {
    sum += view.network().arcs()[arc.index()].draws ? -view.moved(arc) : view.moved(arc);
  }
  return sum;
}

/// Adds to a cell that may still be unknown.
void count_in(double& cell, double amount) { cell = (std::isnan(cell) ? 0 : cell) + amount; }

/// The items of a table (facility, item), sorted: the materials of tallies, and more.
struct Items {
  Texts ids;

  Items(const Network& network, const std::vector<StockId>& tallies, const Texts& more) {
    std::set<std::string> found(more.begin(), more.end());
    for (const StockId s : tallies) found.insert(network.stocks()[s.index()].material);
    ids.assign(found.begin(), found.end());
  }
  [[nodiscard]] std::size_t column(const std::string& id) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(ids, id) - ids.begin());
  }
};

/// Tallies, each counted into its cell of a row (facility, item).
class TallyCells {
 public:
  TallyCells(const Network& network, const Axes& axes, const Items& items,
             const std::vector<StockId>& tallies)
      : tallies_(tallies), sums_(tallies.size()) {
    for (const StockId s : tallies) {
      const auto& stock = network.stocks()[s.index()];
      cell_.push_back(axes.facility_line(stock.facility) * items.ids.size() +
                      items.column(stock.material));
    }
  }
  void count(const View& view, Row row) {
    for (std::size_t i = 0; i < tallies_.size(); ++i) {
      count_in(row[cell_[i]], sums_(i, counted(view, tallies_[i])));
    }
  }

 private:
  std::vector<StockId> tallies_;
  std::vector<std::size_t> cell_;
  Increments sums_;
};

/// Arcs into the air, whose carbon is counted into the cells of their facility.
class AirCells {
 public:
  AirCells(const Network& network, const Axes& axes, const Items& items, AirEmissions air)
      : air_(std::move(air)), left_(air_.arcs().size() * air_.items().size()) {
    for (const sim::ArcId a : air_.arcs()) {
      const auto& process = network.processes()[network.arcs()[a.index()].process.index()];
      line_.push_back(axes.facility_line(process.facility) * items.ids.size());
    }
    for (const auto& item : air_.items()) column_.push_back(items.column(item.id));
  }
  void count(const View& view, Row row) {
    const auto& kinds = air_.items();
    for (std::size_t a = 0; a < air_.arcs().size(); ++a) {
      const sim::Mixture total = view.moved_substances(air_.arcs()[a]);
      for (std::size_t k = 0; k < kinds.size(); ++k) {
        const double t = left_(a * kinds.size() + k, total[kinds[k].substance.value]);
        count_in(row[line_[a] + column_[k]], t * kinds[k].t_per_t);
      }
    }
  }

 private:
  AirEmissions air_;
  std::vector<std::size_t> line_;    ///< first cell of the facility of each arc
  std::vector<std::size_t> column_;  ///< of each kind of carbon
  Increments left_;
};

Texts names_zh_of(const Texts& ids, const ResultsMeta& meta) {
  Texts names;
  for (const std::string& id : ids) {
    const auto found = meta.words.find(id);
    const bool named = found != meta.words.end() && !found->second.name_zh.empty();
    names.push_back(named ? found->second.name_zh : id);
  }
  return names;
}

/// "money_item" and "money_item_name_zh"
void add_labels(Tables& tables, const std::string& axis, const std::string& means,
                const Items& items, const ResultsMeta& meta) {
  tables.items.push_back(label_table(axis, axis, means, items.ids));
  tables.items.push_back(
      label_table(axis + "_name_zh", axis, "name in Chinese", names_zh_of(items.ids, meta)));
}

}  // namespace

void add_money(Tables& tables, const Network& network, const ResultsMeta& meta, const Axes& axes) {
  if (axes.money.empty()) return;
  const Items items(network, axes.money, {});
  tables.add(
      {"money",
       {"facility", "money_item"},
       {axes.facilities, items.ids.size()},
       "yuan",
       "counted in the interval",
       "期内金额",
       {{"cell_methods", "time: sum"}}},
      [cells = TallyCells(network, axes, items, axes.money)](const View& view, Row row) mutable {
        std::ranges::fill(row, not_stated);
        cells.count(view, row);
      });
  add_labels(tables, "money_item", "what the money is for", items, meta);
}

void add_emissions(Tables& tables, const Network& network, const ResultsMeta& meta,
                   const Axes& axes) {
  AirEmissions air(network);
  Texts carbon;
  if (!air.arcs().empty()) {
    for (const auto& item : air.items()) carbon.push_back(item.id);
  }
  const Items items(network, axes.emissions, carbon);
  if (items.ids.empty()) return;
  tables.add({"emission",
              {"facility", "emission_item"},
              {axes.facilities, items.ids.size()},
              "t",
              "emitted in the interval; co2_fossil, co2_biogenic, co2_carbonate: carbon that left "
              "to the air x 44/12",
              "期内排放量",
              {{"cell_methods", "time: sum"}}},
             [stated = TallyCells(network, axes, items, axes.emissions),
              reckoned = AirCells(network, axes, items, std::move(air))](const View& view,
                                                                         Row row) mutable {
               std::ranges::fill(row, not_stated);
               stated.count(view, row);
               reckoned.count(view, row);
             });
  add_labels(tables, "emission_item", "what is emitted", items, meta);
}

void add_meters(Tables& tables, const Axes& axes) {
  const auto& ids = axes.meters;
  tables.add({"meter",
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

}  // namespace huan::analysis
