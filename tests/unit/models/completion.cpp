#include "models/completion.h"

#include <catch2/catch.hpp>

using namespace huan::models;
using huan::sim::Mixture;
using huan::sim::SubstanceTable;

namespace {

const SubstanceTable& table() {
  static const SubstanceTable substances = SubstanceTable::standard();
  return substances;
}

Quantity between(double value, double min, double max) {
  Quantity quantity;
  quantity.value = value;
  quantity.min = min;
  quantity.max = max;
  return quantity;
}

Quantity exactly(double value) { return between(value, value, value); }

void add(Library& library, const std::string& id, const std::map<std::string, double>& fractions) {
  Material& material = library.materials[id];
  material.id = id;
  for (const auto& [substance, fraction] : fractions) {
    material.composition[substance] = between(fraction, 0.75 * fraction, 1.25 * fraction);
  }
}

void add_gas(Library& library, const std::string& id,
             const std::map<std::string, double>& formula) {
  Material& material = library.materials[id];
  material.id = id;
  material.formula = formula;
  material.environment = "air";
}

Library shelf() {
  Library library;
  add_gas(library, "oxygen_air", {{"O", 2}});
  add_gas(library, "co2_fossil", {{"C_fossil", 1}, {"O", 2}});
  add_gas(library, "water_vapour", {{"water", 1}});
  add(library, "off_gas_trace", {{"other", 1}});
  library.materials["off_gas_trace"].environment = "air";
  add(library, "fuel", {{"C_fossil", 0.6}, {"H", 0.1}, {"O", 0.2}, {"other", 0.1}});
  add(library, "ash", {{"other", 1}});
  add(library, "scrap", {{"Fe", 0.5}, {"Al", 0.5}});
  add(library, "iron", {{"Fe", 1}});
  add(library, "aluminium", {{"Al", 1}});
  return library;
}

/// Burns everything: 0.6 t C needs 1.5984 t O, 0.1 t H needs 0.7936 t, 0.2 t is there.
Recipe furnace() {
  Recipe recipe;
  recipe.id = "furnace";
  recipe.feed = "fuel";
  recipe.inputs = {{"fuel", exactly(1)}, {"oxygen_air", between(2.2, 2, 2.4)}};
  recipe.outputs = {{"co2_fossil", between(2.2, 2, 2.4)},
                    {"water_vapour", between(0.9, 0.8, 1)},
                    {"ash", exactly(0.1)}};
  recipe.transfers = {{"C_fossil", "co2_fossil", exactly(1)}};
  recipe.reactions = {{"water_from_hydrogen", exactly(1)}};
  return recipe;
}

Recipe sorting() {
  Recipe recipe;
  recipe.id = "sorting";
  recipe.feed = "scrap";
  recipe.inputs = {{"scrap", exactly(1)}};
  recipe.outputs = {{"iron", between(0.5, 0.4, 0.6)}, {"aluminium", between(0.5, 0.4, 0.6)}};
  return recipe;
}

double share(const CompletedRecipe& recipe, std::size_t output, const char* substance) {
  return recipe.outputs[output].share(table().at(substance).value);
}

double drawn(const CompletedRecipe& recipe, const Mixture& feed) {
  const auto& demand = *recipe.inputs[1].by_feed;
  return std::max(0.0, demand.constant + (demand.weights * feed).sum());
}

}  // namespace

TEST_CASE("A furnace gives the carbon dioxide, water and ash of complete burning") {
  const Library library = shelf();
  const auto done = complete(furnace(), library, table());
  REQUIRE(done.inputs.size() == 2);
  REQUIRE(done.outputs.size() == 3);
  const double co2 = 0.6 * 44.009 / 12.011;
  const double vapour = 0.1 * 18.015 / 2.016;
  CHECK(done.inputs[1].amount == Approx(co2 + vapour - 0.9).epsilon(1e-9));
  CHECK(done.outputs[0].yield == Approx(co2).epsilon(1e-9));
  CHECK(done.outputs[1].yield == Approx(vapour).epsilon(1e-9));
  CHECK(done.outputs[2].yield == Approx(0.1).epsilon(1e-9));
  CHECK(share(done, 0, "C_fossil") == 1);
  CHECK(share(done, 1, "water") == Approx(1));
  CHECK(done.notes.empty());
}

