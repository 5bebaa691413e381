#include "scenarios/reader/units.h"

#include <set>

#include <catch2/catch.hpp>

using namespace huan::scenarios;
using huan::models::Dimension;

namespace {

double read(const std::string& text, Dimension dimension) {
  UnitFault fault;
  const auto number = parse_number(text, {dimension}, fault);
  INFO(text << ": " << fault.message);
  REQUIRE(number);
  CHECK(number->dimension == dimension);
  return number->value();
}

UnitFault refused(const std::string& text, Dimension dimension) {
  UnitFault fault;
  INFO(text);
  CHECK_FALSE(parse_number(text, {dimension}, fault));
  return fault;
}

}  // namespace

TEST_CASE("Every unit of the table stands for what the field says it does") {
  struct Row {
    const char* text;
    Dimension dimension;
    double canonical;
  };
  const Row rows[] = {
      {"1 t", Dimension::mass, 1},
      {"1 kg", Dimension::mass, 1e-3},
      {"1 g", Dimension::mass, 1e-6},
      {"1 mg", Dimension::mass, 1e-9},
      {"1 kt", Dimension::mass, 1e3},
      {"1 Mt", Dimension::mass, 1e6},
      {"1 万t", Dimension::mass, 1e4},
      {"1 万吨", Dimension::mass, 1e4},
      {"1 吨", Dimension::mass, 1},
      {"12.46 10^4 t", Dimension::mass, 124600},
      {"24 t/d", Dimension::mass_flow, 24},
      {"1 t/h", Dimension::mass_flow, 24},
      {"7 t/week", Dimension::mass_flow, 1},
      {"365 t/a", Dimension::mass_flow, 1},
      {"365 t/month", Dimension::mass_flow, 12},
      {"110 kt/a", Dimension::mass_flow, 110000.0 / 365},
      {"1 万t/a", Dimension::mass_flow, 10000.0 / 365},
      {"36 h", Dimension::time, 1.5},
      {"90 min", Dimension::time, 0.0625},
      {"30 d", Dimension::time, 30},
      {"2 weeks", Dimension::time, 14},
      {"6 months", Dimension::time, 182.5},
      {"4 a", Dimension::time, 1460},
      {"1 MWh", Dimension::energy, 1},
      {"1000 kWh", Dimension::energy, 1},
      {"1 GWh", Dimension::energy, 1000},
      {"3.6 GJ", Dimension::energy, 1},
      {"3600 MJ", Dimension::energy, 1},
      {"0.0036 TJ", Dimension::energy, 1},
      {"1 tce", Dimension::energy, 8.141},  // 7,000,000 kcal of 4.1868 kJ
      {"1 万kWh", Dimension::energy, 10},
      {"1 亿kWh", Dimension::energy, 1e5},
      {"50 MW", Dimension::power, 50},
      {"500 kW", Dimension::power, 0.5},
      {"1 GW", Dimension::power, 1000},
      {"24 MWh/d", Dimension::power, 1},
      {"1 MW", Dimension::heat_flow, 24},
      {"365 GWh/a", Dimension::heat_flow, 1000},
      {"370 kWh/t", Dimension::energy_per_mass, 0.37},
      {"3.6 GJ/t", Dimension::energy_per_mass, 1},
      {"6.3 MJ/kg", Dimension::heating_value, 6.3},
      {"6.3 GJ/t", Dimension::heating_value, 6.3},
      {"1000 kWh/t", Dimension::heating_value, 3.6},
      {"0.79 kg/(person d)", Dimension::mass_per_person, 0.00079},
      {"365 kg/(person a)", Dimension::mass_per_person, 0.001},
      {"120 yuan/t", Dimension::money_per_mass, 120},
      {"0.12 元/kg", Dimension::money_per_mass, 120},
      {"120 CNY/t", Dimension::money_per_mass, 120},
      {"0.3779 yuan/kWh", Dimension::money_per_energy, 377.9},
      {"0.45 yuan/(t km)", Dimension::money_per_tkm, 0.45},
      {"3 万元", Dimension::money, 30000},
      {"1 亿元", Dimension::money, 1e8},
      {"4 km", Dimension::length, 4},
      {"400 m", Dimension::length, 0.4},
      {"9000 m3", Dimension::volume, 9000},
      {"1 万Nm3", Dimension::volume, 10000},
      {"0.45 t/m3", Dimension::density, 0.45},
      {"450 kg/m3", Dimension::density, 0.45},
      {"341 kg/MWh", Dimension::mass_per_energy, 0.341},
      {"94.6 kg/GJ", Dimension::mass_per_energy, 0.34056},
      {"20 g/(t km)", Dimension::mass_per_tkm, 0.02},
      {"95 %", Dimension::ratio, 0.95},
      {"5 ‰", Dimension::ratio, 0.005},
      {"230 mg/kg", Dimension::ratio, 230e-6},
      {"3 kg/t", Dimension::ratio, 0.003},
      {"0.364 t/t", Dimension::ratio, 0.364},
      {"12 ppm", Dimension::ratio, 12e-6},
      {"4 380 000 persons", Dimension::persons, 4380000},
      {"438 万人", Dimension::persons, 4380000},
      {"438 万 persons", Dimension::persons, 4380000},
      {"95%", Dimension::ratio, 0.95},
      {"110kt/a", Dimension::mass_flow, 110000.0 / 365},
      {"-120 yuan/t", Dimension::money_per_mass, -120},
      {"1e3 t", Dimension::mass, 1000},
      {"1_000 t", Dimension::mass, 1000},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(read(row.text, row.dimension) == Approx(row.canonical).epsilon(1e-12));
  }
}

