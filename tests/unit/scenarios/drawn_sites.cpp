// Building from sites drawn before gives the network that building from nothing gives.
#include "scenarios/builder/drawn_sites.h"

#include "scenarios/reader/operation.h"
#include "sim/simulation.h"
#include "tests/unit/scenarios/built_text.h"

using namespace huan;
using namespace huan::scenarios;

namespace {

constexpr const char* town = R"(
format = 1
name = "A town, a digester, a farm"
start = 2021-01-01
end = 2021-12-31

[[facility]]
id = "town"
kind = "source"
material = "kitchen_waste"
rate = "300 t/d"
stocks.kitchen_waste = { capacity = "100 t" }

[[facility]]
id = "digester"
kind = "recipe"
recipe = "kitchen_waste_ad"
capacity = "200 t/d"
exports = ["kw_impurities", "waste_oil_uco", "biogas", "digestate_solid", "digestate_liquid"]
outages = [{ mean_up = "20 d", mean_down = "2 d" }]
opens = 2021-03-01

[[facility]]
id = "dump"
kind = "warehouse"
materials = ["kitchen_waste"]
storage = "1000 kt"

[[route]]
id = "to_digester"
from = "town.kitchen_waste"
to = "digester.kitchen_waste"
mode = "truck"
lot = "10 t"
distance = "10 km"

[[route]]
id = "to_dump"
from = "town.kitchen_waste"
to = "dump.kitchen_waste"
mode = "conveyor"
only_when = "full"

[[event]]
id = "strike"
on = 2021-07-01
for = "14 d"
set = { "digester.available" = false }
)";

/// What stands at `path`, a twentieth more of it, or 60 days later.
Operation more_of(const Scenario& scenario, const std::string& path) {
  std::optional<Setting> value = value_at(scenario, path);
  REQUIRE(value);
  if (auto* day = std::get_if<Moment>(&value->value)) day->at += std::chrono::days(60);
  if (value->is_number()) std::get<Number>(value->value).written *= 1.05;
  return {Operation::Kind::set, path, *value, {}};
}

/// Levels of all stocks and what moved through all arcs, some times in the year: every bit.
std::vector<double> story_of(const Built& built) {
  sim::Simulation run(*built.network, {}, built.script ? built.script->clone() : nullptr);
  std::vector<double> story;
  for (const double day : {1.0, 80.0, 190.0, 200.0, 360.0}) {
    run.run_until(day);
    for (std::size_t s = 0; s < built.network->stocks().size(); ++s)
      story.push_back(run.view().level(sim::StockId(s)));
    for (std::size_t a = 0; a < built.network->arcs().size(); ++a)
      story.push_back(run.view().moved(sim::ArcId(a)));
  }
  return story;
}

}  // namespace

TEST_CASE("a scenario built from remembered sites runs as one that is built from nothing") {
  Complaints complaints;
  const Shelf shelf{models::all_models(), &shipped_library()};
  const auto base = read_scenario_text(town, "test.toml", shelf, {{}, false}, complaints);
  INFO(complaints.render());
  REQUIRE(base);
  DrawnSites drawn;
  std::vector<std::vector<double>> stories;
  // The last one is the first again: what was remembered in between is of no consequence.
  for (const char* path : {"", "town.rate", "digester.opens", "digester.outages.mean_down",
                           "town.stocks.kitchen_waste.capacity", "to_digester.lot",
                           "recipe.kitchen_waste_ad.yield.biogas", ""}) {
    Scenario scenario = *base;
    if (*path != 0) apply(scenario, more_of(scenario, path), complaints);
    const auto remembered = build(scenario, complaints, drawn);
    const auto fresh = build(scenario, complaints);
    INFO(path << complaints.render());
    REQUIRE(remembered);
    REQUIRE(fresh);
    stories.push_back(story_of(*remembered));
    CHECK((stories.back() == story_of(*fresh)));
    if (*path != 0) CHECK((stories.back() != stories.front()));
  }
  CHECK((stories.back() == stories.front()));
}

TEST_CASE("a facility is drawn again only when it has changed") {
  Complaints complaints;
  const Shelf shelf{models::all_models(), &shipped_library()};
  const auto base = read_scenario_text(town, "test.toml", shelf, {{}, false}, complaints);
  INFO(complaints.render());
  REQUIRE(base);
  const Ground ground(*base);
  Sheet sheet(ground);
  DrawnSites drawn;
  drawn.begin(ground);
  const auto stocks_of = [&](const auto& facility) {
    return drawn.draw(facility, sheet).plan.stocks.data();
  };
  Scenario changed = *base;
  changed.facilities[0].own().stocks.clear();
  const auto* first = stocks_of(base->facilities[0]);
  CHECK(stocks_of(base->facilities[0]) == first);
  CHECK(stocks_of(changed.facilities[0]) != first);
  const auto* other = stocks_of(base->facilities[1]);
  CHECK(stocks_of(changed.facilities[1]) == other);
}
