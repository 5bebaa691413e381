// Cases small enough to be worked by hand; rates and levels must match to 1e-12.
#include <cmath>

#include <catch2/catch.hpp>

#include "tests/sketch.h"

using namespace huan::sim;

namespace {

/// Relative to 1: 1e-12 as the method promises.
Approx exactly(double value) { return Approx(value).epsilon(1e-12).margin(1e-12); }

}  // namespace

TEST_CASE("a filling stock takes its feed until it is full, then what leaves it") {
  Sketch n;
  const auto world = n.world("world");
  const auto yard = n.stock("yard", 100);
  const auto feed = n.process("feed", 10, {{world}}, {{yard}});
  const auto use = n.process("use", 4, {{yard}}, {{world}});
  const Network network(n.plan);
  Simulation run(network, {});

  run.run_until(10);
  CHECK(run.view().level(yard) == exactly(60));
  CHECK(run.view().rate(feed) == exactly(10));
  run.run_until(20);
  CHECK(run.view().level(yard) == exactly(100));
  CHECK(run.view().rate(feed) == exactly(4));
  CHECK(run.view().activity(feed) == exactly(100 + 4 * 20.0));
  CHECK(run.view().activity(use) == exactly(80));
  const auto losses = run.view().losses();
  REQUIRE(losses.size() == 1);
  CHECK(losses[0].process == feed);
  CHECK(losses[0].cause == Cause::blocked);
  CHECK(losses[0].stock == yard);
  CHECK(losses[0].amount == exactly(6 * (20 - 100.0 / 6)));
  CHECK(losses[0].hours == exactly(24 * 0.6 * (20 - 100.0 / 6)));
}

TEST_CASE("an emptying stock serves its users until it is empty, then what comes in") {
  Sketch n;
  const auto world = n.world("world");
  const auto yard = n.stock("yard", 100, 60);
  n.process("feed", 4, {{world}}, {{yard}});
  const auto use = n.process("use", 10, {{yard}}, {{world}});
  const Network network(n.plan);
  Simulation run(network, {});

  run.run_until(5);
  CHECK(run.view().level(yard) == exactly(30));
  run.run_until(25);
  CHECK(run.view().level(yard) == 0);
  CHECK(run.view().rate(use) == exactly(4));
  CHECK(run.view().activity(use) == exactly(160));
}

TEST_CASE("equal users of an empty stock share in proportion to what they want") {
  Sketch n;
  const auto world = n.world("world");
  const auto yard = n.stock("yard", 100);
  n.process("feed", 6, {{world}}, {{yard}});
  const auto small = n.process("small", 3, {{yard}}, {{world}});
  const auto large = n.process("large", 9, {{yard}}, {{world}});
  const Network network(n.plan);
  Simulation run(network, {});
  CHECK(run.view().rate(small) == exactly(1.5));
  CHECK(run.view().rate(large) == exactly(4.5));
}

TEST_CASE("what one user cannot take goes to the others of its class") {
  Sketch n;
  const auto world = n.world("world");
  const auto yard = n.stock("yard", 100);
  const auto lime = n.stock("lime", 100);
  n.process("feed", 6, {{world}}, {{yard}});
  n.process("lime_feed", 1, {{world}}, {{lime}});
  const auto limed = n.process("limed", 6, {{yard}, {lime}}, {{world, 2}});
  const auto plain = n.process("plain", 6, {{yard}}, {{world}});
  const Network network(n.plan);
  Simulation run(network, {});
  CHECK(run.view().rate(limed) == exactly(1));
  CHECK(run.view().rate(plain) == exactly(5));
}

TEST_CASE("the first class is served before the second") {
  Sketch n;
  const auto world = n.world("world");
  const auto yard = n.stock("yard", 100);
  n.process("feed", 6, {{world}}, {{yard}});
  const auto first = n.process("first", 5, {{yard, 1, 1}}, {{world}});
  const auto second = n.process("second", 5, {{yard, 1, 2}}, {{world}});
  const auto third = n.process("third", 5, {{yard, 1, 3}}, {{world}});
  const Network network(n.plan);
  Simulation run(network, {});
  CHECK(run.view().rate(first) == exactly(5));
  CHECK(run.view().rate(second) == exactly(1));
  CHECK(run.view().rate(third) == 0);
}