TEST_CASE("Every unit that is known is tested above or is a plain synonym") {
  const auto known = known_units();
  CHECK(std::set<std::string>(known.begin(), known.end()).size() == known.size());
  for (const std::string& name : known) {
    INFO(name);
    CHECK(parse_unit(name));
  }
}

TEST_CASE("A number remembers its unit and reads back to exactly the same value") {
  UnitFault fault;
  for (const char* text : {"110 kt/a", "0.1 %", "1e-07 t", "123456789.123 MWh/d"}) {
    const auto number = parse_number(
        text, {Dimension::mass_flow, Dimension::ratio, Dimension::mass, Dimension::heat_flow},
        fault);
    REQUIRE(number);
    CHECK(number->text() == text);
    const auto again = parse_number(number->text(), {number->dimension}, fault);
    REQUIRE(again);
    CHECK(again->value() == number->value());
  }
}

TEST_CASE("A capacity per year is told from a running rate") {
  UnitFault fault;
  for (const char* text : {"110 kt/a", "9 kt/month", "2 kt/week"})
    CHECK(parse_number(text, {Dimension::mass_flow}, fault)->per_calendar);
  for (const char* text : {"300 t/d", "12 t/h"})
    CHECK_FALSE(parse_number(text, {Dimension::mass_flow}, fault)->per_calendar);
}

TEST_CASE("Of several dimensions the one that fits is taken") {
  UnitFault fault;
  const std::vector<Dimension> wanted = {Dimension::mass_flow, Dimension::heat_flow};
  CHECK(parse_number("3 t/d", wanted, fault)->dimension == Dimension::mass_flow);
  CHECK(parse_number("3 MW", wanted, fault)->dimension == Dimension::heat_flow);
}

TEST_CASE("A volume becomes a mass through the density of its material") {
  const DensityOf density = [](const std::string& material, bool normal) -> std::optional<double> {
    if (material == "cog" && normal) return 0.45e-3;
    if (material == "coke" && !normal) return 0.5;
    return std::nullopt;
  };
  UnitFault fault;
  CHECK(parse_number("1000 Nm3/h of cog", {Dimension::mass_flow}, fault, density)->value() ==
        Approx(0.45 * 24));
  CHECK(parse_number("200 m3", {Dimension::mass}, fault, density, "coke")->value() == Approx(100));
  const auto kept = parse_number("1000 Nm3/h of cog", {Dimension::mass_flow}, fault, density);
  CHECK(kept->text() == "1000 Nm3/h of cog");
  CHECK_FALSE(parse_number("200 m3 of straw", {Dimension::mass}, fault, density));
  CHECK(fault.message == "no density is known for 'straw'");
  CHECK_FALSE(parse_number("200 m3", {Dimension::mass}, fault, density));
  CHECK(fault.message == "a mass is needed, this is a volume");
  CHECK(fault.hint == "say of what, so that its density is known: \"200 m3 of MATERIAL\"");
}

