#include "sim/network.h"

#include <algorithm>

#include <fmt/format.h>

#include "sim/components.h"
#include "sim/plan_checks.h"

namespace huan::sim {
namespace {

std::string all_messages(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& f : findings)
    if (f.error) text += (text.empty() ? "" : "\n") + f.message;
  return text;
}

}  // namespace

PlanError::PlanError(std::vector<Finding> all)
    : std::invalid_argument(all_messages(all)), findings(std::move(all)) {}

Network::Network(Plan plan)
    : plan_(std::move(plan)),
      own_stocks_(plan_.stocks.size()),
      own_processes_(plan_.processes.size()) {
  std::vector<Finding> faults = plain_faults(plan_);
  const auto refuse = [&] {
    const auto is_error = [](const Finding& f) { return f.error; };
    if (std::any_of(faults.begin(), faults.end(), is_error)) throw PlanError(std::move(faults));
  };
  refuse();
  expand_shipments();
  find_loops();
  default_ranks(faults);
  link();
  check_ranks(faults);
  check_last_resorts(faults);
  check_ends(faults);
  refuse();
  warnings_ = std::move(faults);
}

std::vector<Finding> Network::check(const Plan& plan) {
  try {
    return Network(plan).warnings();
  } catch (const PlanError& e) {
    return e.findings;
  }
}

/// Route: source -> load -> loading dock (one lot) -> ... -> receiving dock (one lot) -> unload.
void Network::expand_shipments() {
  for (const ShipmentSpec& route : plan_.shipments) {
    const StockSpec source = plan_.stocks[route.from.index()];
    const auto dock = [&](const char* end, FacilityId facility) {
      StockSpec s;
      s.name = route.name + end;
      s.facility = facility;
      s.holding = source.holding;
      s.material = source.material;
      s.unit = source.unit;
      s.capacity = route.convoy_load();
      s.composition = source.composition;
      s.blend_tolerance = source.blend_tolerance;
      s.blend_floor = source.blend_floor;
      return plan_.add(std::move(s));
    };
    Docks docks;
    docks.loading = dock("/loading", source.facility);
    docks.receiving = dock("/receiving", plan_.stocks[route.to.index()].facility);
    const auto mover = [&](const char* what, StockId from, StockId to, double rate, int draw_rank,
                           int deliver_rank, Role role) {
      ProcessSpec p;
      p.name = route.name + what;
      p.capacity = rate;
      p.role = role;
      p.order = route.order;
      p.route = true;
      p.open = route.open;
      p.draws.push_back({.stock = from, .rank = draw_rank});
      p.deliveries.push_back(
          {.stock = to, .share = Mixture::Ones(plan_.substances.size()), .rank = deliver_rank});
      return plan_.add(std::move(p));
    };
    docks.load = mover("/load", route.from, docks.loading, route.loading_rate, route.rank_at_source,
                       0, route.role == Role::overflow ? Role::overflow : Role::ordinary);
    docks.unload = mover("/unload", docks.receiving, route.to, route.unloading_rate, 0,
                         route.rank_at_destination,
                         route.role == Role::make_up ? Role::make_up : Role::ordinary);
    docks_.push_back(docks);
  }
}

void Network::link() {
  std::vector<std::vector<ArcId>> at(plan_.stocks.size());
  for (std::size_t p = 0; p < plan_.processes.size(); ++p) {
    first_arc_.push_back(arcs_.size());
    const ProcessSpec& process = plan_.processes[p];
    std::int32_t position = 0;
    for (const Draw& d : process.draws)
      arcs_.push_back({ProcessId(p), d.stock, true, d.rank, position++});
    position = 0;
    for (const Delivery& d : process.deliveries)
      arcs_.push_back({ProcessId(p), d.stock, false, d.rank, position++});
    for (std::size_t a = first_arc_.back(); a < arcs_.size(); ++a)
      at[arcs_[a].stock.index()].push_back(ArcId(a));
  }
  first_arc_.push_back(arcs_.size());
  first_at_.push_back(0);
  for (const auto& list : at) {
    arcs_at_.insert(arcs_at_.end(), list.begin(), list.end());
    first_at_.push_back(arcs_at_.size());
  }
}

/// The loops that people see: components of the material graph, world and tallies left out.
void Network::find_loops() {
  std::vector<std::vector<std::uint32_t>> next(plan_.stocks.size());
  std::vector<bool> self(plan_.stocks.size(), false);
  const auto edge = [&](StockId from, StockId to) {
    if (!can_limit(plan_.stocks[from.index()]) || !can_limit(plan_.stocks[to.index()])) return;
    if (from == to) self[from.index()] = true;
    next[from.index()].push_back(static_cast<std::uint32_t>(to.value));
  };
  for (const ProcessSpec& p : plan_.processes)
    for (const Draw& from : p.draws)
      for (const Delivery& to : p.deliveries) edge(from.stock, to.stock);
  for (const Docks& d : docks_) edge(d.loading, d.receiving);
  const Components found = strong_components(next);
  std::vector<std::vector<StockId>> members(static_cast<std::size_t>(found.count));
  for (std::size_t s = 0; s < plan_.stocks.size(); ++s)
    members[static_cast<std::size_t>(found.component[s])].push_back(StockId(s));
  for (auto& m : members)
    if (m.size() > 1 || self[m.front().index()]) loops_.push_back(std::move(m));
  std::sort(loops_.begin(), loops_.end());
}

