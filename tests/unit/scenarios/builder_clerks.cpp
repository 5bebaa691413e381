// Clerks of the models in a built scenario: their places in the plan, and events that reach them.
#include <algorithm>

#include <catch2/catch.hpp>

#include "sim/clerk.h"
#include "sim/simulation.h"
#include "tests/unit/scenarios/built_text.h"

namespace huan::scenarios {
namespace {

constexpr const char* region = R"(
format = 1
name = "test"
start = 2021-01-01
end = 2024-12-31
[[facility]]
id = "afar"
kind = "landfill"
[[facility]]
id = "city"
kind = "use_phase"
material = "can_slab"
waste = "ubc"
driven_by = "stock"
stock_target = "1000 t"
lifetime = "200 d"
capture = "50 %"
stocks.in_use = { initial = "1000 t" }
[[boundary]]
id = "out"
from = "city.ubc"
limit = "100 t/d"
)";

tests::BuiltText region_with(const std::string& events) { return tests::built(region + events); }

double total(const sim::View& view, const std::string& process) {
  for (std::size_t p = 0; p < view.network().processes().size(); ++p)
    if (view.network().processes()[p].name == process) return view.activity(sim::ProcessId(p));
  throw std::out_of_range(process);
}

double held(const sim::View& view, const std::string& stock) {
  for (std::size_t s = 0; s < view.network().stocks().size(); ++s)
    if (view.network().stocks()[s].name == stock) return view.level(sim::StockId(s));
  throw std::out_of_range(stock);
}

}  // namespace

TEST_CASE("a clerk knows its own stocks and processes in the whole plan") {
  const auto made = region_with("");
  REQUIRE(made.plan().clerks.size() == 2);
  for (const sim::ClerkSpec& clerk : made.plan().clerks) {
    const std::string facility = clerk.name.substr(0, clerk.name.find('.'));
    for (const sim::StockId s : clerk.stocks)
      CHECK(made.plan().stocks[s.index()].name.starts_with(facility + "."));
    for (const sim::ProcessId p : clerk.processes)
      CHECK(made.plan().processes[p.index()].name.starts_with(facility + "."));
  }
  CHECK(made.plan().clerks[1].name == "city.cohorts");
}

TEST_CASE("an event that changes a lifetime tells the clerk, one that does not tells it nothing") {
  const auto made = region_with(R"(
[[event]]
id = "deposit"
on = 2021-02-01
set = { "city.capture" = "80 %" }
[[event]]
id = "longer"
on = 2021-03-01
set = { "city.lifetime" = "400 d" }
)");
  const auto clerks_in = [](const sim::Director::Answer& answer) {
    return std::ranges::count_if(answer.changes, [](const sim::Change& change) {
      return std::holds_alternative<sim::ClerkChange>(change);
    });
  };
  static_cast<void>(made.built->script->at(0));
  const auto deposit = made.built->script->at(31);
  CHECK_FALSE(deposit.changes.empty());
  CHECK(clerks_in(deposit) == 0);
  CHECK(clerks_in(made.built->script->at(59)) == 1);
}

TEST_CASE("goods that last longer are replaced less, and what is captured follows its event") {
  const auto run = [](const std::string& events) {
    auto made = region_with(events);
    const sim::Network& network = *made.built->network;
    sim::Simulation simulation(network, {}, std::move(made.built->script));
    simulation.run();
    CHECK(held(simulation.view(), "city.in_use") == Approx(1000).epsilon(1e-3));
    return std::pair(total(simulation.view(), "city.purchase"), total(simulation.view(), "out"));
  };
  const auto [bought, collected] = run("");
  CHECK(bought == Approx(1000 * 1461 / 200.0).epsilon(0.01));
  CHECK(collected == Approx(0.5 * bought).epsilon(0.02));
  const auto [less, fewer] = run(R"(
[[event]]
id = "longer"
on = 2021-01-01
set = { "city.lifetime" = "400 d" }
)");
  CHECK(less < 0.65 * bought);
  const auto [same, more] = run(R"(
[[event]]
id = "deposit"
on = 2021-01-01
set = { "city.capture" = "80 %" }
)");
  CHECK(same == Approx(bought));
  CHECK(more == Approx(0.8 * bought).epsilon(0.02));
}

}  // namespace huan::scenarios
