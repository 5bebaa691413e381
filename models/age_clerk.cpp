#include "models/age_clerk.h"

#include <algorithm>

namespace huan::models {
namespace {

/// [t] brought to the stock since the start.
double brought(const sim::View& view, sim::StockId stock) {
  double sum = 0;
  for (const sim::ArcId arc : view.network().arcs_at(stock))
    if (!view.network().arcs()[arc.index()].draws) sum += view.moved(arc);
  return sum;
}

/// [t] in the store and at its loading docks, where lots fill.
double standing(const sim::View& view, sim::StockId stock) {
  double sum = view.level(stock);
  const sim::Network& network = view.network();
  for (std::size_t i = 0; i < network.shipments().size(); ++i)
    if (network.shipments()[i].from == stock) sum += view.level(network.docks()[i].loading);
  return sum;
}

}  // namespace

sim::Clerk::Answer AgeClerk::at(const sim::View& view, const sim::ClerkSpec& post) {
  const double now = view.time();
  const double level = standing(view, post.stocks[0]);
  if (curve_.empty()) initial_ = level;
  const double come = initial_ + brought(view, post.stocks[0]);
  const double left = come - level;
  const double width = std::min(1.0, numbers().limit / 24);
  curve_.push_back({now, come});
  while (curve_.size() > 2 && curve_[1].time <= now - numbers().limit) curve_.pop_front();

  const double due = come_by(now - numbers().limit);
  const double over = std::max(0.0, due - left);
  const double passed = std::max(0.0, due - std::max(due_, left));
  due_ = std::max(due, due_);
  return {{{post.processes[0], passed / width}, {post.processes[1], over}}, now + width};
}

/// Straight between two rounds.
double AgeClerk::come_by(double time) const {
  if (time < 0) return 0;
  for (std::size_t i = 1; i < curve_.size(); ++i) {
    const Point& a = curve_[i - 1];
    const Point& b = curve_[i];
    if (time > b.time) continue;
    return a.come + (b.come - a.come) * std::max(0.0, time - a.time) / (b.time - a.time);
  }
  return curve_.back().come;
}

}  // namespace huan::models
