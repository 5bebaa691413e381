#include <catch2/catch.hpp>

#include "tests/unit/scenarios/built_text.h"

namespace huan::scenarios {
namespace {

constexpr const char* header = R"(
format = 1
name = "test"
start = 2021-01-01
end = 2021-12-31
)";

constexpr const char* town_and_market = R"(
[[facility]]
id = "town"
kind = "source"
material = "msw"
rate = "300 t/d"
[[facility]]
id = "market"
kind = "market"
material = "msw"
demand = "200 t/d"
)";

using tests::BuiltText;

BuiltText make(const std::string& text, const std::vector<std::string>& set = {}) {
  return tests::built(header + text, set);
}
BuiltText tried_make(const std::string& text) { return tests::tried(header + text); }

std::string stock_name(const sim::Plan& plan, sim::StockId id) {
  return plan.stocks.at(id.index()).name;
}

TEST_CASE("a conveyor without capacity wants one and a half times what is drawn behind it") {
  const BuiltText made = make(std::string(town_and_market) + R"(
[[route]]
id = "sold"
from = "town.msw"
to = "market.msw"
mode = "conveyor"
)");
  const sim::ProcessSpec& route = made.process("sold");
  CHECK(route.capacity == Approx(450));  // 1.5 x 300 t/d that must leave, more than 200 t/d wanted
  CHECK(route.route);
  CHECK(stock_name(made.plan(), route.draws.at(0).stock) == "town.msw");
  CHECK(stock_name(made.plan(), route.deliveries.at(0).stock) == "market.msw");
  CHECK(route.deliveries[0].share.minCoeff() == 1);
}

TEST_CASE("two routes without capacity both want what is wanted behind them") {
  const BuiltText made = make(std::string(town_and_market) + R"(
[[facility]]
id = "village"
kind = "source"
material = "msw"
rate = "10 t/d"
[[route]]
id = "a"
from = "town.msw"
to = "market.msw"
mode = "conveyor"
[[route]]
id = "b"
from = "village.msw"
to = "market.msw"
mode = "conveyor"
)");
  CHECK(made.process("a").capacity == Approx(450));  // 1.5 x the town's 300 t/d
  CHECK(made.process("b").capacity == Approx(300));
}

TEST_CASE("a route into a place where nothing is wanted needs a capacity") {
  const BuiltText made = tried_make(std::string(town_and_market) + R"(
[[facility]]
id = "yard"
kind = "warehouse"
materials = ["msw"]
storage = "100 t"
[[route]]
id = "sold"
from = "town.msw"
to = "yard.msw"
mode = "conveyor"
)");
  CHECK_FALSE(made.built);
  CHECK(made.complaints.render().find("'sold' needs a capacity: nothing draws on 'yard.msw'") !=
        std::string::npos);
}

TEST_CASE("an end that is no stock is answered with the stocks there are") {
  const BuiltText made = tried_make(std::string(town_and_market) + R"(
[[route]]
id = "sold"
from = "town.eaf_dust"
to = "market.eaf_dust"
mode = "conveyor"
)");
  CHECK_FALSE(made.built);
  const std::string text = made.complaints.render();
  CHECK(text.find("'town' has no stock 'eaf_dust' to take from") != std::string::npos);
  CHECK(text.find("msw") != std::string::npos);
}

TEST_CASE("the order of writing changes nothing in the plan") {
  const std::string route_a = R"(
[[route]]
id = "a"
from = "town.msw"
to = "market.msw"
mode = "conveyor"
)";
  const std::string route_b = R"(
[[route]]
id = "b"
from = "town.msw"
to = "market.msw"
mode = "conveyor"
capacity = "10 t/d"
)";
  const BuiltText first = make(std::string(town_and_market) + route_a + route_b);
  const BuiltText second = make(route_b + route_a + std::string(town_and_market));
  REQUIRE(first.plan().processes.size() == second.plan().processes.size());
  for (std::size_t i = 0; i < first.plan().processes.size(); ++i) {
    CHECK(first.plan().processes[i].name == second.plan().processes[i].name);
    CHECK(first.plan().processes[i].capacity == second.plan().processes[i].capacity);
  }
}

