#include "sim/app/summary.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace huan::app {
namespace {

/// Amounts below this [1] of what was asked for are not worth a line.
constexpr double negligible = 1e-6;

/// "starved of xc_p44.eaf_dust"
std::string reason(const sim::Loss& loss, const sim::Network& network) {
  std::string text(sim::name_of(loss.cause));
  if (!loss.stock.valid()) return text;
  const std::string& stock = network.stocks()[loss.stock.index()].name;
  switch (loss.cause) {
    case sim::Cause::starved:
      return "starved of " + stock;
    case sim::Cause::blocked:
      return "blocked by " + stock;
    default:
      return text + " at " + stock;
  }
}

/// "12,345 t", "0.25 t"
std::string quantity(double amount, const std::string& unit) {
  return amount >= 100 ? fmt::format("{:.0f} {}", amount, unit)
                       : fmt::format("{:.3g} {}", amount, unit);
}

}  // namespace

void Summary::keep_largest(std::vector<Line>& lines) const {
  std::ranges::sort(lines, [](const Line& a, const Line& b) {
    return a.amount != b.amount ? a.amount > b.amount : a.who < b.who;
  });
  if (lines.size() > most_) lines.resize(most_);
}

void Summary::logged(const sim::LogEntry& entry) {
  if (entry.what != sim::LogEntry::What::unsettled) return;
  if (std::ranges::find(unsettled_stocks_, entry.who) == unsettled_stocks_.end())
    unsettled_stocks_.emplace_back(entry.who);
}

void Summary::finished(const sim::View& view) {
  const sim::Network& network = view.network();
  days_ = view.time();
  facilities_ = network.plan().facilities.size();
  processes_ = network.own_processes();
  stocks_ = network.own_stocks();
  shipments_ = network.shipments().size();
  events_ = view.work().events;
  unsettled_ = view.work().unsettled + view.work().unsettled_blends;
  residual_ = view.account().largest_relative_residual;
  note_uncontrolled(view);
  note_losses(view);
  note_unmet(view);
}

void Summary::note_uncontrolled(const sim::View& view) {
  for (std::size_t s = 0; s < view.network().stocks().size(); ++s) {
    const sim::StockSpec& stock = view.network().stocks()[s];
    const double amount = view.uncontrolled(sim::StockId(s));
    if (amount > negligible) uncontrolled_.push_back({stock.name, "", amount, 0, stock.unit});
  }
  keep_largest(uncontrolled_);
}

void Summary::note_losses(const sim::View& view) {
  const sim::Network& network = view.network();
  for (const sim::Loss& loss : view.losses()) {
    const sim::ProcessSpec& process = network.processes()[loss.process.index()];
    const bool bottleneck = loss.cause == sim::Cause::starved ||
                            loss.cause == sim::Cause::blocked || loss.cause == sim::Cause::down ||
                            loss.cause == sim::Cause::min_load;
    if (!bottleneck || process.route || process.role != sim::Role::ordinary) continue;
    if (loss.process.index() >= network.own_processes() || loss.hours < 1) continue;
    bottlenecks_.push_back(
        {process.name, reason(loss, network), loss.amount, loss.hours, process.unit});
  }
  std::ranges::sort(bottlenecks_, [](const Line& a, const Line& b) {
    return a.hours != b.hours ? a.hours > b.hours : a.who < b.who;
  });
  if (bottlenecks_.size() > most_) bottlenecks_.resize(most_);
}

void Summary::note_unmet(const sim::View& view) {
  for (std::size_t p = 0; p < view.network().own_processes(); ++p) {
    const sim::ProcessSpec& process = view.network().processes()[p];
    if (!process.demand) continue;
    const sim::ProcessId id(p);
    const double short_by = view.wanted(id) - view.activity(id);
    if (short_by <= negligible * view.wanted(id)) continue;
    unmet_.push_back({process.name,
                      fmt::format("{:.1f} % of what was wanted", 100 * short_by / view.wanted(id)),
                      short_by, 0, process.unit});
  }
  keep_largest(unmet_);
}

/// "3 solves did not settle, first at a.b, c.d; lower rates were taken"
std::string Summary::unsettled_text() const {
  if (unsettled_ == 0) return "";
  const std::vector<std::string> named(
      unsettled_stocks_.begin(), unsettled_stocks_.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                 most_, unsettled_stocks_.size())));
  return fmt::format("{} solves did not settle{}{}; lower rates were taken\n", unsettled_,
                     named.empty() ? "" : ", first at ", fmt::join(named, ", "));
}

std::string Summary::text() const {
  const sim::Date last = era_.date_of(std::max(0.0, days_ - 1e-6));
  std::string text = fmt::format(
      "{} to {}: {:.4g} years, {} events\n"
      "{} facilities, {} processes, {} stocks, {} shipment routes\n"
      "largest imbalance of a substance: {:.1e} of what came in of it\n",
      era_.text_of(0), era_.text_of(era_.days_of(last)), days_ / 365.25, events_, facilities_,
      processes_, stocks_, shipments_, residual_);
  text += unsettled_text();
  const auto list = [&](std::string_view title, const std::vector<Line>& lines) {
    if (lines.empty()) return;
    text += fmt::format("{}\n", title);
    for (const Line& line : lines) {
      text += fmt::format("  {:<34} {:>14}", line.who, quantity(line.amount, line.unit));
      if (line.hours > 0) text += fmt::format(" {:>9.0f} h", line.hours);
      text += line.why.empty() ? "\n" : fmt::format("  {}\n", line.why);
    }
  };
  list("uncontrolled, since nothing took it:", uncontrolled_);
  list("demand not met:", unmet_);
  list("largest bottlenecks (not processed; full-load hours):", bottlenecks_);
  return text;
}

nlohmann::json Summary::fields() const {
  const auto list = [](const std::vector<Line>& lines) {
    nlohmann::json all = nlohmann::json::array();
    for (const Line& line : lines) {
      nlohmann::json one = {{"who", line.who}, {"amount", line.amount}, {"unit", line.unit}};
      if (!line.why.empty()) one["why"] = line.why;
      if (line.hours > 0) one["hours"] = line.hours;
      all.push_back(std::move(one));
    }
    return all;
  };
  return {{"days", days_},
          {"events", events_},
          {"facilities", facilities_},
          {"processes", processes_},
          {"stocks", stocks_},
          {"balance_residual", residual_},
          {"unsettled", unsettled_},
          {"unsettled_stocks", unsettled_stocks_},
          {"uncontrolled", list(uncontrolled_)},
          {"unmet", list(unmet_)},
          {"bottlenecks", list(bottlenecks_)}};
}

}  // namespace huan::app
