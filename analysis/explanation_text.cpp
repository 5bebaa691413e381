#include "analysis/explanation_text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/indicator_text.h"

namespace huan::analysis {
namespace {

constexpr std::size_t most_holds = 6;
constexpr std::size_t most_shares = 8;
constexpr std::size_t most_ranges = 6;

std::string with_name(const std::string& id, const std::string& name) {
  return name.empty() || name == id ? id : name + " (" + id + ")";
}

std::string listed(const std::vector<std::string>& all) {
  std::string text;
  for (std::size_t i = 0; i < std::min(all.size(), most_ranges); ++i) {
    text += (i == 0 ? "" : ", ") + all[i];
  }
  if (all.size() > most_ranges) text += fmt::format(" and {} more times", all.size() - most_ranges);
  return text;
}

/// "starved of X", "stood (2 failures, 3 d)".
std::string words_for(const std::string& cause, const std::string& stock,
                      const std::string& stock_name, const std::string& detail) {
  const std::string what = with_name(stock, stock_name);
  std::string text = cause;
  if (cause == "starved") text = "starved of " + what;
  if (cause == "blocked") text = "blocked by " + what + ", which was full";
  if (cause == "down") text = "down";
  if (cause == "switched_off") text = "switched off";
  if (cause == "closed") text = "closed";
  if (cause == "season") text = "out of season";
  if (cause == "min_load") text = "below its least load";
  if (cause == "capacity") text = "running as much as it can";
  if (cause == "given") text = "a supply that is given: no more arises";
  if (cause == "route") text = "moving as much as it may or as is wanted";
  if (cause == "limit") text = "held by the limit " + stock;
  return detail.empty() ? text : text + " (" + detail + ")";
}

std::string step_line(const Step& step, std::size_t depth) {
  std::string much;
  const bool ran = step.cause == "capacity" || step.cause == "given" || step.cause == "route";
  if (!ran && step.share < 0.995) much = fmt::format(", {:.0f} % of that time", 100 * step.share);
  constexpr double notable = 0.2;
  if (!ran && step.ran > notable) much += "; else running as much as it can";
  return std::string(6 + 2 * depth, ' ') + "because " + with_name(step.id, step.name) + " was " +
         words_for(step.cause, step.stock, step.stock_name, step.detail) + much + "\n";
}

std::string share_lines(const char* title, const std::vector<Share>& shares,
                        const std::string& unit) {
  std::string text;
  std::size_t count = 0;
  for (const Share& share : shares) {
    if (share.amount == 0) continue;
    if (count == 0) text = fmt::format("    {}\n", title);
    if (++count > most_shares) break;
    text += fmt::format("      {:>10} {} {:>6.1f} %  {}  ({})\n", shown(share.amount), unit,
                        100 * share.share, share.name, share.flow);
  }
  return text;
}

std::string text_of_process(const ProcessExplanation& p) {
  std::string text = with_name(p.id, p.name) + "\n";
  if (std::isfinite(p.could) && p.could > 0) {
    text += fmt::format("    did {} of {} {} it could have done while open ({:.1f} %)\n",
                        shown(p.done), shown(p.could), p.unit, 100 * p.done / p.could);
  } else if (p.done > 0) {
    text += fmt::format("    did {} {}\n", shown(p.done), p.unit);
  }
  if (!p.opened.empty()) text += "    opened on " + p.opened + "\n";
  if (!p.closed.empty()) text += "    closed on " + p.closed + "\n";
  if (p.holds.empty() && p.could > 0) text += "    nothing held it back\n";
  for (std::size_t i = 0; i < std::min(p.holds.size(), most_holds); ++i) {
    text += text_of(p.holds[i]);
  }
  if (p.holds.size() > most_holds) {
    text += fmt::format("    {} smaller causes (--json has all)\n", p.holds.size() - most_holds);
  }
  return text;
}

std::string text_of_stock(const StockExplanation& s) {
  std::string text = "stock " + with_name(s.id, s.name) + "\n";
  text += fmt::format("    {} {} at the start, {} at the end, {} at most{}\n", shown(s.initial),
                      s.unit, shown(s.last), shown(s.highest),
                      std::isfinite(s.capacity)
                          ? fmt::format("; capacity {} {}", shown(s.capacity), s.unit)
                          : std::string("; without bound"));
  if (s.uncontrolled > 0) {
    text += fmt::format("    {} {} arose here and were taken by nobody\n", shown(s.uncontrolled),
                        s.unit);
  }
  text += share_lines("filled by", s.filled_by, s.unit);
  text += share_lines("drained by", s.drained_by, s.unit);
  if (!s.full.empty()) text += "    full at some time in " + listed(s.full) + "\n";
  if (!s.empty.empty()) text += "    empty at the end of " + listed(s.empty) + "\n";
  for (const auto& [title, list] :
       {std::pair{"it starved", &s.starved}, std::pair{"it blocked", &s.blocked}}) {
    for (std::size_t i = 0; i < std::min<std::size_t>(list->size(), 3); ++i) {
      const Hold& hold = (*list)[i];
      text += fmt::format("    {} {}: {} {}, {} h at full load\n", title,
                          with_name(hold.process, hold.name), shown(hold.lost), hold.unit,
                          shown(hold.hours));
      for (std::size_t k = 0; k < hold.chain.size(); ++k) text += step_line(hold.chain[k], k);
    }
  }
  return text;
}

nlohmann::json json_of_hold(const Hold& hold) {
  nlohmann::json chain = nlohmann::json::array();
  for (const Step& step : hold.chain) {
    chain.push_back({{"id", step.id},
                     {"name", step.name},
                     {"cause", step.cause},
                     {"stock", step.stock},
                     {"stock_name", step.stock_name},
                     {"share", step.share},
                     {"ran", step.ran},
                     {"detail", step.detail}});
  }
  return {{"process", hold.process},
          {"name", hold.name},
          {"cause", hold.cause},
          {"stock", hold.stock},
          {"stock_name", hold.stock_name},
          {"unit", hold.unit},
          {"lost", hold.lost},
          {"hours", hold.hours},
          {"of_capacity", hold.of_capacity},
          {"when", hold.when},
          {"detail", hold.detail},
          {"spare", hold.is_spare()},
          {"chain", std::move(chain)}};
}

nlohmann::json json_of_shares(const std::vector<Share>& shares) {
  nlohmann::json list = nlohmann::json::array();
  for (const Share& share : shares) {
    list.push_back({{"flow", share.flow},
                    {"other", share.other},
                    {"name", share.name},
                    {"amount", share.amount},
                    {"share", share.share}});
  }
  return list;
}

nlohmann::json finite(double value) {
  return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json();
}

}  // namespace

std::string text_of(const Hold& hold) {
  std::string text = fmt::format(
      "    {} {} ({} h at full load{}): {}\n", shown(hold.lost), hold.unit, shown(hold.hours),
      hold.of_capacity > 0 ? fmt::format(", {:.1f} % of capacity", 100 * hold.of_capacity) : "",
      words_for(hold.cause, hold.stock, hold.stock_name, hold.detail));
  if (!hold.when.empty()) text += "      in " + listed(hold.when) + "\n";
  for (std::size_t i = 0; i < hold.chain.size(); ++i) text += step_line(hold.chain[i], i);
  return text;
}

std::string text_of(const std::vector<Hold>& holds) {
  std::string text;
  bool spare = false;
  for (const Hold& hold : holds) {
    if (hold.is_spare() && !spare) {
      spare = true;
      text += "Capacity to spare: what these wait for is given, limited or has its season\n\n";
    }
    text += with_name(hold.process, hold.name) + " lost\n" + text_of(hold) + "\n";
  }
  return text.empty() ? "Nothing held any process back.\n" : text;
}

std::string text_of(const Explanation& explanation) {
  std::string text;
  for (const auto& process : explanation.processes) text += text_of_process(process) + "\n";
  for (const auto& stock : explanation.stocks) text += text_of_stock(stock) + "\n";
  return text.empty() ? "Nothing held it back.\n" : text;
}

std::string text_of(const std::vector<Loop>& loops) {
  std::string text;
  for (const Loop& loop : loops) {
    std::string way;
    for (const std::string& node : loop.nodes) way += node + " > ";
    text += fmt::format(
        "{}{}\n    turned {} t; gain {:.3g}: of a tonne that enters, {:.3g} t come "
        "back after one round\n",
        way, loop.nodes.front(), shown(loop.turned), loop.gain, loop.gain);
    for (std::size_t i = 0; i < std::min<std::size_t>(loop.leaks.size(), 4); ++i) {
      const Loop::Leak& leak = loop.leaks[i];
      text += fmt::format("    leaks at {}: {:.1f} % to {} ({} t)\n", leak.at, 100 * leak.share,
                          leak.to, shown(leak.amount));
    }
  }
  return text.empty() ? "No material came back to where it was.\n" : text;
}

nlohmann::json json_of(const std::vector<Hold>& holds) {
  nlohmann::json list = nlohmann::json::array();
  for (const Hold& hold : holds) list.push_back(json_of_hold(hold));
  return list;
}

nlohmann::json json_of(const Explanation& explanation) {
  nlohmann::json processes = nlohmann::json::array();
  for (const auto& p : explanation.processes) {
    processes.push_back({{"id", p.id},
                         {"name", p.name},
                         {"unit", p.unit},
                         {"done", p.done},
                         {"could", finite(p.could)},
                         {"opened", p.opened},
                         {"closed", p.closed},
                         {"holds", json_of(p.holds)}});
  }
  nlohmann::json stocks = nlohmann::json::array();
  for (const auto& s : explanation.stocks) {
    stocks.push_back({{"id", s.id},
                      {"name", s.name},
                      {"unit", s.unit},
                      {"capacity", finite(s.capacity)},
                      {"initial", s.initial},
                      {"last", s.last},
                      {"highest", s.highest},
                      {"came", s.came},
                      {"went", s.went},
                      {"uncontrolled", s.uncontrolled},
                      {"filled_by", json_of_shares(s.filled_by)},
                      {"drained_by", json_of_shares(s.drained_by)},
                      {"full", s.full},
                      {"empty", s.empty},
                      {"starved", json_of(s.starved)},
                      {"blocked", json_of(s.blocked)}});
  }
  return {{"processes", std::move(processes)}, {"stocks", std::move(stocks)}};
}

nlohmann::json json_of(const std::vector<Loop>& loops) {
  nlohmann::json list = nlohmann::json::array();
  for (const Loop& loop : loops) {
    nlohmann::json leaks = nlohmann::json::array();
    for (const auto& leak : loop.leaks) {
      leaks.push_back(
          {{"at", leak.at}, {"to", leak.to}, {"share", leak.share}, {"amount", leak.amount}});
    }
    list.push_back({{"nodes", loop.nodes},
                    {"gain", loop.gain},
                    {"turned", loop.turned},
                    {"leaks", std::move(leaks)}});
  }
  return list;
}

}  // namespace huan::analysis
