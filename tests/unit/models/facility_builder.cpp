#include "models/facility_builder.h"

#include <catch2/catch.hpp>

#include "small_library.h"

using namespace huan;
using tests::Site;

namespace {

void smelt(Site& site) {
  auto builder = site.builder();
  builder.recipe("run", "smelting", 100);
}

}  // namespace

TEST_CASE("A stock is made once, with the scenario's size and content before the model's") {
  Site site;
  site.settings.stocks["ore"] = {50, 20};
  auto builder = site.builder();
  const auto first = builder.stock("ore", 7);
  CHECK(builder.stock("ore", 9) == first);
  CHECK(site.stock("site.ore")->capacity == 50);
  CHECK(site.stock("site.ore")->initial.sum() == Approx(20));
  CHECK(site.stock("site.ore")->initial[site.plan.substances.at("Fe").value] == Approx(12));
  builder.stock("metal", 7);
  CHECK(site.stock("site.metal")->capacity == 7);
}

TEST_CASE(
    "A material with the name of a carrier in the same facility is refused, not mixed with it") {
  Site site;
  auto builder = site.builder();
  builder.carrier("ore", 7);
  CHECK_THROWS_AS(builder.stock("ore", 7), std::invalid_argument);
}

TEST_CASE("The main feed and the products have stocks of days of running, lime is bought") {
  Site site;
  smelt(site);
  const double running_t = 100 * 365.0 / 292;  // the recipe runs 292 days a year
  CHECK(site.stock("site.ore")->capacity == Approx(10 * running_t));
  CHECK(site.stock("site.metal")->capacity == Approx(2 * running_t * 0.54).epsilon(1e-3));
  CHECK(site.stock("site.flux") == nullptr);
  CHECK(site.drawn("site.run", "world.flux") == Approx(0.1));
  CHECK(site.stock("world.flux")->boundary);
  CHECK(site.drawn("site.run", "site.ore") == Approx(1));
}

TEST_CASE("An auxiliary input that a route names is joined, not bought") {
  Site site;
  site.settings.stocks["flux"] = {};
  smelt(site);
  CHECK(site.drawn("site.run", "site.flux") == Approx(0.1));
  CHECK(site.stock("world.flux") == nullptr);
}

TEST_CASE("An import that a route brings too is bought when short") {
  Site site;
  site.settings.stocks["ore"] = {};
  site.settings.parameters.set("imports", std::vector<std::string>{"ore"});
  smelt(site);
  const sim::ProcessSpec* buying = site.process("site.buy_ore");
  REQUIRE(buying != nullptr);
  CHECK(buying->role == sim::Role::make_up);
  CHECK(site.drawn("site.run", "site.ore") == Approx(1));
}

TEST_CASE("An import that nothing else brings is drawn from the world") {
  Site site;
  site.settings.parameters.set("imports", std::vector<std::string>{"ore"});
  smelt(site);
  CHECK(site.drawn("site.run", "world.ore") == Approx(1));
  CHECK(site.process("site.buy_ore") == nullptr);
}

TEST_CASE("An export leaves directly, or what a route leaves of it") {
  Site alone;
  alone.settings.parameters.set("exports", std::vector<std::string>{"slag"});
  smelt(alone);
  CHECK(alone.given("site.run", "world.slag") != nullptr);
  CHECK(alone.stock("site.slag") == nullptr);

  Site joined;
  joined.settings = alone.settings;
  joined.settings.stocks["slag"] = {};
  smelt(joined);
  CHECK(joined.given("site.run", "site.slag") != nullptr);
  REQUIRE(joined.process("site.sell_slag") != nullptr);
  CHECK(joined.process("site.sell_slag")->role == sim::Role::overflow);
}

TEST_CASE("Energy in MWh: power from the grid, heat from bought fuel that emits its co2") {
  Site site;
  smelt(site);
  CHECK(site.drawn("site.run", "world.grid") == Approx(0.5));
  CHECK(site.drawn("site.run", "world.fuel") == Approx(1.0));
  CHECK(site.given("site.run", "world.surroundings")->amount.constant == Approx(0.5));
  CHECK(site.given("site.run", "site.co2_fuel")->amount.constant == Approx(0.34));
  CHECK(site.given("site.run", "site.opex")->amount.constant == Approx(100));
  CHECK(site.stock("site.co2_direct_fossil") == nullptr);
}

