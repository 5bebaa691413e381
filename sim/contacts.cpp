#include "sim/contacts.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "sim/components.h"
#include "sim/plan_checks.h"

namespace huan::sim {
namespace {

template <class Named>
std::vector<std::uint32_t> order_by_name(std::span<const Named> things) {
  std::vector<std::uint32_t> sorted(things.size());
  std::iota(sorted.begin(), sorted.end(), 0U);
  std::stable_sort(sorted.begin(), sorted.end(), [&](std::uint32_t a, std::uint32_t b) {
    return things[a].name < things[b].name;
  });
  std::vector<std::uint32_t> place(things.size());
  for (std::uint32_t i = 0; i < sorted.size(); ++i) place[sorted[i]] = i;
  return place;
}

}  // namespace

Contacts::Contacts(const Network& network)
    : stock_order_(order_by_name(network.stocks())),
      process_order_(order_by_name(network.processes())) {
  merge(network);
  list_by_stock(network);
  find_loops(network);
}

void Contacts::merge(const Network& network) {
  of_arc_.assign(network.arcs().size(), none);
  for (std::size_t p = 0; p < network.processes().size(); ++p) {
    first_of_.push_back(static_cast<std::uint32_t>(contacts_.size()));
    const ProcessSpec& process = network.processes()[p];
    const ProcessId id(p);
    for (std::size_t i = 0; i < network.arcs_of(id).size(); ++i) {
      const Arc& arc = network.arcs_of(id)[i];
      if (!can_limit(network.stocks()[arc.stock.index()])) continue;
      const auto known = std::find_if(contacts_.begin() + first_of_.back(), contacts_.end(),
                                      [&](const Contact& c) { return c.stock == arc.stock; });
      const auto place = static_cast<std::uint32_t>(known - contacts_.begin());
      if (known == contacts_.end())
        contacts_.push_back({.process = id,
                             .stock = arc.stock,
                             .role = process.role,
                             .for_class = process.for_class});
      Contact& contact = contacts_[place];
      contact.outlet |= arc.draws && process.role == Role::overflow;
      contact.inlet |= !arc.draws && process.role == Role::make_up;
      of_arc_[network.first_arc(id).index() + i] = place;
    }
  }
  first_of_.push_back(static_cast<std::uint32_t>(contacts_.size()));
}

void Contacts::list_by_stock(const Network& network) {
  std::vector<std::vector<std::uint32_t>> lists(network.stocks().size());
  for (std::uint32_t c = 0; c < contacts_.size(); ++c)
    lists[contacts_[c].stock.index()].push_back(c);
  first_at_.push_back(0);
  for (auto& list : lists) {
    std::sort(list.begin(), list.end(), [&](std::uint32_t a, std::uint32_t b) {
      const auto key = [&](std::uint32_t c) {
        const ProcessSpec& p = network.processes()[contacts_[c].process.index()];
        return std::pair(p.order, order(contacts_[c].process));
      };
      return key(a) < key(b);
    });
    at_.insert(at_.end(), list.begin(), list.end());
    first_at_.push_back(at_.size());
  }
}

std::vector<bool> Contacts::silent_sides(const Network& network) const {
  std::vector<bool> silent(2 * network.stocks().size(), false);
  for (std::size_t s = 0; s < network.stocks().size(); ++s)
    silent[2 * s + 1] = network.stocks()[s].capacity == unlimited;
  for (const Contact& contact : contacts_) {
    if (network.processes()[contact.process.index()].capacity != unlimited) continue;
    if (contact.inlet) silent[2 * contact.stock.index()] = true;
    if (contact.outlet) silent[2 * contact.stock.index() + 1] = true;
  }
  return silent;
}

void Contacts::find_loops(const Network& network) {
  // Node 2s: the ration of those who draw from s; node 2s+1: of those who deliver into s. A ration
  // limits its processes on their other stocks: less inflow presses the give side of a fed stock,
  // less outflow the take side of an emptied one.
  std::vector<std::vector<std::uint32_t>> influence(2 * network.stocks().size());
  const std::vector<bool> silent = silent_sides(network);
  for (const Contact& from : contacts_) {
    for (std::uint32_t c = begin(from.process); c < end(from.process); ++c) {
      const Contact& to = contacts_[c];
      if (to.stock == from.stock) continue;
      const auto sides = [&](StockId stock) {
        std::pair<bool, bool> draws_delivers{false, false};
        for (const Arc& arc : network.arcs_of(from.process)) {
          if (arc.stock != stock) continue;
          (arc.draws ? draws_delivers.first : draws_delivers.second) = true;
        }
        return draws_delivers;
      };
      const auto [from_draws, from_delivers] = sides(from.stock);
      const auto [to_draws, to_delivers] = sides(to.stock);
      const auto f = static_cast<std::uint32_t>(2 * from.stock.index());
      const auto t = static_cast<std::uint32_t>(2 * to.stock.index());
      for (const bool take : {false, true}) {
        if (!(take ? from_delivers : from_draws) || silent[f + (take ? 1 : 0)]) continue;
        if (to_delivers) influence[f + (take ? 1 : 0)].push_back(t);
        if (to_draws) influence[f + (take ? 1 : 0)].push_back(t + 1);
      }
    }
  }
  const Components found = strong_components(influence);
  std::vector<std::uint32_t> size(static_cast<std::size_t>(found.count), 0);
  for (const std::int32_t c : found.component) ++size[static_cast<std::size_t>(c)];
  std::vector<std::int32_t> number(size.size(), -1);
  loop_of_.assign(influence.size(), -1);
  for (std::size_t node = 0; node < influence.size(); ++node) {
    const auto component = static_cast<std::size_t>(found.component[node]);
    if (size[component] < 2) continue;
    if (number[component] < 0) {
      number[component] = static_cast<std::int32_t>(loops_.size());
      loops_.emplace_back();
    }
    loop_of_[node] = number[component];
    auto& members = loops_[static_cast<std::size_t>(number[component])];
    const StockId stock(node / 2);
    if (members.empty() || members.back() != stock) members.push_back(stock);
  }
}

}  // namespace huan::sim