TEST_CASE("a boundary draws the world's stock and pays what it costs") {
  const BuiltText made = make(std::string(town_and_market) + R"(
[[boundary]]
id = "import"
material = "msw"
to = "market.msw"
limit = "50 t/d"
gate_fee = "120 yuan/t"
)");
  const sim::Plan& plan = made.plan();
  const sim::ProcessSpec& import = made.process("import");
  CHECK(import.capacity == Approx(50));
  const sim::StockSpec& world = plan.stocks[import.draws.at(0).stock.index()];
  CHECK(world.name == "world.msw");
  CHECK(world.boundary);
  CHECK(world.composition.sum() == Approx(1));
  REQUIRE(import.deliveries.size() == 2);
  CHECK(stock_name(plan, import.deliveries[1].stock) == "market.gate_fee");
  CHECK(import.deliveries[1].amount.constant == Approx(120));
}

TEST_CASE("an absolute limit is a junction that its flows draw on") {
  const BuiltText made = make(std::string(town_and_market) + R"(
[[route]]
id = "sold"
from = "town.msw"
to = "market.msw"
mode = "conveyor"
[[limit]]
id = "cap"
of = ["sold"]
at_most = "36.5 kt/a"
)");
  const sim::Plan& plan = made.plan();
  const sim::ProcessSpec& sold = made.process("sold");
  REQUIRE(sold.draws.size() == 2);
  const sim::StockSpec& right = plan.stocks[sold.draws[1].stock.index()];
  CHECK(right.name == "cap");
  CHECK(right.capacity == 0);
  CHECK(right.holding == sim::Holding::allowance);
  CHECK(made.process("cap.supply").capacity == Approx(100));  // 36.5 kt over 365 days
}

TEST_CASE("a limit per another flow is earned by it, and what is not used lapses") {
  const BuiltText made = make(std::string(town_and_market) + R"(
[[route]]
id = "sold"
from = "town.msw"
to = "market.msw"
mode = "conveyor"
[[boundary]]
id = "import"
material = "msw"
to = "market.msw"
limit = "50 t/d"
[[limit]]
id = "share"
of = ["import"]
at_most = "10 %"
per = "sold"
)");
  const sim::ProcessSpec& sold = made.process("sold");
  CHECK(sold.deliveries.back().amount.constant == Approx(0.1));
  CHECK(made.process("import").draws.back().amount == 1);
  CHECK(made.process("share.unused").role == sim::Role::overflow);
}

TEST_CASE("last resorts and stopgaps take their roles, without a size of their own") {
  const BuiltText made = make(std::string(town_and_market) + R"(
[[facility]]
id = "dump"
kind = "warehouse"
materials = ["msw"]
storage = "1000 kt"
[[route]]
id = "dumped"
from = "town.msw"
to = "dump.msw"
mode = "conveyor"
only_when = "full"
[[boundary]]
id = "import"
material = "msw"
to = "market.msw"
only_when = "short"
)");
  CHECK(made.process("dumped").role == sim::Role::overflow);
  CHECK(made.process("dumped").capacity == sim::unlimited);
  CHECK(made.process("import").role == sim::Role::make_up);
}

TEST_CASE("a truck route is a shipment with its lot, transit and fleet") {
  const BuiltText made = make(std::string(town_and_market) + R"(
[[route]]
id = "trucked"
from = "town.msw"
to = "market.msw"
mode = "truck"
lot = "30 t"
transit = "3 h"
fleet = 2
distance = "4 km"
)");
  REQUIRE(made.plan().shipments.size() == 1);
  const sim::ShipmentSpec& trucks = made.plan().shipments[0];
  CHECK(trucks.lot == Approx(30));
  CHECK(trucks.transit == Approx(0.125));
  CHECK(trucks.fleet == 2);
  CHECK(trucks.distance == Approx(4));
  CHECK(trucks.loading_rate == Approx(450));
}

TEST_CASE("yearly maintenance becomes the days of every year") {
  const BuiltText made = make(R"(
[[facility]]
id = "plant"
kind = "recipe"
recipe = "wte_grate"
capacity = "200 t/d"
maintenance = [{ from = "02-10", to = "02-24", every = "year" }]
imports = ["msw"]
)");
  const sim::ProcessSpec& run = made.process("plant.run");
  REQUIRE(run.stops.size() == 1);
  CHECK(run.stops[0].begin == Approx(40));  // 31 + 9 days after 2021-01-01
  CHECK(run.stops[0].end == Approx(55));    // to the end of the 24th
  REQUIRE(made.built->capacities.size() == 1);
  CHECK(made.built->capacities[0].running == Approx(200));
  CHECK(made.built->capacities[0].operating_days == Approx(350));
  CHECK(made.built->capacities[0].per_year == Approx(70000));
}

