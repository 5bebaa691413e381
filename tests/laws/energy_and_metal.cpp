// Heat and power, gas of digesters and landfills, alloys: what their models promise, with the
// shipped library.
#include <cmath>
#include <numeric>

#include <catch2/catch.hpp>

#include "model_run.h"
#include "models/heating_value.h"
#include "scenarios/reader/library.h"

using namespace huan;
using tests::fixture_of;
using tests::Run;

namespace {

/// The plan in the world, with what takes a stock changed to `rate`.
sim::Plan with_outlet(const tests::ModelFixture& fixture, const std::string& stock, double rate) {
  sim::Plan plan = tests::build_in_the_world(fixture, 100);
  for (sim::ProcessSpec& process : plan.processes) {
    if (!process.name.starts_with("site." + stock + ">outside")) continue;
    process.capacity = rate;
    process.role = sim::Role::ordinary;
  }
  return plan;
}

double carbon_share(const Run& run, const std::string& flow) {
  const sim::Mixture all = run.substances(flow);
  return all[run.table().at("C_biogenic").value];
}

}  // namespace

TEST_CASE("chp: without heat users all steam condenses, with them each heat costs z of power") {
  const auto fixture = fixture_of("chp with extraction");
  const Run cold(with_outlet(fixture, "steam", 0));
  const double live = cold.moved("site.boiler>site.live_steam");
  CHECK(cold.did("extract") == 0);
  CHECK(cold.moved("site.condense>world.grid") == Approx(0.38 * live));

  const double heat_mwh = 2000;  // a day
  const Run warm(with_outlet(fixture, "steam", heat_mwh));
  CHECK(warm.moved("site.extract>site.steam") == Approx(100 * heat_mwh));
  CHECK(warm.moved("site.boiler>site.live_steam") == Approx(live));
  const double power =
      warm.moved("site.condense>world.grid") + warm.moved("site.extract>world.grid");
  CHECK(power == Approx(0.38 * live - 0.2 * 100 * heat_mwh).epsilon(1e-6));
}

TEST_CASE("chp: a boiler that follows a season finds a turbine for its peak") {
  auto fixture = fixture_of("chp with extraction");
  fixture.settings.profiles["capacity"] = sim::ProfileId(0);
  fixture.profiles = {{"season", {0, 50}, {1.5, 0.5}}};
  const Run run(with_outlet(fixture, "steam", 0));
  CHECK(run.did("condense") == Approx(run.moved("site.boiler>site.live_steam")));
  CHECK(run.did("boiler") == Approx(run.wanted("boiler")));
}

TEST_CASE("chp: back-pressure burns only for heat") {
  const auto fixture = fixture_of("chp with back-pressure");
  const Run none(with_outlet(fixture, "steam", 0));
  CHECK(none.did("boiler") == Approx(0).margin(1e-6));
  const Run some(with_outlet(fixture, "steam", 1000));
  CHECK(some.moved("site.extract>site.steam") == Approx(100 * 1000.0));
  CHECK(some.moved("site.boiler>site.live_steam") == Approx(some.did("extract")).epsilon(1e-9));
}

TEST_CASE("chp: the backup boiler gives what extraction is short of") {
  auto fixture = fixture_of("chp with extraction");
  fixture.settings.parameters.set("heat_capacity", 1000.0);
  fixture.settings.parameters.set("backup_capacity", 300.0);
  const Run run(with_outlet(fixture, "steam", 1500));
  CHECK(run.moved("site.extract>site.steam") == Approx(100 * 1000.0));
  CHECK(run.did("backup_boiler") == Approx(100 * 300.0));
}

namespace {

constexpr double digestion = 1.0 / 5;  // k [1/d] of the fixture
constexpr double leaving = 1.0 / 25;   // feed over volume [1/d] of the fixture

/// A recipe's gas holds at 25 d, where k HRT / (1 + k HRT) = 5/6 is digested: kitchen_waste_ad
/// gives 0.4038 t of carbon per tonne of carbon at most.
double gas_carbon(const Run& run) { return carbon_share(run, "site.gasify>site.biogas"); }

/// [d] of steady gas that a tank gives in its first `days`, counted day by day: what came on a day
/// is in the tank at its end, e^-(k + a) of what was there is left, and the gas is k / (k + a) of
/// what goes.
double days_of_gas(double days, double k, double a) {
  double held = 0;  // of what a day brings
  double gone = 0;
  for (int day = 0; day < days; ++day) {
    gone += held * (1 - std::exp(-(k + a)));
    held = held * std::exp(-(k + a)) + 1;
  }
  return gone;
}

}  // namespace

