// Loops of tight stocks: they restart together, and must not circulate what they do not have.
#include <algorithm>

#include "sim/rationing.h"

namespace huan::sim {
/// The tight stocks that s can influence and that can influence s must restart with it: otherwise a
/// loop that once fell to 0 holds itself there.
void Rationing::join_loop(State& state, StockId s) {
  const std::int32_t give = contacts_->loop(s, true);
  const std::int32_t take = contacts_->loop(s, false);
  if (give < 0 && take < 0) return;

  struct Node {
    StockId stock;
    bool give;
  };
  const auto active = [&](StockId stock, bool give_side) {
    return give_side ? is_empty(state, stock) : is_full(state, stock);
  };
  // One step of influence, forwards or backwards, within the static loop.
  const auto reach = [&](bool forwards, const std::vector<Node>* within) {
    std::vector<Node> found;
    const auto add = [&](StockId stock, bool give_side) {
      const std::int32_t loop = contacts_->loop(stock, give_side);
      if (loop < 0 || (loop != give && loop != take) || !active(stock, give_side)) return;
      const auto same = [&](const Node& n) { return n.stock == stock && n.give == give_side; };
      if (within != nullptr && std::none_of(within->begin(), within->end(), same)) return;
      if (std::none_of(found.begin(), found.end(), same)) found.push_back({stock, give_side});
    };
    if (give >= 0) add(s, true);
    if (take >= 0) add(s, false);
    for (std::size_t i = 0; i < found.size(); ++i) {
      const Node node = found[i];
      for (const std::uint32_t c : contacts_->at(node.stock)) {
        // Forwards: node limits the process. Backwards: the process feeds (give) or empties (take)
        // node.
        if (state.at[c].net == 0 || (state.at[c].net < 0) != (node.give == forwards)) continue;
        const ProcessId p = (*contacts_)[c].process;
        for (std::uint32_t o = contacts_->begin(p); o < contacts_->end(p); ++o) {
          if (o == c || state.at[o].net == 0) continue;
          add((*contacts_)[o].stock, (state.at[o].net > 0) == forwards);
        }
      }
    }
    return found;
  };
  const std::vector<Node> influenced = reach(true, nullptr);
  if (influenced.size() < 2) return;
  for (const Node& node : reach(false, &influenced)) join(state, node.stock);
}

/// An empty loop that nothing feeds from outside must not circulate what it does not have: when its
/// stocks only hold each other up and none of them gains, they are dry. True when there were any.
bool Rationing::stop_phantoms(State& state) {
  bool stopped = false;
  for (std::size_t i = 0; i < region_.size(); ++i) {
    const StockId s = region_[i];
    if (contacts_->loop(s, true) < 0 || !is_empty(state, s) || pools_[s.index()].dry != Dry::no)
      continue;
    const std::vector<StockId> ring = ring_that_holds_up(state, s);
    bool gains = false;
    for (const StockId member : ring) {
      double gross = 0;
      gains |= net_flow(state, member, &gross) > 1e-9 * gross;
      gains |= gives_away(state, member, ring);
    }
    if (gains) continue;
    for (const StockId member : ring) {
      join(state, member);
      if (pools_[member.index()].dry != Dry::no) continue;
      pools_[member.index()].dry = Dry::yes;
      pools_[member.index()].pending = true;
      stopped = true;
    }
  }
  return stopped;
}

/// A stock held dry to which something would flow after all gives again. True when there were any.
bool Rationing::release_dry(State& state) {
  bool released = false;
  for (const StockId s : region_) {
    if (pools_[s.index()].dry != Dry::yes) continue;
    double supply = 0;
    double demand = 0;
    double forced = 0;
    gather(state, s, supply, demand, forced);
    if (supply <= 1e-9 * wanted_at(state, s)) continue;
    pools_[s.index()].dry = Dry::never_again;
    pools_[s.index()].pending = true;
    released = true;
  }
  return released;
}

/// Whether a process that returns nothing to the ring draws from `s`: then the ring makes more than
/// it uses, for what only keeps itself up has nothing to give away.
bool Rationing::gives_away(const State& state, StockId s, const std::vector<StockId>& ring) const {
  for (const std::uint32_t c : contacts_->at(s)) {
    const ProcessId p = (*contacts_)[c].process;
    if (state.at[c].net >= 0 || flows_[p.index()].rate <= 0) continue;
    bool returns = false;
    for (std::uint32_t o = contacts_->begin(p); o < contacts_->end(p); ++o)
      returns |= state.at[o].net > 0 &&
                 std::find(ring.begin(), ring.end(), (*contacts_)[o].stock) != ring.end();
    if (!returns) return true;
  }
  return false;
}

/// The empty stocks of its loop from which `s` is filled, directly or not; empty when something
/// from outside (a process that draws from none of them) fills one of them.
std::vector<StockId> Rationing::ring_that_holds_up(const State& state, StockId s) const {
  const std::int32_t loop = contacts_->loop(s, true);
  std::vector<StockId> ring{s};
  for (std::size_t i = 0; i < ring.size(); ++i) {
    bool filled = false;
    for (const std::uint32_t c : contacts_->at(ring[i])) {
      const ProcessId p = (*contacts_)[c].process;
      if ((*contacts_)[c].inlet && limit_of(state.processes[p.index()]) > 0) return {};
      if (state.at[c].net <= 0 || flows_[p.index()].rate <= 0) continue;
      filled = true;
      bool inside = false;
      for (std::uint32_t o = contacts_->begin(p); o < contacts_->end(p); ++o) {
        const StockId from = (*contacts_)[o].stock;
        if (state.at[o].net >= 0 || contacts_->loop(from, true) != loop || !is_empty(state, from))
          continue;
        inside = true;
        if (std::find(ring.begin(), ring.end(), from) == ring.end()) ring.push_back(from);
      }
      if (!inside) return {};
    }
    if (!filled) return {};
  }
  return ring;
}

}  // namespace huan::sim