TEST_CASE("an overflow takes the surplus of a junction before the producer is rationed") {
  const double flare_capacity = GENERATE(100.0, unlimited, 3.0);
  Sketch n;
  const auto world = n.world("world");
  const auto gas = n.stock("gas", 0);
  const auto oven = n.process("oven", 10, {{world}}, {{gas}});
  const auto user = n.process("user", 6, {{gas}}, {{world}});
  const auto flare = n.process("flare", flare_capacity, {{gas}}, {{world}}, Role::overflow);
  const Network network(n.plan);
  Simulation run(network, {});
  CHECK(run.view().rate(user) == exactly(6));
  CHECK(run.view().rate(flare) == exactly(flare_capacity == 3 ? 3 : 4));
  CHECK(run.view().rate(oven) == exactly(flare_capacity == 3 ? 9 : 10));
}

TEST_CASE("an overflow of a buffer waits until the buffer is full") {
  Sketch n;
  const auto world = n.world("world");
  const auto bunker = n.stock("bunker", 40);
  n.process("waste", 10, {{world}}, {{bunker}});
  n.process("grate", 6, {{bunker}}, {{world}});
  const auto landfill = n.process("landfill", unlimited, {{bunker}}, {{world}}, Role::overflow);
  const Network network(n.plan);
  Simulation run(network, {});
  CHECK(run.view().rate(landfill) == 0);
  run.run_until(15);
  CHECK(run.view().rate(landfill) == exactly(4));
  CHECK(run.view().activity(landfill) == exactly(20));
}

TEST_CASE("overflows are used in their order, and what one's destination refuses goes on") {
  Sketch n;
  const auto world = n.world("world");
  const auto gas = n.stock("gas", 0);
  const auto tank = n.stock("tank", 12);
  n.process("oven", 10, {{world}}, {{gas}});
  const auto first = n.process("to_tank", 4, {{gas}}, {{tank}}, Role::overflow);
  const auto second = n.process("to_flare", unlimited, {{gas}}, {{world}}, Role::overflow);
  n[second].order = 1;
  n.process("tank_use", 1, {{tank}}, {{world}});
  const Network network(n.plan);
  Simulation run(network, {});
  CHECK(run.view().rate(first) == exactly(4));
  CHECK(run.view().rate(second) == exactly(6));
  run.run_until(5);  // the tank filled at 3 t/d: full on day 4
  CHECK(run.view().rate(first) == exactly(1));
  CHECK(run.view().rate(second) == exactly(9));
}

TEST_CASE("a make-up gives the first class's shortage and nothing to the opportunists") {
  Sketch n;
  const auto world = n.world("world");
  const auto dust = n.stock("dust", 100);
  n.process("own", 6, {{world}}, {{dust}});
  const auto kiln = n.process("kiln", 10, {{dust, 1, 1}}, {{world}});
  const auto other = n.process("other", 5, {{dust, 1, 2}}, {{world}});
  const auto import = n.process("import", unlimited, {{world}}, {{dust}}, Role::make_up);
  const Network network(n.plan);
  Simulation run(network, {});
  CHECK(run.view().rate(kiln) == exactly(10));
  CHECK(run.view().rate(import) == exactly(4));
  CHECK(run.view().rate(other) == 0);
}

TEST_CASE("a limited make-up leaves its class rationed") {
  Sketch n;
  const auto world = n.world("world");
  const auto dust = n.stock("dust", 0);
  n.process("own", 6, {{world}}, {{dust}});
  const auto kiln = n.process("kiln", 10, {{dust}}, {{world}});
  const auto import = n.process("import", 3, {{world}}, {{dust}}, Role::make_up);
  const Network network(n.plan);
  Simulation run(network, {});
  CHECK(run.view().rate(import) == exactly(3));
  CHECK(run.view().rate(kiln) == exactly(9));
}

TEST_CASE("a by-product without outlet stops its maker when its stock is full") {
  Sketch n;
  const auto world = n.world("world");
  const auto slag = n.stock("slag", 20);
  const auto works = n.process("works", 10, {{world}}, {{world, 0.8}, {slag, 0.2}});
  const Network network(n.plan);
  Simulation run(network, {});
  run.run_until(9.999);
  CHECK(run.view().rate(works) == exactly(10));
  run.run_until(11);
  CHECK(run.view().rate(works) == 0);
  CHECK(run.view().activity(works) == exactly(100));
}