TEST_CASE("digester: a tank that is fed evenly comes to the recipe's gas, by first order") {
  const auto fixture = fixture_of("digester");
  const Run young(fixture, 10);
  const Run old(fixture, 300);
  const Run older(fixture, 301);
  const double daily = gas_carbon(older) - gas_carbon(old);
  CHECK(daily == Approx(0.403843 * carbon_share(old, "site.kitchen_waste>site.digest") / 300)
                     .epsilon(0.03));  // printed shares close to 0.972
  CHECK(gas_carbon(young) / daily == Approx(days_of_gas(10, digestion, leaving)).epsilon(1e-6));
  // In continuous time 10 - (1 - e^-2.4) / 0.24 = 6.21 days of gas; a day's rounds take half a day.
  CHECK(gas_carbon(young) / daily == Approx(6.21 - 0.5).epsilon(0.02));
}

TEST_CASE("digester: the steady gas follows the retention time, k HRT / (1 + k HRT)") {
  auto fixture = fixture_of("digester");
  const auto daily = [&](double retention) {
    fixture.settings.parameters.set("retention", retention);
    return gas_carbon(Run(fixture, 401)) - gas_carbon(Run(fixture, 400));
  };
  const auto digested = [](double days) { return days / 5 / (1 + days / 5); };
  CHECK(daily(10) / daily(25) == Approx(digested(10) / digested(25)).epsilon(1e-6));
  CHECK(daily(40) / daily(25) == Approx(digested(40) / digested(25)).epsilon(1e-6));
}

TEST_CASE("digester: half the feed stays twice as long and gives more than half the gas") {
  auto fixture = fixture_of("digester");
  const auto daily = [&](double feed) {
    const auto with = [&](double days) {
      sim::Plan plan = tests::build_in_the_world(fixture, days);
      for (sim::ProcessSpec& process : plan.processes)
        if (process.name == "site.digest") process.capacity *= feed;
      return gas_carbon(Run(std::move(plan)));
    };
    return with(401) - with(400);
  };
  // 50 d instead of 25 d: 10/11 instead of 5/6 of what can be digested.
  CHECK(daily(0.5) / daily(1) == Approx(0.5 * (10.0 / 11) / (5.0 / 6)).epsilon(1e-6));
}

TEST_CASE("digester: without feed the tank goes on giving gas, and no digestate leaves") {
  auto fixture = fixture_of("digester");
  fixture.settings.stops = {{60, 100}};
  fixture.settings.base_operating_days = 340;
  const Run fed(fixture, 61);  // the day after the last feed still counts what came before
  const Run stopped(fixture, 81);
  const Run gone(fixture, 400);
  const double left = gas_carbon(stopped) - gas_carbon(fed);
  CHECK(left > 0);
  const Run day(fixture, 62);
  // e^(-k days): twenty days give (1 - e^-4) / (1 - e^-0.2) times what the first one gives.
  CHECK(left / (gas_carbon(day) - gas_carbon(fed)) ==
        Approx((1 - std::exp(-4.0)) / (1 - std::exp(-0.2))).epsilon(1e-6));
  CHECK(stopped.did("overflow") == Approx(fed.did("overflow")));
  CHECK(gone.did("overflow") > stopped.did("overflow"));
}

TEST_CASE("digester: digestate comes a retention time late") {
  const auto fixture = fixture_of("digester");
  const Run run(fixture, 25);
  const double in = run.moved("site.digest>site.tank");
  // 1 - (1 - e^-1) = 0.368 of 25 days' feed has left after 25 days; a day's rounds take some.
  CHECK(run.did("overflow") / in == Approx(std::exp(-1.0)).epsilon(0.05));
}

TEST_CASE("digester: a tank that was over-full gives up what is too much, and is fed again") {
  auto fixture = fixture_of("digester");
  fixture.settings.stocks["tank"].initial = 1.2 * 25 * 100;
  const Run run(fixture, 30);
  CHECK(run.did("digest") > 28 * 100);
  CHECK(run.did("overflow") > 500);  // at once, beside what the feed pushes out
}

TEST_CASE("digester: what the engine does not take is flared") {
  auto fixture = fixture_of("digester");
  fixture.settings.parameters.set("engine_capacity", 0.0);
  const Run run(fixture);
  CHECK(run.did("engine") == 0);
  CHECK(run.did("flare") == Approx(run.did("gasify")).epsilon(0.02));
}

