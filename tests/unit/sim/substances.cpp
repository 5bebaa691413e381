#include "sim/substances.h"

#include <catch2/catch.hpp>

using huan::sim::atomic_mass;
using huan::sim::Substance;
using huan::sim::SubstanceTable;

TEST_CASE("The standard table holds 32 substances, the three carbons being one element") {
  const auto table = SubstanceTable::standard();
  REQUIRE(table.size() == 32);
  CHECK(table.find("C_fossil"));
  CHECK(table.find("other"));
  CHECK_FALSE(table.find("Unobtainium"));
  const auto& e = table.element_matrix();
  CHECK(e.rows() == 29);  // 32 - 2 carbons - water, which is made of H and O
  for (const char* name : {"C_fossil", "C_biogenic", "C_carbonate"}) {
    const auto column = table.at(name).value;
    CHECK(e.col(column).sum() == Approx(1).epsilon(1e-15));
    CHECK(e.col(column).isApprox(e.col(table.at("C_fossil").value)));
  }
}

TEST_CASE("Water is 11.19 % hydrogen") {
  const auto table = SubstanceTable::standard();
  const auto& water = table[table.at("water")];
  REQUIRE(water.elements.size() == 2);
  CHECK(water.elements[0].first == "H");
  CHECK(water.elements[0].second == Approx(2.016 / 18.015).epsilon(1e-12));
}

TEST_CASE("Every column of the element matrix sums to one") {
  const auto table = SubstanceTable::standard();
  for (int i = 0; i < table.size(); ++i) {
    CHECK(table.element_matrix().col(i).sum() == Approx(1).epsilon(1e-14));
  }
}

TEST_CASE("A pure mixture is all of one substance") {
  const auto table = SubstanceTable::standard();
  const auto zinc = table.pure("Zn");
  CHECK(zinc.sum() == 1);
  CHECK(zinc(table.at("Zn").value) == 1);
  CHECK_THROWS_AS(table.pure("zinc"), std::out_of_range);
}

TEST_CASE("A table refuses a repeated name, fractions that do not sum to one, and too many rows") {
  const Substance iron{"Fe", {{"Fe", 1.0}}};
  CHECK_THROWS_AS(SubstanceTable({iron, iron}), std::invalid_argument);
  const Substance rust{"rust", {{"Fe", 0.7}, {"O", 0.2}}};
  CHECK_THROWS_AS(SubstanceTable({rust}), std::invalid_argument);
  const Substance nothing{"nothing", {}};
  CHECK_THROWS_AS(SubstanceTable({nothing}), std::invalid_argument);
  std::vector<Substance> many;
  for (int i = 0; i <= huan::sim::max_substances; ++i) {
    many.push_back({"s" + std::to_string(i), {{"s" + std::to_string(i), 1.0}}});
  }
  CHECK_THROWS_AS(SubstanceTable(many), std::invalid_argument);
}

TEST_CASE("Atomic masses: known elements by number, unknown ones by exception") {
  CHECK(atomic_mass("O") == Approx(15.999));
  CHECK(2 * atomic_mass("O") / atomic_mass("C") == Approx(2.6641).epsilon(1e-4));
  CHECK_THROWS_AS(atomic_mass("Xx"), std::out_of_range);
}