/// Last resorts: their deliveries must not run in circles, and they need a stock that can fill.
void Network::check_last_resorts(std::vector<Finding>& faults) const {
  std::vector<std::vector<std::uint32_t>> next(plan_.stocks.size());
  for (const ProcessSpec& p : plan_.processes) {
    if (p.role == Role::overflow)
      for (const Delivery& d : p.deliveries)
        if (can_limit(plan_.stocks[d.stock.index()]))
          next[p.draws[0].stock.index()].push_back(static_cast<std::uint32_t>(d.stock.value));
    if (p.role == Role::overflow && plan_.stocks[p.draws[0].stock.index()].capacity == unlimited)
      faults.push_back(
          {Finding::Kind::endless_overflow,
           true,
           fmt::format("'{}' is a last resort of '{}', which has no bound and so never "
                       "overflows: give the stock a capacity",
                       p.name, plan_.stocks[p.draws[0].stock.index()].name),
           {p.name, plan_.stocks[p.draws[0].stock.index()].name}});
    if (p.role == Role::make_up)
      for (const Delivery& d : p.deliveries)
        for (const Draw& from : p.draws)
          if (can_limit(plan_.stocks[from.stock.index()]))
            next[d.stock.index()].push_back(static_cast<std::uint32_t>(from.stock.value));
  }
  const Components found = strong_components(next);
  std::vector<std::vector<std::string>> members(static_cast<std::size_t>(found.count));
  for (std::size_t s = 0; s < plan_.stocks.size(); ++s)
    members[static_cast<std::size_t>(found.component[s])].push_back(plan_.stocks[s].name);
  for (auto& names : members) {
    if (names.size() < 2) continue;
    faults.push_back(
        {Finding::Kind::uncapped_cycle, true,
         fmt::format("last resorts run in a circle through {}", fmt::join(names, ", ")), names});
  }
}

/// Stocks that will block or starve for lack of a second end, and loops that nothing feeds.
void Network::check_ends(std::vector<Finding>& faults) const {
  for (std::size_t s = 0; s < own_stocks_; ++s) {
    const StockSpec& stock = plan_.stocks[s];
    if (!can_limit(stock)) continue;
    bool filled = stock.initial_amount > 0 || (stock.initial.size() > 0 && stock.initial.sum() > 0);
    bool drained = stock.capacity == unlimited;
    for (const ArcId a : arcs_at(StockId(s))) (arcs_[a.index()].draws ? drained : filled) = true;
    if (!drained)
      faults.push_back({Finding::Kind::no_outlet,
                        false,
                        fmt::format("nothing draws from '{}': once full ({:g} {}) it blocks what "
                                    "delivers there",
                                    stock.name, stock.capacity, stock.unit),
                        {stock.name}});
    if (!filled)
      faults.push_back(
          {Finding::Kind::never_filled,
           false,
           fmt::format("nothing delivers into '{}': whatever draws from it stands still",
                       stock.name),
           {stock.name}});
  }
  for (const auto& loop : loops_) {
    const auto inside = [&](StockId s) {
      return std::find(loop.begin(), loop.end(), s) != loop.end();
    };
    bool fed = false;
    for (const StockId s : loop) {
      const StockSpec& stock = plan_.stocks[s.index()];
      fed |= stock.initial_amount > 0 || (stock.initial.size() > 0 && stock.initial.sum() > 0);
      for (const ArcId a : arcs_at(s)) {
        if (arcs_[a.index()].draws) continue;
        const auto own = arcs_of(arcs_[a.index()].process);
        fed |= std::none_of(own.begin(), own.end(),
                            [&](const Arc& arc) { return arc.draws && inside(arc.stock); });
      }
    }
    if (fed) continue;
    std::vector<std::string> names;
    for (const StockId s : loop) names.push_back(plan_.stocks[s.index()].name);
    faults.push_back({Finding::Kind::phantom_loop, false,
                      fmt::format("nothing feeds the loop {} from outside: it stands still",
                                  fmt::join(names, ", ")),
                      names});
  }
}

std::string Network::arc_name(ArcId a) const {
  const Arc& arc = arcs_[a.index()];
  const std::string& process = plan_.processes[arc.process.index()].name;
  const std::string& stock = plan_.stocks[arc.stock.index()].name;
  return arc.draws ? stock + ">" + process : process + ">" + stock;
}

}  // namespace huan::sim
