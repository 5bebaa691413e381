// What single models promise in their equations, seen in runs with the shipped library.
#include <catch2/catch.hpp>

#include "model_run.h"
#include "models/heating_value.h"
#include "scenarios/reader/library.h"

using namespace huan;
using tests::fixture_of;
using tests::Run;

namespace {

double heat_of(const Run& run, const std::string& flow) {
  return (models::heat_weights(run.table()) * run.substances(flow)).sum();
}

}  // namespace

TEST_CASE("incinerator: at the reference waste about 370 kWh of power come from a tonne") {
  const Run run(fixture_of("incinerator without sludge"));
  CHECK(run.did("grate") == Approx(run.did("furnace")));
  CHECK(run.moved("site.turbine>world.grid") / run.did("grate") == Approx(0.370).epsilon(0.03));
}

TEST_CASE(
    "incinerator: waste above the design heating value meets the heat limit, not the mass limit") {
  auto fixture = fixture_of("incinerator without sludge");
  fixture.settings.parameters.set("design_heating_value", 5.0);
  const Run run(fixture);
  const double heat = heat_of(run, "site.msw>site.grate");
  CHECK(heat == Approx(100 * 2250 * 5.0 / 3.6).epsilon(0.005));  // lime and carbon count too
  CHECK(run.did("grate") < 0.85 * run.did("furnace"));
}

TEST_CASE("incinerator: sludge goes before waste, up to its share, within one mass limit") {
  const Run run(fixture_of("incinerator"));
  CHECK(run.did("cofire") == Approx(0.1 * run.did("grate")));
  CHECK(run.did("cofire") + run.did("grate") == Approx(100 * 2250.0));
}

TEST_CASE("incinerator: a stopped grate burns no sludge and makes no steam") {
  auto fixture = fixture_of("incinerator");
  fixture.settings.stops = {{0, 100}, {200, 201}};
  fixture.settings.base_operating_days = 350;
  const Run run(fixture, 100);
  CHECK(run.did("grate") == 0);
  CHECK(run.did("cofire") == 0);
  CHECK(run.did("turbine") == 0);
}

TEST_CASE("incinerator: a small turbine leaves the rest of the steam to the vent") {
  auto fixture = fixture_of("incinerator without sludge");
  fixture.settings.parameters.set("turbine_capacity", 480.0);
  const Run run(fixture);
  CHECK(run.moved("site.turbine>world.grid") == Approx(100 * 480.0));
  CHECK(run.did("vent") > 0);
}

TEST_CASE("cement_kiln: chlorine in all that enters stays at its limit") {
  const Run run(fixture_of("cement_kiln"), 300);
  double chlorine = 0;
  double mass = 0;
  for (const char* flow : {"world.raw_meal>site.burn_meal", "world.thermal_coal>site.fire",
                           "world.ammonia_water_25>site.burn_meal", "site.rdf>site.burn_rdf",
                           "site.hw_smp>site.burn_hw"}) {
    chlorine += run.moved(flow, "Cl");
    mass += run.moved(flow);
  }
  CHECK(chlorine / mass == Approx(0.0004).epsilon(1e-3));
}