TEST_CASE("landfill: half of the biogenic carbon turns to gas, by first order, over decades") {
  const auto fixture = fixture_of("landfill");
  const Run run(fixture, 365);
  const double carbon = carbon_share(run, "site.msw>site.bury");
  CHECK(carbon_share(run, "site.bury>site.gas_to_come") == Approx(0.5 * carbon).epsilon(1e-6));
  // Fed evenly for a year T: what has rotted is 1 - (1 - e^-kT) / kT of it, a month's lag apart.
  const double kt = 0.05;
  const double rotted = 1 + std::expm1(-kt) / kt;
  const double gas = carbon_share(run, "site.gas_to_come>site.rot");
  CHECK(gas == Approx(0.5 * carbon * rotted).epsilon(0.02));
  CHECK(run.moved("site.rot>site.ch4_generated") ==
        Approx(gas * 0.5 * 16.043 / 12.011).epsilon(1e-3));
  CHECK(run.moved("site.rot>site.ch4_escaped") ==
        Approx(0.5 * 0.9 * run.moved("site.rot>site.ch4_generated")));
  CHECK(run.did("flare") == Approx(0.5 * run.did("rot")).epsilon(1e-6));
}

TEST_CASE("landfill: gas goes on when burying has ended, and the engine takes what it can") {
  auto fixture = fixture_of("landfill");
  fixture.settings.parameters.set("capacity", 0.0);
  fixture.settings.parameters.set("engine_capacity", 1e3);
  fixture.settings.stocks["gas_to_come"].initial = 1000;
  const Run run(fixture, 365);
  CHECK(run.did("rot") == Approx(-1000 * std::expm1(-0.05)).epsilon(1e-3));
  CHECK(run.did("flare") == 0);
  // 0.5 x 0.35 x 50 MJ/kg of the methane captured.
  const double methane = 0.5 * run.moved("site.rot>site.ch4_generated");
  CHECK(run.moved("site.engine>world.grid") == Approx(methane * 50 / 3.6 * 0.35).epsilon(1e-6));
}

TEST_CASE("collection: coverage times capture is collected, the rest goes elsewhere") {
  const Run run(fixture_of("collection"));
  CHECK(run.moved("site.collect>site.al_scrap_mixed") == Approx(0.3 * run.did("collect")));
}

TEST_CASE("remelter: the product keeps the grade, whatever is charged") {
  auto fixture = fixture_of("remelter");
  for (const double primary : {0.0, 20.0, 60.0}) {
    fixture.settings.parameters.set("primary_capacity", primary);
    const Run run(fixture);
    sim::Mixture product = run.substances("site.melt_ubc>site.can_slab") +
                           run.substances("site.melt_al_scrap_mixed>site.can_slab") +
                           run.substances("site.dilute>site.can_slab");
    product /= product.sum();
    const auto share = [&](const char* substance) {
      return product[run.table().at(substance).value];
    };
    CAPTURE(primary);
    CHECK(share("Mg") <= 0.013 + 1e-9);
    CHECK(share("Si") <= 0.006 + 1e-9);
    CHECK(share("Fe") <= 0.008 + 1e-9);
    CHECK(share("Cu") <= 0.0025 + 1e-9);
  }
}

TEST_CASE("remelter: where the product is full, primary metal gives way to scrap") {
  auto fixture = fixture_of("remelter");
  fixture.settings.parameters.set("primary_capacity", 60.0);
  sim::Plan plan = tests::build_in_the_world(fixture, 100);
  for (sim::ProcessSpec& process : plan.processes) {
    if (!process.name.starts_with("site.can_slab>")) continue;
    process.role = sim::Role::ordinary;
    process.capacity = 30;
  }
  const Run run(std::move(plan));
  CHECK(run.did("dilute") < 0.1 * run.did("melt_ubc"));
}

TEST_CASE("remelter: clean scrap makes room for mixed scrap, primary metal for more of it") {
  auto fixture = fixture_of("remelter");
  const auto mixed = [&](double primary) {
    fixture.settings.parameters.set("primary_capacity", primary);
    const Run run(fixture);
    return run.moved("site.melt_al_scrap_mixed>site.can_slab");
  };
  const double without = mixed(0);
  CHECK(without > 0);
  fixture.settings.parameters.set("feeds", std::vector<std::string>{"al_scrap_mixed"});
  const double alone = mixed(0);
  const double diluted = mixed(80);
  CHECK(alone < 1e-6);
  CHECK(diluted > 0);
}
