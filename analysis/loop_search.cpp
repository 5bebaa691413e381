#include "analysis/loop_search.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <queue>
#include <set>

namespace huan::analysis {
namespace {

/// A node's flows to other nodes, with the share of all that leaves it.
struct Edge {
  std::string to;
  double amount = 0;  ///< [t]
  double share = 0;   ///< [1]
};
using Graph = std::map<std::string, std::vector<Edge>>;

bool is_outside(const std::string& node) { return node.starts_with("world."); }

Graph graph_of(const Connections& connections) {
  Graph graph;
  const auto add = [&](const std::string& from, const std::string& to, const Connection& flow) {
    const double amount = flow.table == "flow" ? connections.moved(flow) : 0;
    if (amount > 0) graph[from].push_back({to, amount, 0});
  };
  for (const std::string& stock : connections.stocks()) {
    if (is_outside(stock)) continue;
    for (const Connection& flow : connections.out_of(stock)) {
      add(stock, flow.other, flow);
      if (flow.is_route) continue;
      for (const Connection& next : connections.delivered_by(flow.other)) {
        const auto known = graph.find(flow.other);
        const bool there = known != graph.end() && std::ranges::any_of(known->second, [&](auto& e) {
                             return e.to == next.other;
                           });
        if (!there) add(flow.other, next.other, next);
      }
    }
  }
  for (auto& [node, edges] : graph) {
    double all = 0;
    for (const Edge& edge : edges) all += edge.amount;
    for (Edge& edge : edges) edge.share = edge.amount / all;
  }
  return graph;
}

/// The way from one node to another that keeps most, without both ends' own edge; empty if none.
std::vector<std::string> best_way(const Graph& graph, const std::string& from,
                                  const std::string& to) {
  std::map<std::string, double> kept;
  std::map<std::string, std::string> before;
  std::priority_queue<std::pair<double, std::string>> queue;
  queue.emplace(1, from);
  kept[from] = 1;
  while (!queue.empty()) {
    const auto [share, node] = queue.top();
    queue.pop();
    if (share < kept[node]) continue;
    if (node == to) break;
    const auto edges = graph.find(node);
    if (edges == graph.end()) continue;
    for (const Edge& edge : edges->second) {
      const double next = share * edge.share;
      if (is_outside(edge.to) || next <= kept[edge.to]) continue;
      kept[edge.to] = next;
      before[edge.to] = node;
      queue.emplace(next, edge.to);
    }
  }
  std::vector<std::string> way;
  if (!kept.contains(to) || (from != to && !before.contains(to))) return way;
  for (std::string node = to; node != from; node = before[node]) way.push_back(node);
  way.push_back(from);
  std::ranges::reverse(way);
  return way;
}

Loop loop_of(const Graph& graph, std::vector<std::string> nodes) {
  std::ranges::rotate(nodes, std::ranges::min_element(nodes));
  Loop loop{std::move(nodes), 1, INFINITY, {}};
  for (std::size_t i = 0; i < loop.nodes.size(); ++i) {
    const std::string& next = loop.nodes[(i + 1) % loop.nodes.size()];
    for (const Edge& edge : graph.at(loop.nodes[i])) {
      if (edge.to == next) {
        loop.gain *= edge.share;
        loop.turned = std::min(loop.turned, edge.amount);
      } else {
        loop.leaks.push_back({loop.nodes[i], edge.to, edge.share, edge.amount});
      }
    }
  }
  std::ranges::stable_sort(loop.leaks, std::greater{}, &Loop::Leak::amount);
  return loop;
}

}  // namespace

std::vector<Loop> find_loops(const Connections& connections, std::size_t most) {
  const Graph graph = graph_of(connections);
  std::set<std::vector<std::string>> seen;
  std::vector<Loop> loops;
  for (const auto& [node, edges] : graph) {
    for (const Edge& edge : edges) {
      if (is_outside(edge.to)) continue;
      const auto way = best_way(graph, edge.to, node);
      if (way.empty()) continue;
      Loop loop = loop_of(graph, way);
      if (seen.insert(loop.nodes).second) loops.push_back(std::move(loop));
    }
  }
  std::ranges::stable_sort(loops, std::greater{}, &Loop::turned);
  if (loops.size() > most) loops.resize(most);
  return loops;
}

}  // namespace huan::analysis