TEST_CASE("Joined heat emits no co2 of bought fuel; only its make-up does") {
  Site site;
  site.settings.stocks["heat"] = {};
  smelt(site);
  CHECK(site.drawn("site.run", "site.heat") == Approx(1.0));
  CHECK(site.given("site.run", "site.co2_fuel") == nullptr);
  REQUIRE(site.process("site.buy_heat") != nullptr);
  CHECK(site.process("site.buy_heat")->role == sim::Role::make_up);
  CHECK(site.given("site.buy_heat", "site.co2_fuel")->amount.constant == Approx(0.34));
  CHECK(site.stock("site.heat")->capacity == 0);
}

TEST_CASE("Steam and power that routes name are junctions with a vent and the grid behind them") {
  Site site;
  site.settings.stocks["steam"] = {};
  site.settings.stocks["electricity"] = {};
  smelt(site);
  CHECK(site.stock("site.steam")->material == "heat");
  CHECK(site.given("site.run", "site.steam")->amount.constant == Approx(0.5));
  CHECK(site.process("site.vent")->role == sim::Role::overflow);
  CHECK(site.drawn("site.run", "site.electricity") == Approx(0.5));
  CHECK(site.process("site.buy_electricity")->role == sim::Role::make_up);
}

TEST_CASE("A scenario's numbers go before the recipe's") {
  Site site;
  site.settings.overrides = {
      {"run.energy.electricity_use", 0.7}, {"run.yield.metal", 0.5}, {"run.capacity", 80}};
  site.settings.factors = {{"run.cost.opex", 2}};
  smelt(site);
  CHECK(site.drawn("site.run", "world.grid") == Approx(0.7));
  CHECK(site.given("site.run", "site.opex")->amount.constant == Approx(200));
  CHECK(site.process("site.run")->capacity == 80);
  CHECK(site.stock("site.ore")->capacity == Approx(1000));  // 10 d x 80 t/d x 365/292
}

TEST_CASE(
    "Where outages are played the process wants its running rate, and days of it are stored") {
  Site site;
  site.settings.outages.push_back({"outage", 80, 20, sim::Clock::operating, false});
  smelt(site);
  CHECK(site.stock("site.ore")->capacity == Approx(1000));
}

TEST_CASE("Joined heat that is bought emits by the fuels of all its users") {
  Site site;
  site.settings.stocks["heat"] = {};
  models::Recipe gas = tests::rolling();
  gas.energy = {{"heat_use", {7.2, 6, 8, "GJ/t", "test"}}};         // 2 MWh/t
  gas.emissions = {{"co2_fuel", {404, 400, 410, "kg/t", "test"}}};  // 0.202 t/MWh
  site.library.recipes["rolling"] = gas;
  auto builder = site.builder();
  builder.recipe("run", "smelting", 100);  // 100 MWh/d at 0.34 t/MWh
  builder.recipe("roll", "rolling", 50);   // 100 MWh/d at 0.202 t/MWh
  CHECK(site.given("site.buy_heat", "site.co2_fuel")->amount.constant == Approx(0.271));
}

TEST_CASE("Bought heat can be limited, and be none") {
  Site site;
  site.settings.stocks["heat"] = {};
  site.settings.parameters.set("backup_heat", 0.0);
  smelt(site);
  CHECK(site.process("site.buy_heat")->capacity == 0);
}

TEST_CASE("A scenario may state what permits are about, and is told of items that nobody knows") {
  Site site;
  site.settings.overrides = {{"run.emission.NOx", 0.0005},
                             {"run.emission.noxx", 0.5},
                             {"run.emission.heat_use", 0.5},
                             {"run.energy.fuel_saved", 0.5}};
  auto builder = site.builder();
  builder.recipe("run", "smelting", 100);
  CHECK(site.given("site.run", "site.NOx")->amount.constant == Approx(0.0005));
  CHECK(site.given("site.run", "site.SO2") == nullptr);
  CHECK(builder.unused_overrides() == std::vector<std::string>{"run.emission.heat_use",
                                                               "run.emission.noxx",
                                                               "run.energy.fuel_saved"});
}

