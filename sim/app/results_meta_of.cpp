#include "sim/app/results_meta_of.h"

#include <array>
#include <chrono>

#include <unistd.h>

#include "models/heating_value.h"
#include "scenarios/reader/reader.h"

namespace huan::app {
namespace {

std::string host() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

/// The heating value may be below 0 (water): it is linear, so a mixture's is the sum of its parts.
std::vector<analysis::Property> properties(const sim::SubstanceTable& substances) {
  const sim::Mixture heat = models::heat_weights(substances) / models::mwh_per_gj;  // GJ/t = MJ/kg
  return {{"heating_value", {"lower heating value", "低位发热量"}, "MJ/kg", heat},
          {"moisture", {"moisture", "含水率"}, "1", substances.pure("water")}};
}

std::map<std::string, analysis::Label> words(const scenarios::Scenario& scenario) {
  std::map<std::string, analysis::Label> words = {
      {"electricity", {"electricity", "电力"}}, {"heat", {"heat", "热力"}},
      {"opex", {"operating cost", "运行成本"}}, {"gate_fee", {"gate fee", "处置费"}},
      {"sales", {"sales", "销售收入"}},         {"purchases", {"purchases", "采购支出"}}};
  const auto enter = [&](const std::string& id, const std::string& name, const std::string& zh) {
    if (!name.empty() || !zh.empty()) words[id] = {name.empty() ? id : name, zh};
  };
  for (const auto& [id, recipe] : scenario.library->recipes) enter(id, recipe.name, recipe.name_zh);
  for (const auto& [id, material] : scenario.library->materials) {
    enter(id, material.name, material.name_zh);
  }
  for (const auto& route : scenario.routes) enter(route.id, route.name.value, route.name_zh.value);
  for (const auto& boundary : scenario.boundaries) {
    enter(boundary.id, boundary.name.value, boundary.name_zh.value);
  }
  for (const auto& event : scenario.events) enter(event.id, event.name.value, event.name_zh.value);
  return words;
}

}  // namespace

analysis::Provenance provenance_now(const std::string& command) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {host(), command, std::chrono::duration_cast<std::chrono::seconds>(now).count()};
}

analysis::ResultsMeta results_meta_of(const scenarios::Scenario& scenario, std::uint64_t replicate,
                                      const Schedule& schedule,
                                      const sim::SubstanceTable& substances) {
  analysis::ResultsMeta meta;
  meta.title = {scenario.header.name.value, scenario.header.name_zh.value};
  meta.scenario = scenarios::resolved_text(scenario);
  meta.seed = scenario.header.seed;
  meta.replicate = replicate;
  meta.start = std::chrono::floor<std::chrono::days>(scenario.header.start.at);
  meta.periods = schedule.periods;
  meta.words = words(scenario);
  meta.properties = properties(substances);
  if (!scenario.output.series.empty()) meta.series.clear();
  for (const scenarios::Output::Series& series : scenario.output.series) {
    meta.series.push_back(series.pattern);
    if (!series.substances.empty()) meta.compositions.push_back(series.pattern);
    if (!series.properties.empty()) meta.properties_of.push_back(series.pattern);
  }
  meta.provenance = provenance_now("huan run");
  return meta;
}

}  // namespace huan::app
