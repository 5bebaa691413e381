#include "models/library.h"

#include <catch2/catch.hpp>

using huan::models::Library;
using huan::models::Material;
using huan::sim::SubstanceTable;

namespace {

Material dust() {
  Material material;
  material.id = "dust";
  material.composition["Zn"].value = 0.25;
  material.composition["Fe"].value = 0.30;
  material.composition["other"].value = 0.44;  // a printed remainder, rounded
  return material;
}

}  // namespace

TEST_CASE("A material's other is the remainder to one, whatever its row says") {
  const auto table = SubstanceTable::standard();
  const auto mixture = dust().mixture(table);
  CHECK(mixture(table.at("Zn").value) == Approx(0.25).epsilon(1e-14));
  CHECK(mixture(table.at("other").value) == Approx(0.45).epsilon(1e-14));
  CHECK(mixture.sum() == Approx(1).epsilon(1e-14));
}

TEST_CASE("A pure compound is weighed by atomic masses") {
  const auto table = SubstanceTable::standard();
  Material gas;
  gas.id = "co2_fossil";
  gas.formula = {{"C_fossil", 1}, {"O", 2}};
  CHECK(gas.pure());
  const auto mixture = gas.mixture(table);
  CHECK(mixture(table.at("C_fossil").value) == Approx(12.011 / 44.009).epsilon(1e-12));
  CHECK(mixture.sum() == Approx(1).epsilon(1e-14));

  Material vapour;
  vapour.formula = {{"water", 1}};
  CHECK(vapour.mixture(table)(table.at("water").value) == 1);
}

TEST_CASE("A material with too much, nothing or an unknown substance is refused by name") {
  const auto table = SubstanceTable::standard();
  Material heavy = dust();
  heavy.composition["Pb"].value = 0.5;
  CHECK_THROWS_WITH(heavy.mixture(table), Catch::Contains("'dust'") && Catch::Contains("1.05"));
  Material strange = dust();
  strange.composition["Zinc"].value = 0.1;
  CHECK_THROWS_WITH(strange.mixture(table), Catch::Contains("'dust'") && Catch::Contains("'Zinc'"));
  Material empty;
  empty.id = "nothing";
  CHECK_THROWS_WITH(empty.mixture(table), Catch::Contains("'nothing'"));
}

TEST_CASE("What is not in the library is named in the exception") {
  const Library library;
  CHECK_THROWS_WITH(library.material("unobtainium"), Catch::Contains("material 'unobtainium'"));
  CHECK_THROWS_WITH(library.recipe("alchemy"), Catch::Contains("recipe 'alchemy'"));
}
