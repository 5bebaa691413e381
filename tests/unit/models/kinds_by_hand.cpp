// Kinds whose numbers can be worked by hand with a small library.
#include <catch2/catch.hpp>

#include "models/kiln_limits.h"
#include "models/registry.h"
#include "small_library.h"

using namespace huan;
using tests::Site;

namespace {

void build(Site& site, const std::string& kind) {
  const models::ModelKind* model = models::find_model(kind);
  REQUIRE(model != nullptr);
  for (const models::ParameterSpec& p : model->parameters) {
    if (site.settings.parameters.has(p.name)) continue;
    if (const auto* number = std::get_if<double>(&p.fallback))
      site.settings.parameters.set(p.name, *number);
    if (const auto* text = std::get_if<std::string>(&p.fallback))
      site.settings.parameters.set(p.name, *text);
    if (const auto* flag = std::get_if<bool>(&p.fallback))
      site.settings.parameters.set(p.name, *flag);
  }
  auto builder = site.builder();
  model->build(builder);
}

double of_substance(const sim::Functional& functional, const sim::SubstanceTable& table,
                    const sim::Mixture& feed) {
  (void)table;
  const double amount = functional.constant + (functional.weights * feed).sum();
  return functional.floor_at_zero ? std::max(0.0, amount) : amount;
}

}  // namespace

TEST_CASE("recipe: a capacity counted in a product is divided by its yield") {
  Site site;
  site.settings.parameters.set("recipe", std::string("smelting"));
  site.settings.parameters.set("capacity", 54.0);
  site.settings.parameters.set("capacity_of", std::string("metal"));
  build(site, "recipe");
  CHECK(site.process("site.run")->capacity == Approx(100).epsilon(1e-3));

  Site wrong;
  wrong.settings.parameters = site.settings.parameters;
  wrong.settings.parameters.set("capacity_of", std::string("gold"));
  CHECK_THROWS_WITH(build(wrong, "recipe"), Catch::Contains("gold"));
}

TEST_CASE("works: each recipe is sized to what those before it make, and shares its stocks") {
  Site site;
  site.settings.parameters.set("recipes", std::vector<std::string>{"smelting", "rolling"});
  site.settings.parameters.set("capacity", 100.0);
  site.settings.parameters.set("margin", 1.2);
  build(site, "works");
  CHECK(site.process("site.smelting")->capacity == Approx(100));
  CHECK(site.process("site.rolling")->capacity == Approx(100 * 0.54 * 1.2).epsilon(1e-3));
  CHECK(site.given("site.smelting", "site.metal") != nullptr);
  CHECK(site.drawn("site.rolling", "site.metal") == Approx(1));
  CHECK(site.process("site.buy_metal") == nullptr);

  Site lost;
  lost.settings.parameters = site.settings.parameters;
  lost.settings.parameters.set("recipes", std::vector<std::string>{"rolling", "smelting"});
  CHECK_THROWS_WITH(build(lost, "works"), Catch::Contains("smelting") && Catch::Contains("ore"));
}

TEST_CASE("works: what it makes itself is bought when short, unless the scenario says never") {
  Site own;
  models::Recipe calcining;
  calcining.id = "calcining";
  calcining.feed = "slag";
  calcining.inputs = {{"slag", tests::share(1)}};
  calcining.outputs = {{"flux", tests::per_tonne(0.179)}, {"bar", tests::per_tonne(0.821)}};
  calcining.transfers = {{"Ca", "flux", tests::share(1)},
                         {"Si", "bar", tests::share(1)},
                         {"Fe", "bar", tests::share(1)}};
  own.library.recipes["calcining"] = calcining;
  own.settings.parameters.set("recipes", std::vector<std::string>{"smelting", "calcining"});
  own.settings.parameters.set("capacity", 100.0);
  Site bought = own;
  own.settings.parameters.set("never_buy", std::vector<std::string>{"flux"});
  build(own, "works");
  CHECK(own.drawn("site.smelting", "site.flux") == Approx(0.1));
  CHECK(own.process("site.buy_flux") == nullptr);
  build(bought, "works");
  CHECK(bought.process("site.buy_flux") != nullptr);
}

TEST_CASE("source: forced unless said, from the world, at its rate") {
  Site site;
  site.settings.parameters.set("material", std::string("ore"));
  site.settings.parameters.set("rate", 10.0);
  build(site, "source");
  CHECK(site.process("site.arises")->role == sim::Role::forced);
  CHECK(site.process("site.arises")->capacity == 10);
  CHECK(site.drawn("site.arises", "world.ore") == Approx(1));
  CHECK(site.stock("site.ore")->capacity == Approx(30));
}

