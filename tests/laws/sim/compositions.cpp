// What a well-mixed stock gives: exact conservation, and an error that follows the tolerance.
#include <cmath>

#include <catch2/catch.hpp>

#include "sim/simulation.h"

using namespace huan::sim;

namespace {

SubstanceTable salt_and_water() {
  return SubstanceTable({{"salt", {{"Salt", 1.0}}}, {"water", {{"Water", 1.0}}}});
}

Mixture shares(double salt) {
  Mixture m(2);
  m << salt, 1 - salt;
  return m;
}

/// A tank of V0 t at c0, fed at ri with ci and drawn at ro.
struct Tank {
  Plan plan;
  StockId tank;
  ProcessId feed, draw;

  Tank(double v0, double c0, double ri, double ci, double ro, double eps) {
    plan.substances = salt_and_water();
    plan.duration = 10;
    StockSpec source;
    source.name = "brine";
    source.boundary = true;
    source.composition = shares(ci);
    const StockId from = plan.add(source);
    StockSpec sink;
    sink.name = "sink";
    sink.boundary = true;
    const StockId to = plan.add(sink);
    StockSpec t;
    t.name = "tank";
    t.capacity = 1e6;
    t.initial = v0 * shares(c0);
    t.composition = shares(c0);
    t.blend_tolerance = eps;
    tank = plan.add(t);
    feed = route("feed", from, tank, ri);
    draw = route("draw", tank, to, ro);
  }
  ProcessId route(const char* name, StockId from, StockId to, double rate) {
    ProcessSpec p;
    p.name = name;
    p.capacity = rate;
    p.draws.push_back({.stock = from});
    p.deliveries.push_back({.stock = to, .share = Mixture::Ones(2)});
    return plan.add(p);
  }
};

/// c = ci + (c0 - ci) (V0 / V)^(ri / (ri - ro)), V = V0 + (ri - ro) t.
double exact(double v0, double c0, double ri, double ci, double ro, double t) {
  const double v = v0 + (ri - ro) * t;
  return ci + (c0 - ci) * std::pow(v0 / v, ri / (ri - ro));
}

double largest_error(double v0, double ri, double ro, double eps, double until) {
  const double c0 = 0.4;
  const double ci = 0.1;
  Tank net(v0, c0, ri, ci, ro, eps);
  net.plan.duration = until + 1;
  const Network network(net.plan);
  Simulation run(network, {});
  double worst = 0;
  for (int i = 1; i <= 40; ++i) {
    const double t = until * i / 40;
    run.run_until(t);
    const Mixture m = run.view().content(net.tank);
    worst = std::max(worst, std::abs(m[0] / m.sum() - exact(v0, c0, ri, ci, ro, t)));
  }
  CHECK(run.view().account().largest_relative_residual < 1e-12);
  return worst;
}

}  // namespace

TEST_CASE("halving the tolerance halves the error against the exact well-mixed tank") {
  struct Case {
    double v0, ri, ro, until;
  };
  for (const Case& c : {Case{100, 10, 5, 20.0}, Case{100, 5, 10, 19.0}, Case{100, 30, 20, 9.0}}) {
    CAPTURE(c.ri, c.ro);
    double before = largest_error(c.v0, c.ri, c.ro, 0.04, c.until);
    CHECK(before < 0.04);
    for (const double eps : {0.02, 0.01, 0.005}) {
      const double now = largest_error(c.v0, c.ri, c.ro, eps, c.until);
      CAPTURE(eps, now, before);
      CHECK(now < 0.7 * before);
      CHECK(now > 0.3 * before);
      before = now;
    }
  }
}

TEST_CASE("a draining tank empties in every substance at once and none goes below nothing") {
  Tank net(100, 0.9, 9, 0.0, 30, 0.01);
  const Network network(net.plan);
  Simulation run(network, {});
  for (double t = 0.1; t < 9; t += 0.1) {
    run.run_until(t);
    CHECK(run.view().content(net.tank).minCoeff() > -1e-12);
  }
  CHECK(run.view().level(net.tank) == 0);
  CHECK(run.view().rate(net.draw) == Approx(9).epsilon(1e-12));
  const Account account = run.view().account();
  CHECK(account.largest_relative_residual < 1e-12);
  CHECK(account.rounding.abs().maxCoeff() < 1e-9);
  CHECK(run.view().work().reblends < 2000);
}