TEST_CASE("Oxygen is drawn by what burns: another fuel draws another amount") {
  const Library library = shelf();
  const auto done = complete(furnace(), library, table());
  Mixture feed = library.material("fuel").mixture(table());
  CHECK(drawn(done, feed) == Approx(done.inputs[1].amount).epsilon(1e-9));
  feed(table().at("C_fossil").value) += 0.1;
  CHECK(drawn(done, feed) - done.inputs[1].amount == Approx(0.1 * 31.998 / 12.011).epsilon(1e-9));
  feed(table().at("O").value) += 0.05;
  CHECK(drawn(done, feed) - done.inputs[1].amount ==
        Approx(0.1 * 31.998 / 12.011 - 0.05).epsilon(1e-9));
  const Mixture wet = table().pure("water");
  CHECK(drawn(done, wet) == 0);
  CHECK(drawn(done, table().pure("O")) == 0);
}

TEST_CASE("The main feed comes first, wherever the recipe has it") {
  Recipe recipe = furnace();
  std::swap(recipe.inputs[0], recipe.inputs[1]);
  CHECK(complete(recipe, shelf(), table()).inputs[0].material == "fuel");
}

TEST_CASE("Unstated shares follow from yields and compositions") {
  const auto done = complete(sorting(), shelf(), table());
  CHECK(share(done, 0, "Fe") == Approx(1).margin(1e-9));
  CHECK(share(done, 1, "Al") == Approx(1).margin(1e-9));
  CHECK(done.outputs[0].misfit == Approx(0).margin(1e-9));
}

TEST_CASE("A yield stays within its range, and what that costs is shown as misfit") {
  Recipe recipe = sorting();
  recipe.outputs[0].amount = between(0.44, 0.40, 0.45);
  recipe.outputs[1].amount = between(0.56, 0.40, 0.60);
  const auto done = complete(recipe, shelf(), table());
  CHECK(done.outputs[0].yield <= 0.45 + 1e-9);
  CHECK(done.outputs[1].yield == Approx(1 - done.outputs[0].yield));
  CHECK(done.outputs[1].misfit > 0.05);
  CHECK(done.notes.empty());
}

TEST_CASE("Stated shares hold exactly, printed sums being rounded to one") {
  Recipe recipe = sorting();
  recipe.transfers = {{"Fe", "iron", exactly(0.9)}, {"Fe", "aluminium", exactly(0.0995)}};
  const auto done = complete(recipe, shelf(), table());
  CHECK(share(done, 0, "Fe") == Approx(0.9 / 0.9995).epsilon(1e-12));
  CHECK(share(done, 0, "Fe") + share(done, 1, "Fe") == Approx(1).epsilon(1e-14));
}

TEST_CASE("A substance that no composition names goes where the outputs' other goes") {
  Library library = shelf();
  add(library, "ore", {{"Fe", 0.58}, {"Zn", 0.1}, {"other", 0.32}});
  add(library, "slag", {{"Fe", 0.5}, {"other", 0.5}});
  add(library, "metal", {{"Fe", 0.9}, {"other", 0.1}});
  Recipe recipe;
  recipe.id = "smelter";
  recipe.feed = "ore";
  recipe.inputs = {{"ore", exactly(1)}};
  recipe.outputs = {{"slag", between(0.8, 0.7, 0.9)}, {"metal", between(0.2, 0.1, 0.3)}};
  const auto done = complete(recipe, library, table());
  CHECK(share(done, 0, "Zn") == Approx(0.4 / 0.42).margin(0.02));
  CHECK(share(done, 0, "other") == Approx(0.4 / 0.42).margin(0.02));
  CHECK(done.outputs[0].yield == Approx(0.8).margin(1e-3));
  CHECK(done.outputs[0].misfit < 0.002);
  CHECK(done.outputs[1].misfit < 0.01);
}