TEST_CASE("cement_kiln: each limit holds when it is the one that binds") {
  struct Limit {
    const char* name;
    std::vector<std::pair<const char*, double>> weights;
    bool per_clinker;
  };
  const std::vector<Limit> limits = {
      {"chlorine_limit", {{"Cl", 1}}, false},
      {"fluorine_limit", {{"F", 1}}, false},
      {"mercury_limit", {{"Hg", 1}}, true},
      {"lead_cadmium_limit", {{"Pb", 1}, {"Cd", 1}}, true},
      {"heavy_metal_limit",
       {{"Cr", 1}, {"Sn", 10}, {"Sb", 50}, {"Cu", 1}, {"Mn", 1}, {"Ni", 1}},
       true}};
  const auto brought = [](const Run& run, const Limit& limit) {
    double sum = 0;
    double mass = 0;
    for (const char* flow : {"world.raw_meal>site.burn_meal", "world.thermal_coal>site.fire",
                             "world.ammonia_water_25>site.burn_meal", "site.rdf>site.burn_rdf",
                             "site.sludge_80>site.burn_sludge", "site.hw_smp>site.burn_hw"}) {
      mass += run.moved(flow);
      for (const auto& [substance, weight] : limit.weights)
        sum += weight * run.moved(flow, substance);
    }
    const double clinker =
        run.moved("site.burn_meal>site.clinker") + run.moved("site.fire>site.clinker");
    return sum / (limit.per_clinker ? clinker : mass);
  };
  for (const Limit& limit : limits) {
    CAPTURE(limit.name);
    auto fixture = fixture_of("cement_kiln");
    for (const Limit& other : limits) fixture.settings.parameters.set(other.name, 0.9);
    const double free = brought(Run(fixture), limit);
    for (const char* feed : {"msw_limit", "sludge_limit", "hw_limit"})
      fixture.settings.parameters.set(feed, 0.0);
    const double own = brought(Run(fixture), limit);  // meal and coal alone
    REQUIRE(free > own);
    fixture = fixture_of("cement_kiln");
    for (const Limit& other : limits) fixture.settings.parameters.set(other.name, 0.9);
    const double half = 0.5 * (own + free);
    fixture.settings.parameters.set(limit.name, half);
    // Clinker counts as the recipe's; the ash of coal that wastes save is 0.3 % of it.
    CHECK(brought(Run(fixture), limit) <= half * (1 + 5e-3));
  }
}

TEST_CASE("cement_kiln: shares of waste per clinker hold when they bind") {
  for (const auto& [share, flow] : {std::pair{"rdf_share", "site.rdf>site.burn_rdf"},
                                    std::pair{"sludge_share", "site.sludge_80>site.burn_sludge"},
                                    std::pair{"hw_share", "site.hw_smp>site.burn_hw"}}) {
    CAPTURE(share);
    auto fixture = fixture_of("cement_kiln");
    fixture.settings.parameters.set(share, 0.005);
    const Run run(fixture);
    const double clinker =
        run.moved("site.burn_meal>site.clinker") + run.moved("site.fire>site.clinker");
    CHECK(run.moved(flow) == Approx(0.005 * clinker).epsilon(0.02));
  }
}

TEST_CASE("cement_kiln: what needs none of an allowance is not held back by it") {
  const Run run(fixture_of("cement_kiln"), 300);
  CHECK(run.did("burn_sludge") == Approx(300 * 164.0));
}

TEST_CASE("cement_kiln: wet sludge costs clinker") {
  auto without = fixture_of("cement_kiln");
  without.settings.parameters.set("sludge_limit", 0.0);
  const Run wet(fixture_of("cement_kiln"));
  const Run dry(without);
  const double clinker_per_meal = wet.moved("site.kiln_time>site.burn_meal") / wet.did("burn_meal");
  CHECK(clinker_per_meal * (dry.did("burn_meal") - wet.did("burn_meal")) ==
        Approx(0.25 * wet.did("burn_sludge")).epsilon(1e-6));
}

TEST_CASE("cement_kiln: without waste it burns the recipe's coal and makes the recipe's clinker") {
  auto fixture = fixture_of("cement_kiln");
  for (const char* limit : {"msw_limit", "sludge_limit", "hw_limit"})
    fixture.settings.parameters.set(limit, 0.0);
  const Run run(fixture);
  const double meal = run.did("burn_meal");
  CHECK(run.did("fire") == Approx(0.0885 * meal).epsilon(1e-9));
  CHECK(run.moved("site.burn_meal>site.clinker") + run.moved("site.fire>site.clinker") ==
        Approx(0.67 * meal).epsilon(0.01));
  // 189.7 kg of fossil CO2 per tonne of meal.
  const double carbon = run.moved("site.fire>world.air", "C_fossil") +
                        run.moved("site.burn_meal>world.air", "C_fossil");
  CHECK(carbon * 44.009 / 12.011 == Approx(0.1897 * meal).epsilon(0.01));
}