TEST_CASE("a junction gives the mixture of what flows in") {
  Plan plan;
  plan.substances = salt_and_water();
  plan.duration = 10;
  const auto add = [&](const char* name, double capacity, bool boundary, double salt) {
    StockSpec s;
    s.name = name;
    s.capacity = capacity;
    s.boundary = boundary;
    s.composition = shares(salt);
    return plan.add(s);
  };
  const StockId strong = add("strong", unlimited, true, 0.3);
  const StockId weak = add("weak", unlimited, true, 0.1);
  const StockId pipe = add("pipe", 0, false, 0.5);
  const StockId sink = add("sink", unlimited, false, 0.5);
  const auto route = [&](const char* name, StockId from, StockId to, double rate) {
    ProcessSpec p;
    p.name = name;
    p.capacity = rate;
    p.draws.push_back({.stock = from});
    p.deliveries.push_back({.stock = to, .share = Mixture::Ones(2)});
    return plan.add(p);
  };
  route("a", strong, pipe, 1);
  route("b", weak, pipe, 3);
  route("c", pipe, sink, 10);
  const Network network(plan);
  Simulation run(network, {});
  run.run_until(4);
  const Mixture m = run.view().content(sink);
  CHECK(m[0] == Approx(4 * (0.3 + 3 * 0.1)).epsilon(1e-12));
  CHECK(m[1] == Approx(4 * (0.7 + 3 * 0.9)).epsilon(1e-12));
}

TEST_CASE("yields follow the composition of the feed, and a limit on a substance rations by it") {
  // A kiln may take 0.05 t/d of salt; its feed is a junction of two wastes of equal class.
  Plan plan;
  plan.substances = salt_and_water();
  plan.duration = 10;
  const auto add = [&](const char* name, double capacity, bool boundary, double salt) {
    StockSpec s;
    s.name = name;
    s.capacity = capacity;
    s.boundary = boundary;
    s.composition = shares(salt);
    return plan.add(s);
  };
  const StockId strong = add("strong", unlimited, true, 0.02);
  const StockId weak = add("weak", unlimited, true, 0.005);
  const StockId pipe = add("pipe", 0, false, 0.5);
  const StockId sink = add("sink", unlimited, true, 0.5);
  StockSpec a;
  a.name = "salt_allowance";
  a.holding = Holding::allowance;
  a.capacity = 0;
  const StockId allowance = plan.add(a);
  const auto process = [&](const char* name, double rate) {
    ProcessSpec p;
    p.name = name;
    p.capacity = rate;
    return p;
  };
  for (const auto& [name, from] : {std::pair{"first", strong}, std::pair{"second", weak}}) {
    ProcessSpec p = process(name, 4);
    p.draws.push_back({.stock = from});
    p.deliveries.push_back({.stock = pipe, .share = Mixture::Ones(2)});
    plan.add(p);
  }
  ProcessSpec permit = process("permit", 1);
  permit.deliveries.push_back(
      {.stock = allowance, .share = {}, .amount = {.constant = 0.05, .weights = {}}});
  plan.add(permit);
  ProcessSpec kiln = process("kiln", 8);
  kiln.draws.push_back({.stock = pipe});
  kiln.draws.push_back({.stock = allowance, .by_feed = Functional{0, Mixture(shares(1)), true}});
  kiln.deliveries.push_back({.stock = sink, .share = Mixture::Ones(2)});
  const ProcessId burn = plan.add(kiln);
  const Network network(plan);
  Simulation run(network, {});
  // Both wastes blocked alike: equal parts, so 1.25 % salt: 0.05 / 0.0125 = 4 t/d.
  CHECK(run.view().rate(burn) == Approx(4).epsilon(1e-9));
  run.run_until(5);
  CHECK(run.view().account().largest_relative_residual < 1e-12);
}
