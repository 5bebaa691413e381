#include "sim/network.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "sim/components.h"

namespace huan::sim {
namespace {

std::string all_messages(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& f : findings)
    if (f.error) text += (text.empty() ? "" : "\n") + f.message;
  return text;
}

bool bounded(const StockSpec& stock) { return !stock.boundary && stock.holding != Holding::tally; }

Finding broken(std::string subject, std::string message) {
  return {Finding::Kind::broken, true, std::move(message), {std::move(subject)}};
}

/// Checks that need one thing at a time: numbers, references, shares.
class PlainChecks {
 public:
  explicit PlainChecks(const Plan& plan) : plan_(plan) {}

  std::vector<Finding> all() {
    for (const StockSpec& s : plan_.stocks) check(s);
    for (const ProcessSpec& p : plan_.processes) check(p);
    for (const ShipmentSpec& s : plan_.shipments) check(s);
    for (const ClerkSpec& c : plan_.clerks) check(c);
    if (!(plan_.duration > 0) || !std::isfinite(plan_.duration))
      found_.push_back(broken("duration", "the run must last longer than 0 days"));
    return std::move(found_);
  }

 private:
  const Plan& plan_;
  std::unordered_set<std::string> names_;
  std::vector<Finding> found_;

  void fault(const std::string& name, const std::string& what) {
    found_.push_back(broken(name, fmt::format("'{}': {}", name, what)));
  }
  void once(const std::string& name) {
    if (!names_.insert(name).second) fault(name, "the name is used twice");
  }
  bool known(StockId s) const { return s.valid() && s.index() < plan_.stocks.size(); }

  void check(const StockSpec& s) {
    once(s.name);
    if (!(s.capacity >= 0)) fault(s.name, "a capacity must not be negative");
    const double held = s.initial.size() > 0 ? s.initial.sum() : s.initial_amount;
    if (!(held >= 0)) fault(s.name, "the initial content must not be negative");
    if (held > s.capacity * (1 + 1e-12))
      fault(s.name, fmt::format("starts with {:g} {}, more than its capacity of {:g}", held, s.unit,
                                s.capacity));
    if (s.composition.size() > 0 && std::abs(s.composition.sum() - 1) > 1e-9)
      fault(s.name, "its composition does not sum to 1");
  }

  void check(const ProcessSpec& p) {
    once(p.name);
    if (!(p.capacity >= 0)) fault(p.name, "a capacity must not be negative");
    const bool last_resort = p.role == Role::overflow || p.role == Role::make_up;
    if (p.capacity == unlimited && !last_resort)
      fault(p.name, "nobody wants infinity: an ordinary process needs a capacity");
    for (const Draw& d : p.draws)
      if (!known(d.stock) || !(d.amount >= 0)) fault(p.name, "a draw has no stock or is negative");
    if (p.role == Role::overflow && p.draws.size() != 1)
      fault(p.name, "an overflow outlet draws from exactly one stock");
    if (p.min_load > 0 && !(p.min_down > 0))
      fault(p.name, "a minimum load needs a minimum stop (min_down) of more than 0 days");
    check_shares(p);
  }

  void check_shares(const ProcessSpec& p) {
    Mixture sum = plan_.substances.zero();
    bool gives_mass = false;
    bool takes_mass = false;
    for (const Draw& d : p.draws)
      takes_mass |= known(d.stock) && plan_.stocks[d.stock.index()].holding == Holding::material;
    for (const Delivery& d : p.deliveries) {
      if (!known(d.stock)) return fault(p.name, "a delivery has no stock");
      if (plan_.stocks[d.stock.index()].holding != Holding::material) continue;
      gives_mass = true;
      if (d.share.size() != plan_.substances.size())
        return fault(p.name, "a delivery's shares do not list every substance");
      if ((d.share < -1e-12).any() || (d.share > 1 + 1e-12).any())
        return fault(p.name, "a transfer coefficient lies outside [0, 1]");
      sum += d.share;
    }
    if (!gives_mass && !takes_mass) return;
    for (int i = 0; i < plan_.substances.size(); ++i) {
      if (std::abs(sum[i] - 1) <= 1e-9) continue;
      return fault(p.name, fmt::format("the transfer coefficients of {} sum to {:.6g}, not to 1",
                                       plan_.substances[SubstanceId(i)].name, sum[i]));
    }
  }

  void check(const ShipmentSpec& s) {
    once(s.name);
    if (!known(s.from) || !known(s.to)) return fault(s.name, "a route needs two ends");
    if (!(s.lot > 0) || !(s.loading_rate > 0) || !(s.unloading_rate > 0))
      fault(s.name, "lot, loading rate and unloading rate must be positive");
    if (s.lot > plan_.stocks[s.to.index()].capacity)
      found_.push_back({Finding::Kind::lot_too_large,
                        true,
                        fmt::format("route '{}': a lot of {:g} t is larger than its destination "
                                    "'{}' ({:g} t)",
                                    s.name, s.lot, plan_.stocks[s.to.index()].name,
                                    plan_.stocks[s.to.index()].capacity),
                        {s.name, plan_.stocks[s.to.index()].name}});
  }

