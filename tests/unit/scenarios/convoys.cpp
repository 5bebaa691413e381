// How many vehicles go together, worked by hand.
#include "scenarios/builder/convoys.h"

#include "sim/simulation.h"
#include "tests/unit/scenarios/built_text.h"

using namespace huan;
using huan::tests::built;

namespace {

/// 480 t/d arise, 240 t/d are used: the route moves 240 t/d. Its ends hold 2000 and 4000 t.
std::string road(const std::string& convoys, const std::string& route,
                 const std::string& more = "") {
  return R"(
format = 1
name = "A town and a works"
start = 2021-01-01
end = 2021-12-31
)" + convoys +
         R"(
[[facility]]
id = "town"
kind = "source"
material = "msw"
rate = "480 t/d"
stocks.msw = { capacity = "2 kt" }

[[facility]]
id = "works"
kind = "market"
material = "msw"
demand = "240 t/d"
stocks.msw = { capacity = "4 kt" }

[[facility]]
id = "dump"
kind = "warehouse"
materials = ["msw"]
storage = "1 Mt"

[[route]]
id = "rest"
from = "town.msw"
to = "dump.msw"
mode = "conveyor"
only_when = "full"

[[route]]
id = "trucks"
from = "town.msw"
to = "works.msw"
mode = "truck"
lot = "10 t"
transit = "1 h"
)" + route +
         "\n" + more;
}

int convoy(const std::string& convoys, const std::string& route) {
  return built(road(convoys, route)).plan().shipments.at(0).convoy;
}

}  // namespace

TEST_CASE("a convoy carries what the route moves in the time that is said") {
  CHECK(convoy("", "") == 1);
  CHECK(convoy("convoys = \"6 h\"", "") == 6);                            // 240 t/d / 4 = 60 t
  CHECK(convoy("convoys = \"30 min\"", "") == 1);                         // 5 t, less than a lot
  CHECK(convoy("convoys = \"6 h\"", "loading_rate = \"120 t/d\"") == 3);  // 30 t
}

TEST_CASE("a convoy is no more than an eighth of what there is room for") {
  CHECK(convoy("convoys = \"2 d\"", "") == 25);                        // 480 t, but 2000 t / 8
  CHECK(convoy("convoys = \"2 d\"", "order_below = \"400 t\"") == 5);  // 400 t / 8
  CHECK(convoy("convoys = \"2 d\"", "order_below = \"50 t\"") == 1);
}

TEST_CASE("a convoy divides its fleet, which so carries what it did") {
  CHECK(convoy("convoys = \"6 h\"", "fleet = 12") == 6);
  CHECK(convoy("convoys = \"6 h\"", "fleet = 9") == 3);
  CHECK(convoy("convoys = \"6 h\"", "fleet = 4") == 4);
  CHECK(convoy("convoys = \"6 h\"", "fleet = 7") == 1);
}

TEST_CASE("an event that changes a route leaves its convoy") {
  const auto made = built(road("convoys = \"6 h\"", "", R"(
[[event]]
id = "larger_trucks"
on = 2021-07-01
set = { "trucks.lot" = "20 t" }
)"));
  sim::Simulation run(*made.built->network, {}, made.built->script->clone());
  run.run_until(181);  // 2021-07-01: 60 t each time
  const auto before = run.view().shipment(sim::ShipmentId(0));
  CHECK(before.tonnes == 10 * before.lots_received);
  run.run_until(365);  // 120 t each time, but for the one that was being loaded
  const auto after = run.view().shipment(sim::ShipmentId(0));
  CHECK(after.tonnes - before.tonnes ==
        Approx(20 * (after.lots_received - before.lots_received)).margin(120));
  CHECK(after.tonnes == Approx(240 * 365 + 4000).margin(250));  // the works is full besides
}

TEST_CASE("a fleet that has become smaller has smaller convoys") {
  const auto made = built(road("convoys = \"6 h\"", "fleet = 12", R"(
[[event]]
id = "sold"
on = 2021-07-01
set = { "trucks.fleet" = 2 }
)"));
  sim::Simulation run(*made.built->network, {}, made.built->script->clone());
  run.run_until(180);
  const auto before = run.view().shipment(sim::ShipmentId(0));
  CHECK(before.tonnes == Approx(240 * 180 + 4000).margin(250));
  run.run_until(365);
  const auto after = run.view().shipment(sim::ShipmentId(0));
  // Two trucks: 1 h there, 20 t unloaded at 720 t/d (1.5 x what must leave the town), 1 h back.
  const double round_trip = 2.0 / 24 + 20.0 / 720;
  const double carried = 20 / round_trip;
  CHECK(carried < 240);
  CHECK(after.tonnes - before.tonnes == Approx(240 + carried * 184).epsilon(0.01));
}

TEST_CASE("convoys are a time of at most a year") {
  for (const char* wrong : {"convoys = \"5 t\"", "convoys = \"-1 d\"", "convoys = \"400 d\""}) {
    scenarios::Complaints complaints;
    const scenarios::Shelf shelf{models::all_models(), &scenarios::shipped_library()};
    const auto scenario =
        scenarios::read_scenario_text(road(wrong, ""), "test.toml", shelf, {{}, false}, complaints);
    CHECK_FALSE(complaints.fine());
    CHECK(complaints.render().find("test.toml:6:") != std::string::npos);
  }
}
