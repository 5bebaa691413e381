// Priority classes: their defaults inside loops, and which ones contradict each other.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "sim/components.h"
#include "sim/network.h"
#include "sim/plan_checks.h"

namespace huan::sim {
namespace {

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
    if (!can_limit(plan.stocks[s]) || (!give && plan.stocks[s].capacity == unlimited))
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
    if (!can_limit(plan_.stocks[s])) continue;
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

}  // namespace huan::sim