  void check(const ClerkSpec& c) {
    once(c.name);
    if (c.clerk == nullptr) fault(c.name, "a post without a clerk");
    for (const StockId s : c.stocks)
      if (!known(s)) fault(c.name, "a clerk knows a stock that is not there");
    for (const ProcessId p : c.processes)
      if (!p.valid() || p.index() >= plan_.processes.size())
        fault(c.name, "a clerk knows a process that is not there");
  }
};

/// Loops of the material graph on one side: who can starve (give) or block (take) himself.
struct SideLoops {
  std::vector<std::int32_t> of_stock;  ///< loop number or -1
  std::int32_t count = 0;
  [[nodiscard]] bool inside(StockId s, std::int32_t loop) const {
    return of_stock[s.index()] == loop;
  }
};

/// Stocks without bound that only clerks draw on: they ask for no more than what is there.
std::vector<bool> kept_by_clerks(const Plan& plan) {
  std::vector<bool> kept(plan.stocks.size());
  for (std::size_t s = 0; s < plan.stocks.size(); ++s)
    kept[s] = plan.stocks[s].capacity == unlimited;
  std::vector<bool> drawn(plan.stocks.size(), false);
  for (const ProcessSpec& p : plan.processes) {
    for (const Draw& d : p.draws) {
      drawn[d.stock.index()] = true;
      if (!p.paced) kept[d.stock.index()] = false;
    }
  }
  for (std::size_t s = 0; s < plan.stocks.size(); ++s) kept[s] = kept[s] && drawn[s];
  return kept;
}

SideLoops side_loops(const Plan& plan, bool give) {
  std::vector<bool> silent = kept_by_clerks(plan);
  for (std::size_t s = 0; s < plan.stocks.size(); ++s)
    if (!bounded(plan.stocks[s]) || (!give && plan.stocks[s].capacity == unlimited))
      silent[s] = true;
  for (const ProcessSpec& p : plan.processes) {
    if (p.capacity != unlimited) continue;
    if (give && p.role == Role::make_up)
      for (const Delivery& d : p.deliveries) silent[d.stock.index()] = true;
    if (!give && p.role == Role::overflow)
      for (const Draw& d : p.draws) silent[d.stock.index()] = true;
  }
  std::vector<std::vector<std::uint32_t>> next(plan.stocks.size());
  std::vector<bool> self(plan.stocks.size(), false);
  for (const ProcessSpec& p : plan.processes) {
    for (const Draw& from : p.draws) {
      for (const Delivery& to : p.deliveries) {
        if (silent[from.stock.index()] || silent[to.stock.index()]) continue;
        if (from.stock == to.stock) self[from.stock.index()] = true;
        next[from.stock.index()].push_back(static_cast<std::uint32_t>(to.stock.value));
      }
    }
  }
  const Components found = strong_components(next);
  std::vector<int> size(static_cast<std::size_t>(found.count), 0);
  for (const std::int32_t c : found.component) ++size[static_cast<std::size_t>(c)];
  SideLoops loops{std::vector<std::int32_t>(plan.stocks.size(), -1), found.count};
  for (std::size_t s = 0; s < plan.stocks.size(); ++s)
    if (size[static_cast<std::size_t>(found.component[s])] > 1)
      loops.of_stock[s] = found.component[s];
  return loops;
}

bool draws_from(const ProcessSpec& p, const SideLoops& loops, std::int32_t loop) {
  return std::any_of(p.draws.begin(), p.draws.end(),
                     [&](const Draw& d) { return loops.inside(d.stock, loop); });
}
bool delivers_to(const ProcessSpec& p, const SideLoops& loops, std::int32_t loop) {
  return std::any_of(p.deliveries.begin(), p.deliveries.end(),
                     [&](const Delivery& d) { return loops.inside(d.stock, loop); });
}

}  // namespace

PlanError::PlanError(std::vector<Finding> all)
    : std::invalid_argument(all_messages(all)), findings(std::move(all)) {}

