#include "models/heating_value.h"

#include <catch2/catch.hpp>

using namespace huan;

TEST_CASE("Heating value follows Mendeleev's formula, worked by hand") {
  const auto table = sim::SubstanceTable::standard();
  sim::Mixture waste = table.zero();
  waste[table.at("water").value] = 0.5;
  waste[table.at("C_biogenic").value] = 0.1;
  waste[table.at("C_fossil").value] = 0.1;
  waste[table.at("H").value] = 0.03;
  waste[table.at("O").value] = 0.1;
  waste[table.at("S").value] = 0.001;
  waste[table.at("other").value] = 0.169;
  // 6.78 + 3.09 - 1.09 + 0.0109 - 1.25 MJ/kg
  CHECK(models::heating_value(waste, table) == Approx(7.5409));
}

TEST_CASE("Wet sludge takes heat instead of giving it") {
  const auto table = sim::SubstanceTable::standard();
  CHECK(models::heating_value(table.pure("water"), table) == Approx(-2.5));
}