TEST_CASE("a recycling loop of gain g amplifies its feed by 1 / (1 - g)") {
  const double gain = GENERATE(0.1, 0.5, 0.9, 0.99, 0.999);
  const double capacity = GENERATE(0.0, 50.0);  // junctions and (empty) buffers
  Sketch n;
  const auto world = n.world("world");
  const auto acid = n.stock("acid", capacity);
  const auto spent = n.stock("spent", capacity);
  n.process("fresh", 1, {{world}}, {{acid, 1, 2}});
  const auto bath = n.process("bath", 1e4, {{acid}}, {{spent}});
  const auto plant = n.process("recovery", 1e4, {{spent}}, {{acid, gain}, {world, 1 - gain}});
  const Network network(n.plan);
  Simulation run(network, {});
  CHECK(run.view().rate(bath) == Approx(1 / (1 - gain)).epsilon(1e-11));
  CHECK(run.view().rate(plant) == Approx(1 / (1 - gain)).epsilon(1e-11));
  run.run_until(3);
  CHECK(run.view().activity(bath) == Approx(3 / (1 - gain)).epsilon(1e-11));
}

TEST_CASE("a full loop takes its return before fresh feed, by default") {
  Sketch n;
  const auto world = n.world("world");
  const auto salt = n.stock("salt", 10, 10);
  const auto slag = n.stock("slag", 10, 10);
  const auto fresh = n.process("fresh", 20, {{world}}, {{salt}});
  const auto melt = n.process("melt", 8, {{salt}}, {{slag, 0.9}, {world, 0.1}});
  const auto recycle = n.process("recycle", 20, {{slag}}, {{salt}});
  const Network network(n.plan);
  Simulation run(network, {});
  CHECK(run.view().rate(melt) == exactly(8));
  CHECK(run.view().rate(recycle) == exactly(8));
  CHECK(run.view().rate(fresh) == 0);
  run.run_until(50);  // 10 t of slag are drained at 0.8 t/d: gone on day 12.5
  CHECK(run.view().rate(melt) == exactly(8));
  CHECK(run.view().rate(recycle) == exactly(7.2));
  CHECK(run.view().rate(fresh) == exactly(0.8));
}

TEST_CASE("feeding a loop in a class as good as its return's is refused, with the reason") {
  Sketch n;
  const auto world = n.world("world");
  const auto salt = n.stock("salt", 10);
  const auto slag = n.stock("slag", 10);
  n.process("fresh", 20, {{world}}, {{salt, 1, 1}});
  n.process("melt", 8, {{salt}}, {{slag}});
  n.process("recycle", 20, {{slag}}, {{salt, 1, 1}});
  const auto findings = Network::check(n.plan);
  REQUIRE(!findings.empty());
  CHECK(findings[0].kind == Finding::Kind::feed_outranks_return);
  CHECK(findings[0].subjects == std::vector<std::string>{"fresh", "salt"});
  CHECK_THROWS_AS(Network(n.plan), PlanError);
}

TEST_CASE("a gas maker that needs its own gas is served before the customers and starts again") {
  // Per tonne of coal the oven gives 0.4 gas and needs 0.1 to heat itself.
  Sketch n;
  const auto world = n.world("world");
  const auto gas = n.stock("gas", 0);
  const auto heat = n.stock("heat", 0);
  const auto oven = n.process("oven", 10, {{world}, {heat, 0.1}}, {{gas, 0.4}, {world, 0.7}});
  const auto underfiring = n.process("underfiring", 5, {{gas}}, {{heat}});
  const auto user = n.process("user", 100, {{gas}}, {{world}});
  n.process("start_up", 0.01, {{world}}, {{heat, 1, 2}});
  n[oven].stops = {{5, 6}};
  const Network network(n.plan);
  Simulation run(network, {});
  for (const double day : {1.0, 50.0}) {
    run.run_until(day);
    CAPTURE(day);
    CHECK(run.view().rate(oven) == exactly(10));
    CHECK(run.view().rate(underfiring) == exactly(1).margin(0.011));
    CHECK(run.view().rate(user) == Approx(3).margin(0.011));
  }
}

TEST_CASE("classes that cross on shared stocks are refused") {
  Sketch n;
  const auto world = n.world("world");
  const auto a = n.stock("a", 10);
  const auto b = n.stock("b", 10);
  n.process("feed_a", 1, {{world}}, {{a}});
  n.process("feed_b", 1, {{world}}, {{b}});
  n.process("x", 5, {{a, 1, 1}, {b, 1, 2}}, {{world, 2}});
  n.process("y", 5, {{a, 1, 2}, {b, 1, 1}}, {{world, 2}});
  const auto findings = Network::check(n.plan);
  REQUIRE(!findings.empty());
  CHECK(findings[0].kind == Finding::Kind::crossed_ranks);
}

