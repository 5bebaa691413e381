#include "models/reactions.h"

#include <catch2/catch.hpp>

using huan::models::reaction;
using huan::models::reaction_names;
using huan::sim::Substance;
using huan::sim::SubstanceTable;

TEST_CASE("Every reaction conserves every element") {
  const auto table = SubstanceTable::standard();
  REQUIRE(reaction_names().size() == 2);
  for (const auto& name : reaction_names()) {
    const auto conversion = reaction(name, 0.5, table);
    CHECK(conversion.extent == 0.5);
    CHECK(conversion.change(conversion.key.value) == -1);
    CHECK((table.element_matrix() * conversion.change.matrix()).cwiseAbs().maxCoeff() < 1e-14);
  }
}

TEST_CASE("A tonne of hydrogen makes 8.94 t of water with 7.94 t of oxygen") {
  const auto table = SubstanceTable::standard();
  const auto burn = reaction("water_from_hydrogen", 1, table);
  CHECK(burn.change(table.at("water").value) == Approx(8.936).margin(0.001));
  CHECK(burn.change(table.at("O").value) == Approx(-7.936).margin(0.001));
}

TEST_CASE("A tonne of water gives 112 kg of hydrogen and 888 kg of oxygen") {
  const auto table = SubstanceTable::standard();
  const auto split = reaction("hydrogen_from_water", 1, table);
  CHECK(split.change(table.at("H").value) == Approx(0.1119).margin(0.0001));
  CHECK(split.change(table.at("O").value) == Approx(0.8881).margin(0.0001));
}

TEST_CASE("An unknown reaction and a table in which water is an element are refused") {
  CHECK_THROWS_WITH(reaction("transmutation", 1, SubstanceTable::standard()),
                    Catch::Contains("'transmutation'"));
  std::vector<Substance> flat;
  for (const char* name : {"H", "O", "water"}) flat.push_back({name, {{name, 1.0}}});
  CHECK_THROWS_WITH(reaction("water_from_hydrogen", 1, SubstanceTable(flat)),
                    Catch::Contains("conserve"));
}
