// Shipments: lots, vehicles, docks; mass under way is accounted.
#include <catch2/catch.hpp>

#include "tests/sketch.h"

using namespace huan::sim;

namespace {

struct Road : Sketch {
  StockId world_, yard, works;
  ShipmentId route;

  explicit Road(double feed, double lot, double transit, int vehicles) {
    world_ = world("world");
    yard = stock("yard", 1000);
    works = stock("works", 1000);
    process("feed", feed, {{world_}}, {{yard}});
    ShipmentSpec s;
    s.name = "trucks";
    s.from = yard;
    s.to = works;
    s.lot = lot;
    s.loading_rate = 240;
    s.unloading_rate = 480;
    s.transit = transit;
    s.fleet = vehicles;
    s.distance = 12;
    s.cost = 0.5;
    s.fuel = 0.03;
    route = plan.add(s);
  }
};

}  // namespace

TEST_CASE("lots leave when the dock is full, arrive after the transit time and are unloaded") {
  Road n(24, 10, 0.5, 0);
  const Network network(n.plan);
  Simulation run(network, {});
  // Loaded as it comes, 24 t/d: the dock is full after 10/24 d.
  run.run_until(10.0 / 24 + 0.499);
  CHECK(run.view().level(n.works) == 0);
  CHECK(run.view().shipment(n.route).in_transit == Approx(20));  // a second lot left meanwhile
  run.run_until(10.0 / 24 + 0.5 + 10.0 / 480 + 1e-6);
  CHECK(run.view().level(n.works) == Approx(10));
  run.run_until(49.9);
  const ShipmentTally tally = run.view().shipment(n.route);
  CHECK(tally.lots_sent == 119);  // 49.9 * 24 / 10 = 119.76
  CHECK(tally.tonne_km == Approx(tally.tonnes * 12));
  CHECK(tally.cost == Approx(tally.tonnes * 12 * 0.5));
  CHECK(tally.fuel == Approx(tally.tonnes * 12 * 0.03 / 1000));
  CHECK(run.view().account().largest_relative_residual < 1e-12);
}

TEST_CASE("one vehicle carries one lot per round trip; the lot that waits is counted") {
  Road n(240, 10, 0.25, 1);
  const Network network(n.plan);
  Simulation run(network, {});
  // Round trip: 0.25 out, 10/480 unloading, 0.25 back; the next lot is loaded meanwhile.
  run.run_until(40);
  const double round_trip = 0.5 + 10.0 / 480;
  const ShipmentTally tally = run.view().shipment(n.route);
  CHECK(tally.lots_received == Approx(40 / round_trip).margin(1.5));
  CHECK(tally.waiting > 0);
  CHECK(run.view().account().largest_relative_residual < 1e-12);
}

TEST_CASE("a pull route keeps its destination near the order level") {
  Road n(240, 10, 0.25, 0);
  n.plan.shipments[0].order_below = 40;
  n.process("use", 24, {{n.works}}, {{n.world_}});
  const Network network(n.plan);
  Simulation run(network, {});
  double highest = 0;
  for (double t = 5; t < 60; t += 0.37) {
    run.run_until(t);
    highest = std::max(highest, run.view().level(n.works));
    CHECK(run.view().level(n.works) > 0);
  }
  CHECK(highest <= 50);
  CHECK(run.view().shipment(n.route).tonnes == Approx(24 * 60.0).margin(60));
}

TEST_CASE("a push route leaves only while its source holds enough") {
  Road n(24, 10, 0.25, 0);
  n.plan.shipments[0].push_above = 100;
  const Network network(n.plan);
  Simulation run(network, {});
  run.run_until(4.5);  // dock 10 t + yard 98 t
  CHECK(run.view().shipment(n.route).lots_sent == 0);
  run.run_until(4.6);
  CHECK(run.view().shipment(n.route).lots_sent == 1);
}

TEST_CASE("lots that arrive at a closed site go to the uncontrolled account") {
  Road n(24, 10, 0.5, 0);
  FacilitySpec site;
  site.id = "site";
  site.closes = 20;
  const FacilityId f = n.plan.add(site);
  n.plan.stocks[n.works.index()].facility = f;
  const Network network(n.plan);
  Simulation run(network, {});
  run.run_until(40);
  CHECK(run.view().uncontrolled(n.works) > 0);
  // What was under way and at the dock, but nothing loaded after the site closed.
  CHECK(run.view().uncontrolled(n.works) <= 2 * 24);
  CHECK(run.view().account().largest_relative_residual < 1e-12);
}

TEST_CASE("docks that fill at the same instant as something else all send their lots") {
  // Everything here has the same rhythm, so that levels arrive at their bounds through other
  // events.
  Sketch n(2000);
  const auto world = n.world("world");
  const auto depot = n.stock("depot", 30);
  const auto works = n.stock("works", 60);
  n.process("arises", 7.3, {{world}}, {{depot}});
  n.process("use", 1.1, {{works}}, {{world}});
  const auto route = [&](const char* name, StockId to, Role role) {
    ShipmentSpec s;
    s.name = name;
    s.from = depot;
    s.to = to;
    s.lot = 15;
    s.loading_rate = 7.3;
    s.unloading_rate = 14.6;
    s.transit = 15 / 7.3;
    s.role = role;
    if (role == Role::ordinary) s.order_below = 45;
    return n.plan.add(s);
  };
  const auto tip = n.stock("tip", unlimited);
  const auto first = route("a", works, Role::ordinary);
  const auto second = route("b", works, Role::ordinary);
  const auto last = route("c", tip, Role::overflow);
  const Network network(n.plan);
  Simulation run(network, {});
  run.run_until(1999);
  const auto tonnes = [&](ShipmentId r) { return run.view().shipment(r).tonnes; };
  CHECK(tonnes(first) + tonnes(second) > 0.9 * 1.1 * 1990);
  CHECK(tonnes(last) > 0.9 * (7.3 - 1.1) * 1990);
  CHECK(run.view().account().largest_relative_residual < 1e-12);
}

TEST_CASE("a convoy of three with 10 t each is one load of 30 t, but for the count of lots") {
  const auto run_of = [](double lot, int convoy, int fleet, double order_below) {
    Road n(100, lot, 0.25, fleet);
    n.plan.shipments[0].convoy = convoy;
    n.plan.shipments[0].order_below = order_below;
    n.process("use", 90, {{n.works}}, {{n.world_}});
    const Network network(n.plan);
    Simulation run(network, {});
    run.run_until(50.3);
    return std::pair(run.view().level(n.works), run.view().shipment(n.route));
  };
  const auto [fleet, order_below] = GENERATE(table<int, double>({{0, 100.0}, {2, 500.0}}));
  const auto [level, together] = run_of(10, 3, 3 * fleet, order_below);
  const auto [same_level, one] = run_of(30, 1, fleet, order_below);
  CHECK(level == same_level);
  CHECK(together.tonnes == one.tonnes);
  CHECK(together.tonne_km == one.tonne_km);
  CHECK(together.in_transit == one.in_transit);
  CHECK(together.lots_sent == 3 * one.lots_sent);
  CHECK(together.lots_received == 3 * one.lots_received);
  CHECK(together.waiting == Approx(3 * one.waiting).epsilon(1e-12));
  CHECK(one.lots_sent > 20);
}

TEST_CASE("a convoy that its destination cannot hold is refused") {
  Road n(100, 300, 0.25, 0);
  n.plan.shipments[0].convoy = 4;
  const std::vector<Finding> found = Network::check(n.plan);
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == Finding::Kind::lot_too_large);
}