TEST_CASE("a loop that nothing feeds stands still, whatever its capacities") {
  const double first = GENERATE(10.0, 20.0, 5.0);
  const double capacity = GENERATE(0.0, 30.0);
  Sketch n;
  const auto a = n.stock("a", capacity);
  const auto b = n.stock("b", capacity);
  const auto ab = n.process("ab", first, {{a}}, {{b}});
  const auto ba = n.process("ba", 10, {{b}}, {{a}});
  const Network network(n.plan);
  REQUIRE(!network.warnings().empty());
  CHECK(network.warnings()[0].kind == Finding::Kind::phantom_loop);
  Simulation run(network, {});
  CHECK(run.view().rate(ab) == 0);
  CHECK(run.view().rate(ba) == 0);
}

TEST_CASE("a loop that holds something keeps circulating, also after a stop") {
  Sketch n;
  const auto a = n.stock("a", 10, 10);
  const auto b = n.stock("b", 10, 10);  // both full
  const auto ab = n.process("ab", 5, {{a}}, {{b}});
  const auto ba = n.process("ba", 5, {{b}}, {{a}});
  n[ab].stops = {{3, 4}};
  const Network network(n.plan);
  Simulation run(network, {});
  CHECK(run.view().rate(ab) == exactly(5));
  run.run_until(3.5);
  CHECK(run.view().rate(ba) == 0);
  run.run_until(5);
  CHECK(run.view().rate(ab) == exactly(5));
  CHECK(run.view().rate(ba) == exactly(5));
}

TEST_CASE("a process below its minimum load stops, and restarts when its feed has recovered") {
  Sketch n;
  const auto world = n.world("world");
  const auto bunker = n.stock("bunker", 100);
  n.process("feed", 3, {{world}}, {{bunker}});
  const auto grate = n.process("grate", 10, {{bunker}}, {{world}});
  n[grate].min_load = 0.5;
  n[grate].min_down = 1;
  n[grate].restart_level = 0.6;
  const Network network(n.plan);
  Simulation run(network, {});
  CHECK(run.view().rate(grate) == 0);
  run.run_until(19.99);
  CHECK(run.view().rate(grate) == 0);
  CHECK(run.view().level(bunker) == exactly(59.97));
  run.run_until(20.01);
  CHECK(run.view().rate(grate) == exactly(10));
  run.run_until(29);  // 60 t drained at 7 t/d: empty after 8.57 d, then 3 < 5: stops
  CHECK(run.view().rate(grate) == 0);
}

TEST_CASE("a process stopped by a junction below its minimum load tries again after its stop") {
  Sketch n;
  const auto world = n.world("world");
  const auto gas = n.stock("gas", 0);
  const auto oven = n.process("oven", 3, {{world}}, {{gas}});
  const auto power = n.process("power", 10, {{gas}}, {{world}});
  n.process("flare", unlimited, {{gas}}, {{world}}, Role::overflow);
  n[power].min_load = 0.5;
  n[power].min_down = 1;
  const Network network(n.plan);
  Simulation run(network, {});
  run.run_until(10.5);
  CHECK(run.view().rate(power) == 0);
  CHECK(run.view().activity(power) == 0);
  CHECK(run.view().rate(oven) == exactly(3));
  CHECK(run.view().work().events < 30);
}

TEST_CASE("what a forced source gives and nobody takes goes to the uncontrolled account") {
  Sketch n;
  const auto world = n.world("world");
  const auto depot = n.stock("depot", 20);
  const auto arises = n.process("arises", 10, {{world}}, {{depot}}, Role::forced);
  const auto other = n.process("other", 10, {{world}}, {{depot}});
  const auto taken = n.process("taken", 7, {{depot}}, {{world}});
  const Network network(n.plan);
  Simulation run(network, {});
  run.run_until(12);  // fills at 13 t/d: full after 20/13 d
  CHECK(run.view().rate(arises) == exactly(10));
  CHECK(run.view().rate(other) == 0);
  CHECK(run.view().rate(taken) == exactly(7));
  CHECK(run.view().uncontrolled(depot) == exactly(3 * (12 - 20.0 / 13)));
  const Account account = run.view().account();
  CHECK(account.largest_relative_residual < 1e-14);
}

TEST_CASE("a process that draws and fills one stock counts there with its net coefficient") {
  Sketch n;
  const auto world = n.world("world");
  const auto water = n.stock("water", 0);
  n.process("well", 2, {{world}}, {{water}});
  const auto wash = n.process("wash", 100, {{water}}, {{water, 0.9}, {world, 0.1}});
  const Network network(n.plan);
  Simulation run(network, {});
  CHECK(run.view().rate(wash) == exactly(20));
}