TEST_CASE("Whatever a recipe says it emits is tallied, CO2 of the mass balance apart") {
  Site site;
  site.library.recipes["smelting"].emissions.push_back({"dust", {0.2, 0.1, 0.3, "kg/t", "test"}});
  smelt(site);
  CHECK(site.given("site.run", "site.dust")->amount.constant == Approx(0.0002));
  CHECK(site.stock("site.co2_direct_fossil") == nullptr);
}

TEST_CASE("What nothing answered to is reported") {
  Site site;
  site.settings.stocks["oar"] = {};
  site.settings.overrides = {{"run.yield.metal", 0.5}, {"melt.yield.metal", 0.5}};
  auto builder = site.builder();
  builder.recipe("run", "smelting", 100);
  CHECK(builder.unused_stocks() == std::vector<std::string>{"oar"});
  CHECK(builder.unused_overrides() == std::vector<std::string>{"melt.yield.metal"});
}

TEST_CASE("Facilities of one plan share the world's stocks and completed recipes") {
  Site site;
  models::Surroundings surroundings;
  for (const char* id : {"a", "b"}) {
    site.settings.spec.id = id;
    models::FacilityBuilder builder(site.plan, site.library, site.settings, &surroundings);
    builder.recipe("run", "smelting", 100);
  }
  int grids = 0;
  for (const auto& stock : site.plan.stocks) grids += stock.name == "world.grid" ? 1 : 0;
  CHECK(grids == 1);
  CHECK(site.process("b.run") != nullptr);
}

TEST_CASE("What nobody uses of an allowance lapses") {
  Site site;
  auto builder = site.builder();
  const auto right = builder.allowance("chlorine", "t");
  CHECK(builder.allowance("chlorine", "t") == right);
  CHECK(site.stock("site.chlorine")->capacity == 0);
  CHECK(site.process("site.unused_chlorine")->role == sim::Role::overflow);
  CHECK(site.process("site.unused_chlorine")->capacity == sim::unlimited);
}

TEST_CASE("The rest of every substance goes where rest_to says") {
  Site site;
  auto builder = site.builder();
  sim::Mixture iron = site.plan.substances.zero();
  iron[site.plan.substances.at("Fe").value] = 0.9;
  builder.process("split", 10)
      .draws(builder.stock("ore", 1))
      .delivers(builder.stock("metal", 1), iron)
      .delivers_amount(builder.tally("opex", "yuan"), 5)
      .rest_to(builder.stock("slag", 1));
  const auto* slag = site.given("site.split", "site.slag");
  CHECK(site.share_of(*slag, "Fe") == Approx(0.1));
  CHECK(site.share_of(*slag, "Si") == Approx(1));
}

TEST_CASE("Building one process twice is a mistake of the model") {
  Site site;
  auto builder = site.builder();
  builder.process("run", 1);
  CHECK_THROWS_AS(builder.process("run", 1), std::logic_error);
}

TEST_CASE("A parameter follows the profile that is laid over it, by id or by name") {
  Site site;
  site.plan.profiles = {{"winter", {0}, {1}}, {"summer", {0}, {1}}};
  site.settings.parameters.set("rate_profile", std::string("summer"));
  site.settings.profiles["demand"] = sim::ProfileId(0);
  site.settings.parameters.set("heat_profile", std::string("autumn"));
  auto builder = site.builder();
  CHECK(builder.profile("rate") == sim::ProfileId(1));
  CHECK(builder.profile("demand") == sim::ProfileId(0));
  CHECK_FALSE(builder.profile("capacity").valid());
  CHECK_THROWS_AS(builder.profile("heat"), std::out_of_range);
}

TEST_CASE("Outages make the running rate, and a base that knew fewer keeps it") {
  Site site;
  site.settings.parameters.set("capacity", 90.0);
  auto builder = site.builder();
  CHECK(builder.capacity("capacity", "smelting").wanted == Approx(90));
  CHECK(builder.capacity("capacity", "smelting").running == Approx(90 * 365.0 / 292));
  sim::OutageSpec outage;
  outage.mean_up = 9;
  outage.mean_down = 1;
  site.settings.outages = {outage};
  CHECK(builder.capacity("capacity", "smelting").wanted == Approx(100));
  site.settings.outages[0].mean_down = 2;
  site.settings.base_operating_days = 0.9 * 365;
  CHECK(builder.capacity("capacity", "smelting").wanted == Approx(100));
  site.settings.parameters.set_running_rate("capacity");
  CHECK(builder.capacity("capacity", "smelting").wanted == Approx(90));
}
