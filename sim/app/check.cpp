#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/reader/operation.h"
#include "sim/app/command.h"
#include "sim/app/loaded.h"

namespace huan::app {
namespace {

Syntax check_syntax() {
  std::vector<Option> options = {
      {"list", "", "every path that --set and events reach, with its value and unit", false}};
  for (Option& option : scenario_options()) options.push_back(std::move(option));
  return {"check",
          "SCENARIO",
          "Reads and builds a scenario and says what is wrong with it, without running it.",
          std::move(options),
          1,
          1};
}

/// [unit] with enough digits to tell capacities apart.
std::string amount(double value) { return fmt::format("{:.6g}", value); }

/// Every capacity in both forms.
std::string capacities(const std::vector<scenarios::CapacityLine>& lines) {
  if (lines.empty()) return {};
  std::string text = fmt::format("\n{:<24} {:>16} {:>14} {:>14} {:>8}\n", "capacity", "written",
                                 "t/a in a year", "t/d running", "d/a");
  for (const scenarios::CapacityLine& line : lines) {
    text += fmt::format("{:<24} {:>16} {:>14} {:>14} {:>8}{}\n", line.facility, line.written,
                        amount(line.per_year), amount(line.running), amount(line.operating_days),
                        line.assumed ? "  assumed" : "");
  }
  return text;
}

/// How many numbers of each kind the scenario gives, and how many no document does.
std::string assumptions(const std::vector<scenarios::Assumed>& counts) {
  std::string text;
  for (const scenarios::Assumed& count : counts) {
    text += fmt::format("{}{} {} ({} assumed)", text.empty() ? "numbers: " : ", ", count.given,
                        count.what, count.assumed);
  }
  return text.empty() ? text : text + "\n";
}

/// The sizes of routes and boundaries that nobody gave one.
std::string sizes(const std::vector<scenarios::SizeLine>& lines) {
  if (lines.empty()) return {};
  std::string text = fmt::format("\n{:<32} {:>14} {:>14} {:>14}\n", "without capacity",
                                 "size per d", "wanted", "may arise");
  for (const scenarios::SizeLine& line : lines) {
    text += fmt::format("{:<32} {:>14} {:>14} {:>14} {}{}\n", line.id, amount(line.rate),
                        amount(line.demand), line.supply > 0 ? amount(line.supply) : "-", line.unit,
                        line.rate < line.supply ? "  less than may arise" : "");
  }
  return text;
}

/// Vehicles that go together, route by route.
std::string convoys(const sim::Network& network) {
  std::string text;
  for (const sim::ShipmentSpec& route : network.shipments()) {
    if (route.convoy == 1) continue;
    text += fmt::format("{:<32} {:>14} {:>14} {:>14} t\n", route.name, route.convoy,
                        amount(route.lot), amount(route.convoy_load()));
  }
  if (text.empty()) return text;
  return fmt::format("\n{:<32} {:>14} {:>14} {:>14}\n", "convoys", "vehicles", "lot", "together") +
         text;
}

std::string overview(const Loaded& loaded) {
  const scenarios::Scenario& s = loaded.scenario;
  const sim::Network& network = *loaded.built.network;
  return fmt::format(
      "{}: {} to {}\n{} facilities ({} stocks, {} processes), {} routes, {} boundaries, {} limits, "
      "{} events\n",
      s.header.name.value, s.header.start.text(), s.header.end.text(), s.facilities.size(),
      network.own_stocks(), network.own_processes(), s.routes.size(), s.boundaries.size(),
      s.limits.size(), s.events.size());
}

std::string alternatives(const scenarios::Scenario& scenario) {
  std::string text;
  for (const scenarios::Alternative& alternative : scenario.alternatives) {
    text += fmt::format("alternative {}: {}{}\n", alternative.id, alternative.chosen,
                        alternative.chosen == alternative.fallback ? " (default)" : "");
  }
  for (const scenarios::Hypothesis& hypothesis : scenario.hypotheses) {
    text += fmt::format("hypothesis {} ({}): {}\n", hypothesis.id, hypothesis.section,
                        hypothesis.enabled ? "enabled" : "off");
  }
  return text;
}

std::string list(const scenarios::Scenario& scenario) {
  std::string text;
  for (const scenarios::PathLine& line : scenarios::list_paths(scenario)) {
    text += fmt::format("{} = {}{}{}\n", line.path, line.value,
                        line.unit.empty() ? "" : fmt::format("  [{}]", line.unit),
                        line.fallback ? "  (default)" : "");
  }
  return text;
}

}  // namespace

ExitCode check(const std::vector<std::string>& words, Console& console) {
  const Syntax own = check_syntax();
  const Arguments arguments(own, words);
  if (arguments.help()) {
    console.answer(help_of(own));
    return ExitCode::good;
  }
  const std::optional<Loaded> loaded = load(arguments, console);
  if (!loaded) return ExitCode::scenario;
  if (arguments.has("list")) {
    console.answer(list(loaded->scenario));
  } else if (console.voice().json) {
    nlohmann::json lines = nlohmann::json::array();
    for (const scenarios::CapacityLine& line : loaded->built.capacities) {
      lines.push_back({{"facility", line.facility},
                       {"written", line.written},
                       {"per_year_t", line.per_year},
                       {"running_t_per_d", line.running},
                       {"operating_days", line.operating_days},
                       {"assumed", line.assumed}});
    }
    nlohmann::json sized = nlohmann::json::array();
    for (const scenarios::SizeLine& line : loaded->built.sizes) {
      sized.push_back({{"id", line.id},
                       {"unit", line.unit},
                       {"per_day", line.rate},
                       {"wanted_per_day", line.demand},
                       {"may_arise_per_day", line.supply}});
    }
    nlohmann::json together = nlohmann::json::object();
    for (const sim::ShipmentSpec& route : loaded->built.network->shipments())
      if (route.convoy > 1) together[route.name] = route.convoy;
    nlohmann::json counts = nlohmann::json::object();
    for (const scenarios::Assumed& count : loaded->built.assumed)
      counts[count.what] = {{"given", count.given}, {"assumed", count.assumed}};
    console.say(
        Level::info, "checked", "nothing is wrong with it",
        {{"capacities", lines}, {"sizes", sized}, {"convoys", together}, {"numbers", counts}});
  } else if (!console.voice().quiet) {
    console.answer(overview(*loaded) + assumptions(loaded->built.assumed) +
                   alternatives(loaded->scenario) + capacities(loaded->built.capacities) +
                   sizes(loaded->built.sizes) + convoys(*loaded->built.network));
  }
  return ExitCode::good;
}

}  // namespace huan::app