TEST_CASE("what a boundary lets through may follow the seasons") {
  const BuiltText made = make(std::string(town_and_market) + R"(
[[profile]]
id = "winter"
months = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
[[boundary]]
id = "import"
material = "msw"
to = "market.msw"
limit = { value = "50 t/d", profile = "winter" }
)");
  const sim::ProcessSpec& import = made.process("import");
  REQUIRE(import.profile.valid());
  const sim::ProfileSpec& profile = made.plan().profiles.at(import.profile.index());
  const auto factor_on = [&](double day) {
    std::size_t step = 0;
    while (step + 1 < profile.at.size() && profile.at[step + 1] <= day) ++step;
    return profile.factor[step];
  };
  CHECK(factor_on(0) == 1);
  CHECK(factor_on(58.9) == 1);
  CHECK(factor_on(59) == 0);   // March begins
  CHECK(factor_on(334) == 1);  // December begins
}

/// A plant whose outages leave 90 % of a year, with `more` set by the command line.
BuiltText plant_with(const std::vector<std::string>& more) {
  return make(R"(
[[facility]]
id = "plant"
kind = "recipe"
recipe = "wte_grate"
capacity = "32.85 kt/a"
outages = { mean_up = "90 d", mean_down = "10 d" }
imports = ["msw"]
)",
              more);
}

TEST_CASE("a capacity per year runs as fast as its outages require") {
  const BuiltText made = plant_with({});
  CHECK(made.process("plant.run").capacity == Approx(100));  // 32,850 t in 328.5 days
}

TEST_CASE("longer outages set over the base cost tonnes: the plant does not run faster for them") {
  const BuiltText made = plant_with({"plant.outages.mean_down=30 d"});
  const sim::ProcessSpec& run = made.process("plant.run");
  CHECK(run.capacity == Approx(100));
  CHECK(run.outages.at(0).mean_down == Approx(30));
}

TEST_CASE("a larger capacity set over the base makes the plant faster") {
  const BuiltText made = plant_with({"plant.capacity=65.7 kt/a"});
  CHECK(made.process("plant.run").capacity == Approx(200));
}

TEST_CASE("a value from the command line that an event sets again is a warning with both lines") {
  const BuiltText made = make(std::string(town_and_market) + R"(
[[route]]
id = "sold"
from = "town.msw"
to = "market.msw"
mode = "conveyor"
capacity = "10 t/d"
[[event]]
id = "more"
on = 2021-06-01
set = { "sold.capacity" = "20 t/d" }
)",
                              {"sold.capacity=15 t/d"});
  const std::string text = made.complaints.render();
  CHECK(text.find("warning: 'sold.capacity' is set here, but event 'more' sets it again") !=
        std::string::npos);
  CHECK(text.find("test.toml:") != std::string::npos);
}

}  // namespace
}  // namespace huan::scenarios

TEST_CASE("a limit over a last resort is refused where it names it, with what to write instead") {
  const auto made = huan::tests::tried(R"(
format = 1
start = 2021-01-01
end = 2021-12-31
[[facility]]
id = "town"
kind = "source"
material = "msw"
rate = "300 t/d"
[[facility]]
id = "yard"
kind = "warehouse"
materials = ["msw"]
storage = "1 Mt"
[[route]]
id = "heap"
from = "town.msw"
to = "yard.msw"
mode = "conveyor"
only_when = "full"
[[boundary]]
id = "away"
from = "yard.msw"
only_when = "full"
[[limit]]
id = "permit"
of = ["heap", "away"]
at_most = "80 t/d"
)");
  CHECK_FALSE(made.built);
  const std::string text = made.complaints.render();
  CHECK_THAT(text, Catch::Contains("test.toml:27:7: error: 'heap' is a last resort"));
  CHECK_THAT(text, Catch::Contains("give it a capacity of its own"));
  CHECK_THAT(text, Catch::Contains("error: 'away' is a last resort"));
  CHECK_THAT(text, Catch::Contains("give it a limit of its own"));
}