TEST_CASE("households: the rest is what arises less what is set apart, substance by substance") {
  Site site;
  auto& p = site.settings.parameters;
  p.set("population", 1e6);
  p.set("per_head", 0.001);
  p.set("coverage", 0.5);
  p.set("kitchen_share", 0.25);
  p.set("kitchen_capture", 0.4);
  p.set("recyclables_share", 0.0);
  p.set("hazardous_share", 0.0);
  build(site, "households");
  CHECK(site.process("site.generation")->capacity == Approx(1000));
  const sim::Delivery* kitchen = site.given("site.generation", "site.kitchen_waste");
  // 0.5 x 0.4 x 0.25 = 0.05 t of kitchen waste per tonne: 0.04 t of 0.5 t water, 0.01 t of 0.2 t C.
  CHECK(site.share_of(*kitchen, "water") == Approx(0.08));
  CHECK(site.share_of(*kitchen, "C_biogenic") == Approx(0.05));
  CHECK(site.share_of(*site.given("site.generation", "site.msw"), "water") == Approx(0.92));
  CHECK(site.share_of(*site.given("site.generation", "site.msw"), "Si") == Approx(1));
  CHECK(site.process("site.kitchen_to_rest")->role == sim::Role::overflow);
}

TEST_CASE(
    "households: fractions that claim more of a substance than there is share what there is") {
  Site site;
  auto& p = site.settings.parameters;
  p.set("population", 1e6);
  p.set("coverage", 1.0);
  p.set("kitchen_share", 0.5);  // 0.1 t of carbon
  p.set("kitchen_capture", 1.0);
  p.set("recyclables_share", 1.0 / 3);  // 0.3 t: together 0.4 of 0.2 t
  p.set("recyclables_capture", 1.0);
  p.set("hazardous_share", 0.0);
  build(site, "households");
  const auto share = [&](const char* to) {
    return site.share_of(*site.given("site.generation", to), "C_biogenic");
  };
  CHECK(share("site.kitchen_waste") == Approx(0.25));
  CHECK(share("site.recyclables_mixed") == Approx(0.75));
  CHECK(share("site.msw") == Approx(0).margin(1e-12));
}

TEST_CASE("households: what leaves from here needs no way back") {
  Site site;
  site.settings.parameters.set("population", 1e6);
  site.settings.parameters.set("exports", std::vector<std::string>{"hw_mixed"});
  build(site, "households");
  CHECK(site.process("site.hazardous_to_rest") == nullptr);
  CHECK(site.given("site.generation", "world.hw_mixed") != nullptr);
  CHECK(site.process("site.kitchen_to_rest") != nullptr);
}

TEST_CASE("market: a demand with its price") {
  Site site;
  site.settings.parameters.set("material", std::string("bar"));
  site.settings.parameters.set("demand", 20.0);
  site.settings.parameters.set("price", 3000.0);
  build(site, "market");
  CHECK(site.process("site.consumption")->demand);
  CHECK(site.given("site.consumption", "site.sales")->amount.constant == Approx(3000));
  CHECK(site.stock("site.bar")->capacity == Approx(100));
}

TEST_CASE("heat_network: fuel of the peak boiler by its efficiency") {
  Site site;
  site.settings.parameters.set("demand", 960.0);
  site.settings.parameters.set("boiler_capacity", 240.0);
  site.settings.parameters.set("boiler_efficiency", 0.8);
  site.settings.parameters.set("boiler_co2", 0.34);
  build(site, "heat_network");
  CHECK(site.drawn("site.boiler", "world.fuel") == Approx(1.25));
  CHECK(site.given("site.boiler", "site.co2_fuel")->amount.constant == Approx(0.425));
  CHECK(site.process("site.boiler")->role == sim::Role::make_up);
  CHECK(site.process("site.demand")->unit == "MWh");
}

TEST_CASE("Kiln limits: clinker earns the limit less its own content, waste uses its excess") {
  const auto table = sim::SubstanceTable::standard();
  const auto& chlorine = models::kiln_limits()[0];
  sim::Mixture meal = 0.9998 * table.pure("Ca") + 0.0002 * table.pure("Cl");
  sim::Mixture fuel = 0.99 * table.pure("C_fossil") + 0.01 * table.pure("Cl");
  CHECK(of_substance(models::earned(chlorine, 0.0004, 0.65, table), table, meal) == Approx(0.0002));
  CHECK(of_substance(models::used_up(chlorine, 0.0004, table), table, fuel) == Approx(0.0096));
  // Below the limit itself: nothing is used up; over it already: nothing is earned.
  CHECK(of_substance(models::used_up(chlorine, 0.0004, table), table, meal) == 0);
  CHECK(of_substance(models::earned(chlorine, 0.0001, 0.65, table), table, meal) == 0);

  const auto& mercury = models::kiln_limits()[2];
  sim::Mixture waste = 0.999999 * table.pure("Si") + 1e-6 * table.pure("Hg");
  CHECK(of_substance(models::earned(mercury, 0.23e-6, 0.65, table), table, meal) ==
        Approx(0.65 * 0.23e-6));
  CHECK(of_substance(models::used_up(mercury, 0.23e-6, table), table, waste) == Approx(1e-6));
}
