#include <map>

#include <catch2/catch.hpp>

#include "sim/network.h"
#include "tests/unit/scenarios/built_text.h"

namespace huan::scenarios {
namespace {

constexpr const char* source_and_market = R"(
format = 1
name = "test"
start = 2021-01-01
end = 2022-12-31
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
[[route]]
id = "sold"
from = "town.msw"
to = "market.msw"
mode = "conveyor"
capacity = "250 t/d"
)";

using tests::BuiltText;

BuiltText play(const std::string& events) { return tests::built(source_and_market + events); }
BuiltText tried_play(const std::string& events) { return tests::tried(source_and_market + events); }

sim::Director::Answer answer_on(const BuiltText& made, double day) {
  return made.built->script->at(day);
}

/// The new capacity that an answer gives a process; -1 when it gives none.
double capacity_in(const sim::Director::Answer& answer, const Built& built,
                   const std::string& name) {
  for (const sim::Change& change : answer.changes) {
    const auto* process = std::get_if<sim::ProcessChange>(&change);
    if (process != nullptr &&
        built.network->plan().processes[process->process.index()].name == name) {
      return process->numbers.capacity;
    }
  }
  return -1;
}

TEST_CASE("nothing scripted needs no script") {
  const BuiltText made = play("");
  CHECK(made.built->script == nullptr);
}

TEST_CASE("a permanent change comes on its day and stays") {
  const BuiltText made = play(R"(
[[event]]
id = "more"
on = 2021-02-01
set = { "sold.capacity" = "280 t/d" }
)");
  CHECK(made.plan().dates == std::vector<double>{0, 31});
  CHECK(answer_on(made, 0).changes.empty());
  const auto answer = answer_on(made, 31);
  CHECK(capacity_in(answer, *made.built, "sold") == Approx(280));
  REQUIRE(answer.log.size() == 1);
  CHECK(answer.log[0] == "more");
  CHECK(answer_on(made, 40).changes.empty());
}

TEST_CASE("a window lies over a permanent change and brings it back when lifted") {
  const BuiltText made = play(R"(
[[event]]
id = "jam"
on = 2021-01-11
for = "20 d"
set = { "sold.capacity" = "50 t/d" }
[[event]]
id = "more"
on = 2021-01-16
set = { "sold.capacity" = "280 t/d" }
)");
  static_cast<void>(answer_on(made, 0));
  const auto begin = answer_on(made, 10);
  CHECK(capacity_in(begin, *made.built, "sold") == Approx(50));
  CHECK(begin.ask_again == std::vector<double>{30});
  CHECK(answer_on(made, 15).changes.empty());  // under the window
  CHECK(capacity_in(answer_on(made, 30), *made.built, "sold") == Approx(280));
}

TEST_CASE("a ramp goes from the value at its beginning in equal steps") {
  const BuiltText made = play(R"(
[[event]]
id = "growth"
on = 2021-01-01
ramp = "4 months"
step = "1 month"
set = { "sold.capacity" = "290 t/d" }
)");
  const auto first = answer_on(made, 0);
  CHECK(first.changes.empty());
  CHECK(first.ask_again == std::vector<double>{31, 59, 90, 120});
  CHECK(capacity_in(answer_on(made, 31), *made.built, "sold") == Approx(260));
  CHECK(capacity_in(answer_on(made, 59), *made.built, "sold") == Approx(270));
  CHECK(capacity_in(answer_on(made, 90), *made.built, "sold") == Approx(280));
  CHECK(capacity_in(answer_on(made, 120), *made.built, "sold") == Approx(290));
}

TEST_CASE("a recurring factor multiplies what is there each year") {
  const BuiltText made = play(R"(
[[event]]
id = "less"
on = 2021-01-01
every = "year"
times = { "town.rate" = 0.9 }
)");
  const auto first = answer_on(made, 0);
  CHECK(capacity_in(first, *made.built, "town.arises") == Approx(270));
  CHECK(first.ask_again == std::vector<double>{365});
  CHECK(capacity_in(answer_on(made, 365), *made.built, "town.arises") == Approx(243));
}

TEST_CASE("an uncapped route grows with what is wanted behind it") {
  const BuiltText made = play(R"(
[[route]]
id = "also_sold"
from = "town.msw"
to = "market.msw"
mode = "conveyor"
[[event]]
id = "more"
on = 2021-02-01
set = { "market.demand" = "400 t/d" }
)");
  static_cast<void>(answer_on(made, 0));
  const auto answer = answer_on(made, 31);
  CHECK(capacity_in(answer, *made.built, "market.consumption") == Approx(400));
  CHECK(capacity_in(answer, *made.built, "also_sold") == Approx(600));
}

TEST_CASE("an unavailable facility stops its processes and is released at the end of the window") {
  const BuiltText made = play(R"(
[[event]]
id = "stop"
on = 2021-01-05
for = "30 d"
set = { "market.available" = false }
)");
  static_cast<void>(answer_on(made, 0));
  const auto begin = answer_on(made, 4);
  REQUIRE(begin.changes.size() == 1);
  const auto& stop = std::get<sim::AvailabilityChange>(begin.changes[0]);
  CHECK(made.plan().processes[stop.process.index()].name == "market.consumption");
  CHECK_FALSE(stop.available);
  const auto end = answer_on(made, 34);
  REQUIRE(end.changes.size() == 1);
  CHECK(std::get<sim::AvailabilityChange>(end.changes[0]).available);
}

TEST_CASE("a facility that an event opens is closed before, and others may follow it") {
  const BuiltText made = play(R"(
[[facility]]
id = "second"
kind = "market"
material = "msw"
demand = "20 t/d"
opens = false
[[boundary]]
id = "supply"
material = "msw"
to = "second.msw"
limit = "50 t/d"
[[event]]
id = "opening"
on = 2021-03-01
set = { "second.opens" = true }
[[event]]
id = "later"
on = { opens = "second", after = "30 d" }
set = { "sold.capacity" = "10 t/d" }
)");
  const auto& facilities = made.plan().facilities;
  const auto at = std::find_if(facilities.begin(), facilities.end(),
                               [](const auto& f) { return f.id == "second"; });
  REQUIRE(at != facilities.end());
  CHECK(at->opens == sim::unlimited);
  static_cast<void>(answer_on(made, 0));
  const auto opening = answer_on(made, 59);
  REQUIRE(opening.changes.size() == 1);
  const auto turn = std::get<sim::FacilityChange>(opening.changes[0]);
  CHECK(turn.open);
  const auto follow = made.built->script->on(59, sim::FacilityTurned{turn.facility, true});
  CHECK(follow.ask_again == std::vector<double>{89});
  CHECK(capacity_in(answer_on(made, 89), *made.built, "sold") == Approx(10));
}

TEST_CASE("what follows an opening without delay takes place at that instant") {
  const BuiltText made = play(R"(
[[facility]]
id = "second"
kind = "source"
material = "msw"
rate = "10 t/d"
opens = 2021-03-01
[[event]]
id = "follows"
on = { opens = "second", after = "0 d" }
set = { "sold.capacity" = "10 t/d" }
)");
  INFO(made.complaints.render());
  REQUIRE(made.built);
  static_cast<void>(answer_on(made, 0));
  const sim::FacilityId second(1);  // in the order of ids, between market and town
  REQUIRE(made.built->network->plan().facilities[second.index()].id == "second");
  const auto follow = made.built->script->on(59, sim::FacilityTurned{second, true});
  CHECK(capacity_in(follow, *made.built, "sold") == Approx(10));
  CHECK(follow.ask_again.empty());
}

TEST_CASE("events that bring each other about without delay are refused, not played for ever") {
  const BuiltText made = tried_play(R"(
[[event]]
id = "shut"
on = { opens = "second", after = "0 d" }
set = { "second.opens" = false }
[[event]]
id = "open"
on = { closes = "second", after = "0 d" }
set = { "second.opens" = true }
[[event]]
id = "begin"
on = 2021-03-01
set = { "second.opens" = true }
[[facility]]
id = "second"
kind = "source"
material = "msw"
rate = "10 t/d"
opens = false
)");
  CHECK_FALSE(made.built);
  CHECK(made.complaints.render().find("again and again at one instant") != std::string::npos);
}

TEST_CASE("a watched level opens a route and closes it again when it is back") {
  const BuiltText made = play(R"(
[[facility]]
id = "dump"
kind = "warehouse"
materials = ["msw"]
storage = "10 kt"
[[route]]
id = "dumped"
from = "town.msw"
to = "dump.msw"
mode = "conveyor"
capacity = "300 t/d"
open = false
[[event]]
id = "relief"
when = { stock = "town.msw", above = "500 t", back_below = "100 t" }
set = { "dumped.open" = true }
)");
  REQUIRE(made.plan().watches.size() == 1);
  CHECK(made.plan().watches[0].level == Approx(500));
  CHECK(made.plan().watches[0].back == Approx(100));
  static_cast<void>(answer_on(made, 0));
  const auto fired = made.built->script->on(3, sim::WatchFired{0, false});
  REQUIRE(fired.changes.size() == 1);
  CHECK(std::get<sim::ProcessChange>(fired.changes[0]).numbers.open);
  const auto back = made.built->script->on(9, sim::WatchFired{0, true});
  REQUIRE(back.changes.size() == 1);
  CHECK_FALSE(std::get<sim::ProcessChange>(back.changes[0]).numbers.open);
}

TEST_CASE("an event can give another the first place, and what follows from it follows") {
  const BuiltText made = play(R"(
[[facility]]
id = "dump"
kind = "warehouse"
materials = ["msw"]
storage = "10 kt"
[[route]]
id = "dumped"
from = "town.msw"
to = "dump.msw"
mode = "conveyor"
capacity = "300 t/d"
rank_at_source = 2
[[event]]
id = "dump_first"
on = 2021-02-01
for = "10 d"
set = { "dumped.rank_at_source" = 1, "sold.rank_at_source" = 2 }
)");
  const sim::Network network(made.plan());
  const auto classes = [&](double day) {
    std::map<std::string, int> ranks;
    for (const sim::Change& change : answer_on(made, day).changes) {
      if (const auto* rank = std::get_if<sim::RankChange>(&change))
        ranks[network.arc_name(rank->arc)] = rank->rank;
    }
    return ranks;
  };
  static_cast<void>(answer_on(made, 0));
  const std::map<std::string, int> swapped{{"town.msw>dumped", 1}, {"town.msw>sold", 2}};
  CHECK(classes(31) == swapped);
  const std::map<std::string, int> back{{"town.msw>dumped", 2}, {"town.msw>sold", 1}};
  CHECK(classes(41) == back);
}

TEST_CASE("an event that makes ranks cross is refused, with its place") {
  const BuiltText made = tried_play(R"(
[[facility]]
id = "dump"
kind = "warehouse"
materials = ["msw"]
storage = "10 kt"
[[route]]
id = "by_road"
from = "town.msw"
to = "dump.msw"
mode = "conveyor"
capacity = "100 t/d"
rank_at_source = 1
rank_at_destination = 1
[[route]]
id = "by_belt"
from = "town.msw"
to = "dump.msw"
mode = "conveyor"
capacity = "100 t/d"
rank_at_source = 2
rank_at_destination = 2
[[event]]
id = "swap"
on = 2021-02-01
set = { "by_road.rank_at_source" = 3 }
)");
  CHECK_FALSE(made.built);
  const std::string said = made.complaints.render();
  CHECK(said.find("'by_belt' comes before 'by_road' at 'town.msw', but after it") !=
        std::string::npos);
  CHECK(said.find("'swap' changes ranks so that the above holds") != std::string::npos);
}

TEST_CASE("a flow that is watched is a route, a boundary or an arc") {
  const BuiltText made = play(R"(
[[event]]
id = "busy"
when = { flow = "sold", above = "60 kt/a", over = "30 d" }
set = { "sold.capacity" = "100 t/d" }
[[event]]
id = "idle"
when = { flow = "town.arises>town.msw", below = "1 t/d", back_above = "2 t/d" }
set = { "sold.capacity" = "100 t/d" }
)");
  REQUIRE(made.plan().watches.size() == 2);
  const sim::WatchSpec& busy = made.plan().watches[0];
  REQUIRE(busy.flow);
  CHECK(made.plan().processes[busy.flow->process.index()].name == "sold");
  CHECK_FALSE(busy.flow->draws);
  CHECK(busy.flow->over == 30);
  CHECK(busy.level == Approx(60000.0 / 365));
  const sim::WatchSpec& idle = made.plan().watches[1];
  REQUIRE(idle.flow);
  CHECK_FALSE(idle.above);
  CHECK(made.plan().processes[idle.flow->process.index()].name == "town.arises");
}

TEST_CASE("a copy of a script goes its own way") {
  const BuiltText made = play(R"(
[[event]]
id = "more"
on = 2021-02-01
set = { "sold.capacity" = "280 t/d" }
)");
  static_cast<void>(answer_on(made, 0));
  const auto copy = made.built->script->clone();
  CHECK(capacity_in(answer_on(made, 31), *made.built, "sold") == Approx(280));
  CHECK(capacity_in(copy->at(31), *made.built, "sold") == Approx(280));
}

TEST_CASE("an event cannot change what a material is made of") {
  const BuiltText made = tried_play(R"(
[[event]]
id = "wetter"
on = 2021-02-01
set = { "material.msw.water" = "60 %" }
)");
  CHECK_FALSE(made.built);
}

}  // namespace
}  // namespace huan::scenarios