TEST_CASE("cement_kiln: what waste gives of heat is coal that is not drawn") {
  auto fixture = fixture_of("cement_kiln");
  fixture.settings.parameters.set("sludge_limit", 0.0);
  const Run run(fixture);
  const double saved_mwh =
      run.moved("site.burn_rdf>site.kiln_heat") + run.moved("site.burn_hw>site.kiln_heat");
  CHECK(saved_mwh == Approx(9.2 / 3.6 * run.did("burn_rdf") + 5.5 / 3.6 * run.did("burn_hw")));
  const double coal_mwh = heat_of(run, "world.thermal_coal>site.fire");
  const double per_coal = coal_mwh / run.did("fire");
  CHECK(run.did("fire") ==
        Approx(0.0885 * run.did("burn_meal") - saved_mwh / per_coal).epsilon(1e-6));
  CHECK(saved_mwh > 0.02 * coal_mwh);
}

TEST_CASE("cement_kiln: a stopped kiln burns no waste") {
  auto fixture = fixture_of("cement_kiln");
  fixture.settings.stops = {{0, 100}};
  fixture.settings.base_operating_days = 250;
  const Run run(fixture, 100);
  CHECK(run.did("burn_rdf") == 0);
  CHECK(run.did("burn_sludge") == 0);
  CHECK(run.did("burn_hw") == 0);
}

TEST_CASE("coke_plant: underfiring takes 2.45 GJ per tonne of coal, the flare what nobody uses") {
  const Run run(fixture_of("coke_plant"));
  CHECK(run.did("underfiring") * 37.4 == Approx(2.45 * run.did("ovens")));
  CHECK(run.moved("site.ovens>site.cog") ==
        Approx(run.did("underfiring") + run.moved("site.cog>site.flare")));
  CHECK(run.moved("site.ovens>site.coke_hot") == Approx(100 * 5500.0).epsilon(0.01));
}

TEST_CASE("sludge_dryer: heat goes with the water fed, and without heat nothing dries") {
  const auto fixture = fixture_of("sludge_dryer");
  const Run run(fixture);
  CHECK(run.moved("site.heat>site.dry") ==
        Approx(2.05 / 3.6 / 0.8 * run.moved("site.sludge_80>site.dry", "water")));

  sim::Plan cut = tests::build_in_the_world(fixture, 100);
  for (sim::ProcessSpec& process : cut.processes) {
    if (process.name.ends_with(">site.heat")) process.capacity = 0;
  }
  CHECK(Run(std::move(cut)).did("dry") == 0);
}

TEST_CASE("heat_network: what the network does not get is short of its want") {
  sim::Plan plan = tests::build_in_the_world(fixture_of("heat_network"), 100);
  for (sim::ProcessSpec& process : plan.processes) {
    if (process.name.ends_with(">site.heat")) process.capacity = 300;
    if (process.name == "site.boiler") process.capacity = 200;
  }
  const Run run(std::move(plan));
  CHECK(run.did("demand") == Approx(100 * 500.0));
  CHECK(run.did("boiler") == Approx(100 * 200.0));
  CHECK(run.wanted("demand") == Approx(100 * 1000.0));
}

TEST_CASE("landfill: a full cell takes no more") {
  auto fixture = fixture_of("landfill");
  fixture.settings.parameters.set("cell", 7300.0);
  sim::Plan plan = tests::build_in_the_world(fixture, 100);
  std::erase_if(plan.processes, [](const sim::ProcessSpec& process) {
    return process.name.starts_with("site.landfilled_mass>");
  });
  const Run run(std::move(plan));
  CHECK(run.moved("site.bury>site.landfilled_mass") == Approx(7300));
}

TEST_CASE("households: setting kitchen waste apart leaves a drier rest of higher heating value") {
  auto fixture = fixture_of("households");
  const auto heating_value = [&](double coverage) {
    fixture.settings.parameters.set("coverage", coverage);
    fixture.settings.parameters.set("recyclables_capture", 0.0);
    const sim::Plan plan = tests::build_alone(fixture);
    for (const sim::ProcessSpec& process : plan.processes) {
      if (process.name != "site.generation") continue;
      const auto& rest = process.deliveries.back();
      const sim::Mixture waste =
          scenarios::shipped_library().material("msw").mixture(plan.substances) * rest.share;
      return models::heating_value(waste / waste.sum(), plan.substances);
    }
    return 0.0;
  };
  CHECK(heating_value(0) == Approx(6.24).epsilon(0.01));
  CHECK(heating_value(0.7) > heating_value(0.3));
  CHECK(heating_value(0.3) > heating_value(0));
}
