#include "scenarios/reader/dimensions.h"

#include <algorithm>
#include <vector>

namespace huan::scenarios {
namespace {

using models::Dimension;

constexpr DimensionRow dimension_table[] = {
    {Dimension::ratio, "", "a share", "95 %"},
    {Dimension::count, "", "a count", "3"},
    {Dimension::persons, "persons", "a number of persons", "438 万人"},
    {Dimension::mass, "t", "a mass", "9 kt"},
    {Dimension::mass_flow, "t/d", "a flow", "110 kt/a"},
    {Dimension::time, "d", "a time", "30 d"},
    {Dimension::energy, "MWh", "an energy", "50 MWh"},
    {Dimension::power, "MW", "a power", "50 MW"},
    {Dimension::heat_flow, "MWh/d", "an energy flow", "900 GWh/a"},
    {Dimension::energy_per_mass, "MWh/t", "an energy per mass", "370 kWh/t"},
    {Dimension::heating_value, "MJ/kg", "a heating value", "6.3 MJ/kg"},
    {Dimension::mass_per_person, "t/(person d)", "a mass per person and day", "0.79 kg/(person d)"},
    {Dimension::money, "yuan", "an amount of money", "3 万元"},
    {Dimension::money_per_mass, "yuan/t", "a price per mass", "120 yuan/t"},
    {Dimension::money_per_energy, "yuan/MWh", "a price per energy", "0.38 yuan/kWh"},
    {Dimension::money_per_tkm, "yuan/(t km)", "a price per tonne-kilometre", "0.45 yuan/(t km)"},
    {Dimension::length, "km", "a distance", "4 km"},
    {Dimension::volume, "m3", "a volume", "9000 m3"},
    {Dimension::density, "t/m3", "a density", "0.45 t/m3"},
    {Dimension::mass_per_energy, "t/MWh", "a mass per energy", "94.6 kg/GJ"},
    {Dimension::mass_per_tkm, "kg/(t km)", "a mass per tonne-kilometre", "20 g/(t km)"},
};

}  // namespace

std::span<const DimensionRow> dimension_rows() { return dimension_table; }

const DimensionRow* row_of(Dimension dimension) {
  const auto at = std::find_if(std::begin(dimension_table), std::end(dimension_table),
                               [&](const DimensionRow& row) { return row.dimension == dimension; });
  return at == std::end(dimension_table) ? nullptr : at;
}

const Unit& canonical_of(Dimension dimension) {
  static const auto units = [] {
    std::vector<Unit> result(static_cast<std::size_t>(Dimension::profile) + 1);
    for (const DimensionRow& row : dimension_table)
      result[static_cast<std::size_t>(row.dimension)] = parse_unit(row.unit).value_or(Unit{});
    return result;
  }();
  return units[static_cast<std::size_t>(dimension)];
}

std::string words_for(const Powers& powers) {
  if (powers == Powers{}) return "a plain number";
  for (const DimensionRow& row : dimension_table)
    if (row.dimension != Dimension::ratio && row.dimension != Dimension::count &&
        canonical_of(row.dimension).powers == powers)
      return std::string(row.words);
  return "something else";
}

Number canonical(double value, Dimension dimension) {
  return {value, 1, std::string(canonical_unit(dimension)), dimension, false};
}

std::string_view canonical_unit(Dimension dimension) {
  const DimensionRow* row = row_of(dimension);
  return row ? row->unit : std::string_view{};
}

std::string_view words_for(Dimension dimension) {
  const DimensionRow* row = row_of(dimension);
  return row ? row->words : std::string_view("a text");
}

std::string_view example_of(Dimension dimension) {
  const DimensionRow* row = row_of(dimension);
  return row ? row->example : std::string_view{};
}

}  // namespace huan::scenarios