TEST_CASE("A wrong dimension is explained with a hint") {
  auto fault = refused("110 kt", Dimension::mass_flow);
  CHECK(fault.message == "a flow is needed, this is a mass");
  CHECK(fault.hint == "say per what time: \"110 kt/a\"");
  fault = refused("9 kt/a", Dimension::mass);
  CHECK(fault.message == "a mass is needed, this is a flow");
  CHECK(fault.hint == "leave the time away: \"9 kt\"");
  fault = refused("50 MWh", Dimension::power);
  CHECK(fault.message == "a power is needed, this is an energy");
  CHECK(fault.hint == "say per what time: \"50 MWh/a\"");
  fault = refused("3 d", Dimension::length);
  CHECK(fault.message == "a distance is needed, this is a time");
  CHECK(fault.hint == "for example \"4 km\"");
}

TEST_CASE("A unit that is not known, or not there, is explained with a hint") {
  auto fault = refused("110", Dimension::mass_flow);
  CHECK(fault.message == "a flow needs a unit");
  CHECK(fault.hint == "for example \"110 kt/a\"");
  fault = refused("110 kta", Dimension::mass_flow);
  CHECK(fault.message == "'kta' is no known unit");
  CHECK(fault.hint == "did you mean 'kt/a'?");
  fault = refused("110 kt/y", Dimension::mass_flow);
  CHECK(fault.message == "'kt/y' is no known unit");
  CHECK(fault.hint == "did you mean 'kt/a'?");
  fault = refused("many t", Dimension::mass);
  CHECK(fault.message == "this does not begin with a number");
  fault = refused("1,000 t", Dimension::mass);
  CHECK(fault.message == "a comma does not belong in a number");
  CHECK(fault.hint == "write 1000 t (or 1_000 t)");
  for (const char* text : {"nan t", "inf t", "-inf t", "1e999 t", "0x10 t", "", " ", "t", "1 t/",
                           "1 /d", "1 t//d", "1 t/(d", "1 (t)", "1 10^t", "1 t^2"}) {
    INFO(text);
    CHECK_FALSE(refused(text, Dimension::mass).message.empty());
  }
}

TEST_CASE("A plain number is a ratio or a count, and nothing else") {
  UnitFault fault;
  CHECK(plain_number(0.95, {Dimension::ratio}, fault)->value() == 0.95);
  CHECK(plain_number(3, {Dimension::count}, fault)->value() == 3);
  CHECK_FALSE(plain_number(110, {Dimension::mass_flow}, fault));
  CHECK(fault.message == "a flow needs a unit");
  CHECK(fault.hint == "for example \"110 kt/a\"");
  CHECK_FALSE(plain_number(4380000, {Dimension::persons}, fault));
}

TEST_CASE(
    "Every dimension has words, a canonical unit that reads back, and an example that reads") {
  for (int d = 0; d <= static_cast<int>(Dimension::mass_per_tkm); ++d) {
    const auto dimension = static_cast<Dimension>(d);
    INFO(words_for(dimension));
    CHECK_FALSE(words_for(dimension).empty());
    UnitFault fault;
    CHECK(parse_number(example_of(dimension), {dimension}, fault));
    const auto number = canonical(2.5, dimension);
    CHECK(number.value() == 2.5);
    const auto again = parse_number(number.text(), {dimension}, fault);
    REQUIRE(again);
    CHECK(again->value() == 2.5);
  }
}

TEST_CASE("The shortest text of a number reads back as the same number") {
  CHECK(shortest(0.1) == "0.1");
  CHECK(shortest(110) == "110");
  CHECK(shortest(-1.5e300) == "-1.5e+300");
  CHECK(shortest(301.36986301369865) == "301.36986301369865");
}