Network::Network(Plan plan)
    : plan_(std::move(plan)),
      own_stocks_(plan_.stocks.size()),
      own_processes_(plan_.processes.size()) {
  std::vector<Finding> faults = PlainChecks(plan_).all();
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
      s.capacity = route.lot;
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
    if (!bounded(plan_.stocks[from.index()]) || !bounded(plan_.stocks[to.index()])) return;
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

/// Inside a loop returns and internal uses are class 1, feeds from outside and draws to outside
/// come after them; everywhere else the default is 1.
void Network::default_ranks(std::vector<Finding>& faults) {
  const SideLoops give = side_loops(plan_, true);
  const SideLoops take = side_loops(plan_, false);
  std::vector<int> last_use(plan_.stocks.size(), 0);     // worst class of an internal use
  std::vector<int> last_return(plan_.stocks.size(), 0);  // worst class of a return
  for (const ProcessSpec& p : plan_.processes) {
    if (p.role != Role::ordinary) continue;
    for (const Draw& d : p.draws) {
      const std::int32_t loop = give.of_stock[d.stock.index()];
      if (loop >= 0 && delivers_to(p, give, loop))
        last_use[d.stock.index()] = std::max({last_use[d.stock.index()], d.rank, 1});
    }
    for (const Delivery& d : p.deliveries) {
      const std::int32_t loop = take.of_stock[d.stock.index()];
      if (loop >= 0 && draws_from(p, take, loop))
        last_return[d.stock.index()] = std::max({last_return[d.stock.index()], d.rank, 1});
    }
  }
  const auto outranks = [&](const ProcessSpec& p, StockId s, const char* what) {
    faults.push_back(
        {Finding::Kind::feed_outranks_return,
         true,
         fmt::format("'{}' {} '{}', which lies in a recycling loop, in a class as good "
                     "as the loop's own; the loop would fall to zero for good: give it "
                     "a later class",
                     p.name, what, plan_.stocks[s.index()].name),
         {p.name, plan_.stocks[s.index()].name}});
  };
  for (ProcessSpec& p : plan_.processes) {
    for (Draw& d : p.draws) {
      const int uses = last_use[d.stock.index()];
      const std::int32_t loop = give.of_stock[d.stock.index()];
      const bool outside = uses > 0 && !(loop >= 0 && delivers_to(p, give, loop));
      if (outside && p.role == Role::ordinary && d.rank != 0 && d.rank <= uses)
        outranks(p, d.stock, "draws out of");
      if (d.rank == 0) d.rank = outside ? uses + 1 : 1;
    }
    for (Delivery& d : p.deliveries) {
      const int returns = last_return[d.stock.index()];
      const std::int32_t loop = take.of_stock[d.stock.index()];
      const bool outside = returns > 0 && !(loop >= 0 && draws_from(p, take, loop));
      if (outside && p.role == Role::ordinary && d.rank != 0 && d.rank <= returns)
        outranks(p, d.stock, "feeds");
      if (d.rank == 0) d.rank = outside ? returns + 1 : 1;
    }
  }
}

/// X before Y at one stock and Y before X at another makes the answer depend on who is asked first.
void Network::check_ranks(std::vector<Finding>& faults) const {
  std::map<std::pair<std::int32_t, std::int32_t>, StockId> before;
  for (std::size_t s = 0; s < plan_.stocks.size(); ++s) {
    if (!bounded(plan_.stocks[s])) continue;
    const auto here = arcs_at(StockId(s));
    for (const bool draws : {true, false}) {
      int lowest = 0;
      int highest = 0;
      for (const ArcId a : here) {
        if (arcs_[a.index()].draws != draws) continue;
        const int rank = arcs_[a.index()].rank;
        lowest = lowest == 0 ? rank : std::min(lowest, rank);
        highest = std::max(highest, rank);
      }
      if (lowest == highest) continue;
      for (const ArcId x : here) {
        for (const ArcId y : here) {
          const Arc& first = arcs_[x.index()];
          const Arc& second = arcs_[y.index()];
          if (first.draws != draws || second.draws != draws || first.rank >= second.rank) continue;
          const std::pair key(first.process.value, second.process.value);
          before.emplace(key, StockId(s));
          const auto crossed = before.find({key.second, key.first});
          if (crossed == before.end()) continue;
          const auto& p = plan_.processes;
          faults.push_back(
              {Finding::Kind::crossed_ranks,
               true,
               fmt::format("'{}' comes before '{}' at '{}', but after it at '{}': who gets what "
                           "would depend on the order of asking",
                           p[first.process.index()].name, p[second.process.index()].name,
                           plan_.stocks[s].name, plan_.stocks[crossed->second.index()].name),
               {p[first.process.index()].name, p[second.process.index()].name}});
        }
      }
    }
  }
}

/// Last resorts: their deliveries must not run in circles, and they need a stock that can fill.
void Network::check_last_resorts(std::vector<Finding>& faults) const {
  std::vector<std::vector<std::uint32_t>> next(plan_.stocks.size());
  for (const ProcessSpec& p : plan_.processes) {
    if (p.role == Role::overflow)
      for (const Delivery& d : p.deliveries)
        if (bounded(plan_.stocks[d.stock.index()]))
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
          if (bounded(plan_.stocks[from.stock.index()]))
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
    if (!bounded(stock)) continue;
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
