#include "analysis/summary.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace huan::analysis {
namespace {

using sim::Cause;

constexpr double negligible = 1e-6;

/// Neither a plan nor a season is a bottleneck.
bool holds_back(Cause cause) {
  return cause == Cause::down || cause == Cause::switched_off || cause == Cause::starved ||
         cause == Cause::blocked || cause == Cause::min_load;
}

template <class Entry, class Size>
void keep_largest(std::vector<Entry>& list, std::size_t most, Size size) {
  std::ranges::stable_sort(list, std::ranges::greater{}, size);
  if (list.size() > most) list.resize(most);
}

std::vector<RunSummary::Bottleneck> bottlenecks_of(const sim::View& view) {
  const auto& network = view.network();
  std::vector<RunSummary::Bottleneck> list;
  for (const sim::Loss& loss : view.losses()) {
    if (!holds_back(loss.cause) || loss.process.index() >= network.own_processes()) continue;
    if (!(loss.amount > negligible * view.potential(loss.process))) continue;
    const auto& process = network.processes()[loss.process.index()];
    list.push_back({process.name, std::string(sim::name_of(loss.cause)),
                    loss.stock.valid() ? network.stocks()[loss.stock.index()].name : "",
                    loss.amount, loss.hours, process.unit});
  }
  return list;
}

std::vector<RunSummary::Unmet> unmet_of(const sim::View& view) {
  const auto& network = view.network();
  std::vector<RunSummary::Unmet> list;
  for (std::size_t p = 0; p < network.own_processes(); ++p) {
    const auto& process = network.processes()[p];
    if (!process.demand) continue;
    const double wanted = view.wanted(sim::ProcessId(p));
    const double amount = wanted - view.activity(sim::ProcessId(p));
    if (amount > negligible * wanted) list.push_back({process.name, amount, wanted, process.unit});
  }
  return list;
}

/// What nobody took at a dock stands under the dock's own name.
std::vector<RunSummary::Uncontrolled> uncontrolled_of(const sim::View& view) {
  std::vector<RunSummary::Uncontrolled> list;
  for (std::size_t s = 0; s < view.network().stocks().size(); ++s) {
    const auto& stock = view.network().stocks()[s];
    const double amount = view.uncontrolled(sim::StockId(s));
    if (stock.holding == sim::Holding::material && amount > 0) list.push_back({stock.name, amount});
  }
  return list;
}

std::string amount_text(double amount) {
  if (std::abs(amount) >= 1e6) return fmt::format("{:.4g} million", amount / 1e6);
  return fmt::format("{:.4g}", amount);
}

}  // namespace

RunSummary summarize(const sim::View& view, std::size_t most) {
  RunSummary summary;
  summary.days = view.time();
  summary.bottlenecks = bottlenecks_of(view);
  summary.unmet = unmet_of(view);
  summary.uncontrolled = uncontrolled_of(view);
  keep_largest(summary.bottlenecks, most, &RunSummary::Bottleneck::hours);
  keep_largest(summary.unmet, most, [](const auto& u) { return u.amount / u.wanted; });
  keep_largest(summary.uncontrolled, most, &RunSummary::Uncontrolled::amount);
  summary.largest_residual = view.account().largest_relative_residual;
  summary.events = view.work().events;
  summary.unsettled = view.work().unsettled + view.work().unsettled_blends;
  return summary;
}

std::string text_of(const RunSummary& summary) {
  std::string text =
      fmt::format("{:.4g} days, {} events, largest residual of any substance {:.1e}\n",
                  summary.days, summary.events, summary.largest_residual);
  if (!summary.bottlenecks.empty()) text += "What held processes back (full-load hours lost):\n";
  for (const auto& b : summary.bottlenecks) {
    text += fmt::format("  {:>9.0f} h  {}: {}{}{}, {} {}\n", b.hours, b.process, b.cause,
                        b.stock.empty()        ? ""
                        : b.cause == "starved" ? " of "
                                               : " by ",
                        b.stock, amount_text(b.lost), b.unit);
  }
  for (const auto& u : summary.unmet) {
    text += fmt::format("Not served: {}: {} {}, {:.1f} % of what was wanted\n", u.demand,
                        amount_text(u.amount), u.unit, 100 * u.amount / u.wanted);
  }
  for (const auto& u : summary.uncontrolled) {
    text += fmt::format("Taken by nobody: {}: {} t\n", u.stock, amount_text(u.amount));
  }
  if (summary.unsettled > 0) {
    text += fmt::format("{} instants did not settle; there the lower, feasible rates were taken\n",
                        summary.unsettled);
  }
  return text;
}

}  // namespace huan::analysis
