#include "analysis/comparison_text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/indicator_text.h"
#include "analysis/unit_of.h"

namespace huan::analysis {
namespace {

constexpr std::size_t id_width = 52;

/// Air and water follow from the rest.
bool is_environment(const std::string& id) {
  return id.find("world.air") != std::string::npos || id.find("world.water") != std::string::npos ||
         id.find("world.surroundings") != std::string::npos;
}

std::string number(double value, const std::string& text) {
  return std::isnan(value) ? "-" : text.empty() ? shown(value) : text;
}

std::string line_of(const Difference& d, const std::string& label) {
  std::string change;
  if (!std::isnan(d.change)) change = fmt::format("{}{}", d.change > 0 ? "+" : "", shown(d.change));
  std::string text = fmt::format("  {:<{}} {:>10} {:>10} {:>10} {:<10} {:>9}", label, id_width,
                                 number(d.base, d.base_text), number(d.other, d.other_text), change,
                                 d.unit, percent_of(d));
  if (d.low) {
    text += fmt::format("  [{}, {}]{}", shown(*d.low), shown(*d.high),
                        d.is_certain() ? "" : " not certain");
  }
  return text + "\n";
}

/// The year in which an indicator changed most, where there are several.
std::string year_of(const Difference& d) {
  const Difference::Year* most = nullptr;
  const auto size = [](const Difference::Year& y) {
    const double change = std::abs(y.other - y.base);
    return std::isnan(change) ? -1.0 : change;
  };
  for (const auto& year : d.years) {
    if (most == nullptr || size(year) > size(*most)) most = &year;
  }
  if (most == nullptr || d.years.size() < 2 || !(size(*most) > 0)) return {};
  return fmt::format("      most in {}: {} to {}\n", most->period, shown(most->base),
                     shown(most->other));
}

std::string section(const char* title, const std::vector<Difference>& all,
                    const Threshold& threshold, bool names) {
  std::vector<const Difference*> list;
  for (const Difference& d : all) {
    if (reaches(d, threshold) && !is_environment(d.id)) list.push_back(&d);
  }
  if (list.empty()) return {};
  std::string text = fmt::format("\n{:<{}}   {:>10} {:>10} {:>10}\n", title, id_width, "base",
                                 "what if", "change");
  const std::size_t count =
      threshold.most == 0 ? list.size() : std::min(threshold.most, list.size());
  for (std::size_t i = 0; i < count; ++i) {
    text += line_of(*list[i], names ? list[i]->name : list[i]->id);
    if (names) text += year_of(*list[i]);
  }
  if (count < list.size()) {
    text += fmt::format("  {} more (--most 0 shows all)\n", list.size() - count);
  }
  return text;
}

const char* word_of(InputChange::What what) {
  using Change = InputChange::What;
  return what == Change::added ? "added" : what == Change::removed ? "removed" : "changed";
}

std::string input_line(const InputChange& change) {
  std::string what = change.section.empty() ? change.id : change.section + " " + change.id;
  if (!change.path.empty()) what += "." + change.path;
  if (change.section.empty() && !change.path.empty()) what = change.id + "." + change.path;
  const std::string name = change.name.empty() ? "" : "  (" + change.name + ")";
  using Change = InputChange::What;
  switch (change.what) {
    case Change::changed:
      return fmt::format("  {}: {} -> {}{}\n", what, change.before, change.after, name);
    case Change::added:
      return fmt::format("  + {}: {}{}\n", what, change.after, name);
    case Change::removed:
      return fmt::format("  - {}: {}{}\n", what, change.before, name);
  }
  return {};
}

nlohmann::json list_of(const std::vector<Difference>& all, const Threshold& threshold) {
  nlohmann::json list = nlohmann::json::array();
  const auto or_null = [](double value) {
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json();
  };
  for (const Difference& d : all) {
    if (!reaches(d, threshold)) continue;
    nlohmann::json entry = {{"id", d.id},
                            {"name", d.name},
                            {"name_zh", d.name_zh},
                            {"unit", d.unit},
                            {"base", or_null(d.base)},
                            {"other", or_null(d.other)},
                            {"change", or_null(d.change)},
                            {"relative", or_null(d.relative())}};
    if (!d.base_text.empty()) entry["base_text"] = d.base_text;
    if (!d.other_text.empty()) entry["other_text"] = d.other_text;
    if (d.low) entry["interval_95"] = {*d.low, *d.high};
    for (const auto& year : d.years) {
      entry["years"].push_back(
          {{"period", year.period}, {"base", or_null(year.base)}, {"other", or_null(year.other)}});
    }
    list.push_back(std::move(entry));
  }
  return list;
}

}  // namespace

bool reaches(const Difference& d, const Threshold& threshold) {
  if (std::isnan(d.change)) return true;
  if (std::abs(d.relative()) < threshold.share) return false;
  if (!threshold.amount) return true;
  const auto unit = unit_of(d.unit);
  if (!unit || unit->powers != threshold.amount->powers) return true;
  return std::abs(d.change) * unit->factor >= threshold.amount->factor;
}

std::string percent_of(const Difference& d) {
  if (std::isnan(d.change)) return "";
  if (!d.base_text.empty() || !d.other_text.empty()) return "";
  if (d.base == 0) return "new";
  return fmt::format("{:+.1f} %", 100 * d.change / std::abs(d.base));
}

std::optional<Threshold> threshold_of(const std::string& text) {
  const auto amount = amount_of(text);
  if (!amount || amount->factor < 0) return std::nullopt;
  Threshold threshold;
  if (amount->powers == scenarios::Powers{}) {
    threshold.share = amount->factor;
  } else {
    threshold.amount = amount;
  }
  return threshold;
}

std::string text_of(const std::vector<InputChange>& inputs) {
  std::string text = inputs.empty() ? "\nThe scenarios are equal.\n" : "\nWhat went in\n";
  constexpr std::size_t most_inputs = 40;
  for (std::size_t i = 0; i < std::min(inputs.size(), most_inputs); ++i) {
    text += input_line(inputs[i]);
  }
  if (inputs.size() > most_inputs) {
    text += fmt::format("  {} more (--json has all)\n", inputs.size() - most_inputs);
  }
  return text;
}

nlohmann::json json_of(const std::vector<InputChange>& inputs) {
  nlohmann::json list = nlohmann::json::array();
  for (const InputChange& change : inputs) {
    list.push_back({{"what", word_of(change.what)},
                    {"section", change.section},
                    {"id", change.id},
                    {"name", change.name},
                    {"path", change.path},
                    {"before", change.before},
                    {"after", change.after}});
  }
  return list;
}

std::string text_of(const Comparison& c, const Threshold& threshold) {
  std::string text = fmt::format(
      "base     {}: {}\nwhat if  {}: {}\n{} to {}, {} run{} of the base, {} of the other", c.base,
      c.base_title, c.other, c.other_title, c.from, c.to, c.base_runs, c.base_runs == 1 ? "" : "s",
      c.other_runs);
  text += c.pairs > 0 ? ", with the same random numbers\n" : "\n";
  if (c.pairs > 1) text += "[low, high]: 95 % confidence interval of the change\n";
  for (const std::string& remark : c.remarks) text += "note: " + remark + "\n";
  text += text_of(c.inputs);
  const std::string came_out = section("Indicators", c.indicators, threshold, true) +
                               section("Flows", c.flows, threshold, false) +
                               section("Energy", c.energy, threshold, false) +
                               section("Stocks at the end", c.stocks_at_end, threshold, false) +
                               section("Highest levels", c.stocks_highest, threshold, false) +
                               section("Lost to bottlenecks", c.bottlenecks, threshold, false) +
                               section("Demand not met", c.unmet, threshold, false) +
                               section("Taken by nobody", c.uncontrolled, threshold, false);
  return text + (came_out.empty() ? "\nNothing else changed as much.\n" : came_out);
}

nlohmann::json json_of(const Comparison& c, const Threshold& threshold) {
  return {{"base", c.base},
          {"other", c.other},
          {"base_title", c.base_title},
          {"other_title", c.other_title},
          {"from", c.from},
          {"to", c.to},
          {"base_runs", c.base_runs},
          {"other_runs", c.other_runs},
          {"pairs", c.pairs},
          {"remarks", c.remarks},
          {"inputs", json_of(c.inputs)},
          {"indicators", list_of(c.indicators, threshold)},
          {"flows", list_of(c.flows, threshold)},
          {"energy", list_of(c.energy, threshold)},
          {"stocks_at_end", list_of(c.stocks_at_end, threshold)},
          {"stocks_highest", list_of(c.stocks_highest, threshold)},
          {"bottlenecks", list_of(c.bottlenecks, threshold)},
          {"unmet", list_of(c.unmet, threshold)},
          {"uncontrolled", list_of(c.uncontrolled, threshold)}};
}

}  // namespace huan::analysis
