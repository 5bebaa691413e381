#include "scenarios/builder/nominal.h"

#include <algorithm>

namespace huan::scenarios {
namespace {

double evaluate(const sim::Functional& functional, const sim::Mixture& feed) {
  const bool fits = functional.weights.size() == feed.size();
  return functional.constant + (fits ? (functional.weights * feed).sum() : 0.0);
}

/// What enters per unit of rate: fixed draws, or those in proportion to `feed`.
sim::Mixture drawn(const sim::ProcessSpec& process, const sim::Plan& plan,
                   const sim::Mixture* feed) {
  sim::Mixture sum = plan.substances.zero();
  for (const sim::Draw& draw : process.draws) {
    const sim::Mixture& composition = plan.stocks[draw.stock.index()].composition;
    if (draw.by_feed.has_value() != (feed != nullptr) || composition.size() != sum.size()) continue;
    const double amount =
        feed != nullptr ? std::max(0.0, evaluate(*draw.by_feed, *feed)) : draw.amount;
    sum += amount * composition;
  }
  return sum;
}

/// [rate] the most that it wants at any time.
double peak_rate(const sim::ProcessSpec& process, const sim::Plan& plan) {
  if (process.capacity == sim::unlimited) return 0;
  if (!process.profile.valid()) return process.capacity;
  const std::vector<double>& factors = plan.profiles[process.profile.index()].factor;
  return process.capacity * (factors.empty() ? 1 : *std::ranges::max_element(factors));
}

}  // namespace

double nominal_draw(const sim::ProcessSpec& process, sim::StockId stock, const sim::Plan& plan) {
  double amount = 0;
  for (const sim::Draw& draw : process.draws) {
    if (draw.stock != stock) continue;
    amount += draw.by_feed ? std::max(0.0, evaluate(*draw.by_feed, drawn(process, plan, nullptr)))
                           : draw.amount;
  }
  return amount * peak_rate(process, plan);
}

double nominal_delivery(const sim::ProcessSpec& process, sim::StockId stock,
                        const sim::Plan& plan) {
  const sim::Mixture feed = drawn(process, plan, nullptr);
  sim::Mixture all = feed + drawn(process, plan, &feed);
  const sim::Mixture before = all;
  for (const sim::Conversion& c : process.conversions)
    all += c.extent * before[c.key.value] * c.change;
  double amount = 0;
  for (const sim::Delivery& delivery : process.deliveries) {
    if (delivery.stock != stock) continue;
    const bool mixture = delivery.share.size() == all.size();
    amount += mixture ? (delivery.share * all).sum() : evaluate(delivery.amount, feed);
  }
  return std::max(0.0, amount) * peak_rate(process, plan);
}

}  // namespace huan::scenarios