TEST_CASE("A share stated for one output leaves the rest to the others") {
  Recipe recipe = sorting();
  recipe.transfers = {{"Fe", "iron", exactly(0.9)}};
  const auto done = complete(recipe, shelf(), table());
  CHECK(share(done, 0, "Fe") == Approx(0.9).epsilon(1e-12));
  CHECK(share(done, 1, "Fe") == Approx(0.1).epsilon(1e-12));
}

TEST_CASE("A substance that the reference feed lacks leaves as its like does") {
  Recipe recipe = furnace();
  const auto done = complete(recipe, shelf(), table());
  CHECK(share(done, 0, "C_biogenic") == 1);
  CHECK(share(done, 2, "Zn") == Approx(1));
  for (int i = 0; i < table().size(); ++i) {
    double sum = 0;
    for (const auto& output : done.outputs) sum += output.share(i);
    CHECK(sum == Approx(1).epsilon(1e-14));
  }
}

TEST_CASE("Where every output is pure, traces get a way out and a note") {
  Recipe recipe = furnace();
  recipe.outputs.pop_back();
  const auto done = complete(recipe, shelf(), table());
  REQUIRE(done.outputs.size() == 3);
  CHECK(done.outputs[2].material == "off_gas_trace");
  CHECK(done.outputs[2].yield == Approx(0.1).epsilon(1e-9));
  REQUIRE(done.notes.size() == 2);
  CHECK_THAT(done.notes[0], Catch::Contains("other"));
  CHECK_THAT(done.notes[1], Catch::Contains("outside its range"));
}

TEST_CASE("A yield that cannot be kept is moved, and that is noted") {
  Recipe recipe = furnace();
  recipe.outputs[1].amount = between(0.5, 0.4, 0.6);
  const auto done = complete(recipe, shelf(), table());
  CHECK(done.outputs[1].yield == Approx(0.1 * 18.015 / 2.016).epsilon(1e-9));
  REQUIRE(done.notes.size() == 1);
  CHECK_THAT(done.notes[0], Catch::Contains("water_vapour"));
}

TEST_CASE("What is stated of a substance in part, with nobody to take the rest, is refused") {
  Recipe recipe = furnace();
  recipe.outputs.pop_back();
  recipe.transfers = {{"C_fossil", "co2_fossil", exactly(0.9)}};
  recipe.outputs.push_back({"off_gas_trace", exactly(0.1)});
  recipe.transfers.push_back({"C_fossil", "off_gas_trace", exactly(0.05)});
  CHECK_THROWS_WITH(complete(recipe, shelf(), table()), Catch::Contains("C_fossil"));
}

TEST_CASE("A recipe that contradicts itself is refused with its name and the substance's") {
  Recipe too_much = sorting();
  too_much.transfers = {{"Fe", "iron", exactly(0.9)}, {"Fe", "aluminium", exactly(0.2)}};
  CHECK_THROWS_WITH(complete(too_much, shelf(), table()),
                    Catch::Contains("'sorting'") && Catch::Contains("Fe"));

  Recipe no_air = furnace();
  no_air.inputs.pop_back();
  no_air.reactions.clear();
  CHECK_THROWS_WITH(complete(no_air, shelf(), table()),
                    Catch::Contains("'furnace'") && Catch::Contains(" O "));

  Recipe no_oxygen_for_water = no_air;
  no_oxygen_for_water.reactions = {{"water_from_hydrogen", exactly(1)}};
  CHECK_THROWS_WITH(complete(no_oxygen_for_water, shelf(), table()), Catch::Contains("more O"));

  Recipe no_outlet = sorting();
  no_outlet.transfers = {{"Al", "water_vapour", exactly(1)}};
  CHECK_THROWS_WITH(complete(no_outlet, shelf(), table()), Catch::Contains("water_vapour"));

  Recipe no_feed = sorting();
  no_feed.feed = "fuel";
  CHECK_THROWS_WITH(complete(no_feed, shelf(), table()), Catch::Contains("'fuel'"));
}
