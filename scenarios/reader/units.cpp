#include "scenarios/reader/units.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>
#include <system_error>
#include <unordered_map>

#include "scenarios/reader/complaint.h"

namespace huan::scenarios {
namespace {

using models::Dimension;

struct SimpleUnit {
  std::string_view name;
  double factor;  ///< in t, d, MWh, yuan, km, m3, person
  Powers powers;
  bool calendar = false;  ///< a week, a month, a year
  bool normal_volume = false;
};

constexpr Powers power_of(Powers::Base base, std::int8_t n = 1) {
  Powers p;
  p.of[base] = n;
  return p;
}
constexpr Powers none{};
constexpr Powers mass = power_of(Powers::mass);
constexpr Powers duration = power_of(Powers::time);
constexpr Powers energy = power_of(Powers::energy);
constexpr Powers money = power_of(Powers::money);
constexpr Powers length = power_of(Powers::length);
constexpr Powers volume = power_of(Powers::volume);
constexpr Powers persons = power_of(Powers::persons);
constexpr Powers power = [] {
  Powers p = power_of(Powers::energy);
  p.of[Powers::time] = -1;
  return p;
}();

constexpr double kcal = 4.1868 / 3.6e6;  ///< [MWh] international table calorie

/// The one table. A tonne of coal equivalent is 7,000,000 kcal; a is 365 d, a month a twelfth of
/// it.
constexpr SimpleUnit table[] = {
    {"t", 1, mass},
    {"吨", 1, mass},
    {"kg", 1e-3, mass},
    {"g", 1e-6, mass},
    {"mg", 1e-9, mass},
    {"kt", 1e3, mass},
    {"Mt", 1e6, mass},
    {"min", 1.0 / 1440, duration},
    {"h", 1.0 / 24, duration},
    {"hour", 1.0 / 24, duration},
    {"hours", 1.0 / 24, duration},
    {"d", 1, duration},
    {"day", 1, duration},
    {"days", 1, duration},
    {"天", 1, duration},
    {"week", 7, duration, true},
    {"weeks", 7, duration, true},
    {"month", 365.0 / 12, duration, true},
    {"months", 365.0 / 12, duration, true},
    {"a", 365, duration, true},
    {"year", 365, duration, true},
    {"years", 365, duration, true},
    {"年", 365, duration, true},
    {"kWh", 1e-3, energy},
    {"MWh", 1, energy},
    {"GWh", 1e3, energy},
    {"TWh", 1e6, energy},
    {"kJ", 1 / 3.6e6, energy},
    {"MJ", 1 / 3.6e3, energy},
    {"GJ", 1 / 3.6, energy},
    {"TJ", 1e3 / 3.6, energy},
    {"PJ", 1e6 / 3.6, energy},
    {"kcal", kcal, energy},
    {"tce", 7e6 * kcal, energy},
    {"kgce", 7e3 * kcal, energy},
    {"kW", 24e-3, power},
    {"MW", 24, power},
    {"GW", 24e3, power},
    {"yuan", 1, money},
    {"CNY", 1, money},
    {"元", 1, money},
    {"m", 1e-3, length},
    {"km", 1, length},
    {"m3", 1, volume},
    {"m³", 1, volume},
    {"L", 1e-3, volume},
    {"Nm3", 1, volume, false, true},
    {"person", 1, persons},
    {"persons", 1, persons},
    {"人", 1, persons},
    {"%", 1e-2, none},
    {"‰", 1e-3, none},
    {"ppm", 1e-6, none},
};

const SimpleUnit* simple(std::string_view name) {
  static const auto by_name = [] {
    std::unordered_map<std::string_view, const SimpleUnit*> result;
    for (const SimpleUnit& unit : table) result.emplace(unit.name, &unit);
    return result;
  }();
  const auto at = by_name.find(name);
  return at == by_name.end() ? nullptr : at->second;
}

struct DimensionRow {
  Dimension dimension;
  std::string_view unit;     ///< canonical
  std::string_view words;    ///< "a flow"
  std::string_view example;  ///< as a planner writes it
};

constexpr DimensionRow dimension_rows[] = {
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

const DimensionRow* row_of(Dimension dimension) {
  const auto at = std::find_if(std::begin(dimension_rows), std::end(dimension_rows),
                               [&](const DimensionRow& row) { return row.dimension == dimension; });
  return at == std::end(dimension_rows) ? nullptr : at;
}

/// The canonical unit of a dimension; "" is the plain number.
const Unit& canonical_of(Dimension dimension) {
  static const auto units = [] {
    std::vector<Unit> result(static_cast<std::size_t>(Dimension::profile) + 1);
    for (const DimensionRow& row : dimension_rows)
      result[static_cast<std::size_t>(row.dimension)] = parse_unit(row.unit).value_or(Unit{});
    return result;
  }();
  return units[static_cast<std::size_t>(dimension)];
}

/// What something is by its unit alone, for "this is a mass".
std::string words_for_powers(const Powers& powers) {
  if (powers == none) return "a plain number";
  for (const DimensionRow& row : dimension_rows)
    if (row.dimension != Dimension::ratio && row.dimension != Dimension::count &&
        canonical_of(row.dimension).powers == powers)
      return std::string(row.words);
  return "something else";
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool starts(std::string_view text, std::string_view with) {
  return text.substr(0, with.size()) == with;
}

/// Takes the words of a unit apart: names, separators, "/", "(", ")".
class UnitParser {
 public:
  explicit UnitParser(std::string_view text) : rest_(trimmed(text)) {}

  std::optional<Unit> parse() {
    result_.factor = multiplier();
    if (!product(1)) return std::nullopt;
    while (take("/")) {
      const bool group = take("(");
      if (group ? !product(-1) || !take(")") : !factor(-1)) return std::nullopt;
    }
    if (!rest_.empty()) return std::nullopt;
    return result_;
  }

 private:
  /// "万", "亿" or "10^4" before the unit.
  double multiplier() {
    if (take("万")) return 1e4;
    if (take("亿")) return 1e8;
    if (!starts(rest_, "10^") || rest_.size() < 4 || rest_[3] < '0' || rest_[3] > '9') return 1;
    const int exponent = rest_[3] - '0';
    rest_ = trimmed(rest_.substr(4));
    return std::pow(10.0, exponent);
  }

  bool product(int sign) {
    if (!factor(sign)) return false;
    while (!rest_.empty() && rest_.front() != '/' && rest_.front() != ')')
      if (!factor(sign)) return false;
    return true;
  }

  bool factor(int sign) {
    std::size_t end = rest_.find_first_of(" */()");
    end = std::min({end, rest_.find("·"), rest_.size()});
    const SimpleUnit* unit = simple(rest_.substr(0, end));
    if (!unit) return false;
    rest_ = trimmed(rest_.substr(end));
    if (!take("*")) take("·");
    result_.factor = sign > 0 ? result_.factor * unit->factor : result_.factor / unit->factor;
    for (std::size_t i = 0; i < Powers::bases; ++i)
      result_.powers.of[i] =
          static_cast<std::int8_t>(result_.powers.of[i] + sign * unit->powers.of[i]);
    result_.per_calendar |= sign < 0 && unit->calendar;
    result_.normal_volume |= unit->normal_volume;
    return ++factors_ <= 8;
  }

  bool take(std::string_view word) {
    if (!starts(rest_, word)) return false;
    rest_ = trimmed(rest_.substr(word.size()));
    return true;
  }

  std::string_view rest_;
  Unit result_;
  int factors_ = 0;
};

bool digit(char c) { return c >= '0' && c <= '9'; }

/// Takes the leading number off `rest`, with "_" or single blanks between groups of digits.
std::optional<double> take_number(std::string_view& rest) {
  std::string plain;
  std::size_t at = 0;
  if (at < rest.size() && rest[at] == '+') ++at;
  const auto three_more = [&](std::size_t i) {
    return i + 3 < rest.size() + 1 && digit(rest[i]) && i + 2 < rest.size() && digit(rest[i + 1]) &&
           digit(rest[i + 2]) && (i + 3 == rest.size() || !digit(rest[i + 3]));
  };
  bool whole = true;
  for (; at < rest.size(); ++at) {
    const char c = rest[at];
    const bool between = !plain.empty() && digit(plain.back()) && at + 1 < rest.size();
    if (c == '_' && between && digit(rest[at + 1])) continue;
    if (c == ' ' && between && whole && three_more(at + 1)) continue;
    const bool exponent = (c == 'e' || c == 'E') && between &&
                          (digit(rest[at + 1]) || rest[at + 1] == '-' || rest[at + 1] == '+');
    const bool sign = c == '-' && (plain.empty() || plain.back() == 'e');
    const bool plus = c == '+' && !plain.empty() && plain.back() == 'e';
    if (!digit(c) && c != '.' && !exponent && !sign && !plus) break;
    if (c == '.' || exponent) whole = false;
    if (!plus) plain += exponent ? 'e' : c;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (error != std::errc{} || end != plain.data() + plain.size() || !std::isfinite(value))
    return std::nullopt;
  rest = trimmed(rest.substr(at));
  return value;
}

std::optional<UnitFault> comma_in(std::string_view rest, std::string_view whole) {
  if (rest.empty() || rest.front() != ',') return std::nullopt;
  std::string without(whole);
  without.erase(std::remove(without.begin(), without.end(), ','), without.end());
  std::string grouped(whole);
  std::replace(grouped.begin(), grouped.end(), ',', '_');
  return UnitFault{"a comma does not belong in a number",
                   "write " + without + " (or " + grouped + ")"};
}

UnitFault unknown_unit(const std::string& unit) {
  // Whole units before simple ones: "kta" is nearer to "kt/a" than to "kt".
  std::vector<std::string> candidates = {"t/h",  "t/a",   "t/month", "kt/a",  "万t/a",   "Mt/a",
                                         "kg/d", "kWh/t", "GJ/t",    "GWh/a", "yuan/kg", "kg/t"};
  for (const DimensionRow& row : dimension_rows) candidates.emplace_back(row.unit);
  const auto simple_units = known_units();
  candidates.insert(candidates.end(), simple_units.begin(), simple_units.end());
  return {"'" + unit + "' is no known unit", did_you_mean(unit, candidates)};
}

UnitFault wrong_dimension(double value, const std::string& written, const Unit& unit,
                          Dimension wanted) {
  const Powers target = canonical_of(wanted).powers;
  UnitFault fault{
      std::string(words_for(wanted)) + " is needed, this is " + words_for_powers(unit.powers),
      "for example \"" + std::string(example_of(wanted)) + "\""};
  const std::string number = shortest(value) + " " + written;
  const auto slash = written.rfind('/');
  Powers per_time = unit.powers;
  per_time.of[Powers::time] = static_cast<std::int8_t>(per_time.of[Powers::time] - 1);
  Powers by_mass = unit.powers;
  by_mass.of[Powers::mass] = static_cast<std::int8_t>(by_mass.of[Powers::mass] + 1);
  by_mass.of[Powers::volume] = static_cast<std::int8_t>(by_mass.of[Powers::volume] - 1);
  Powers timed = target;
  timed.of[Powers::time] = static_cast<std::int8_t>(timed.of[Powers::time] - 1);
  if (target == per_time) fault.hint = "say per what time: \"" + number + "/a\"";
  if (timed == unit.powers && slash != std::string::npos)
    fault.hint =
        "leave the time away: \"" + shortest(value) + " " + written.substr(0, slash) + "\"";
  if (target == by_mass && unit.powers.of[Powers::volume] == 1)
    fault.hint = "say of what, so that its density is known: \"" + number + " of MATERIAL\"";
  return fault;
}

/// The unit with its m3 turned into t, if its material's density is known.
bool weigh(Unit& unit, const DensityOf& density, const std::string& material, UnitFault& fault) {
  const auto t_per_m3 = density ? density(material, unit.normal_volume) : std::nullopt;
  if (!t_per_m3) {
    fault = {"no density is known for '" + material + "'", "write the number in t"};
    return false;
  }
  unit.factor *= *t_per_m3;
  unit.powers.of[Powers::volume] = 0;
  unit.powers.of[Powers::mass] = static_cast<std::int8_t>(unit.powers.of[Powers::mass] + 1);
  return true;
}

const Dimension* fitting(const Unit& unit, const std::vector<Dimension>& wanted) {
  for (const Dimension& dimension : wanted)
    if (row_of(dimension) && canonical_of(dimension).powers == unit.powers) return &dimension;
  return nullptr;
}

Number number_in(double value, const Unit& unit, Dimension dimension) {
  return {value, unit.factor / canonical_of(dimension).factor, unit.name, dimension,
          unit.per_calendar};
}

}  // namespace

std::string Number::text() const {
  return unit.empty() ? shortest(written) : shortest(written) + " " + unit;
}

std::optional<Unit> parse_unit(std::string_view text) {
  auto unit = UnitParser(text).parse();
  if (unit) unit->name = std::string(trimmed(text));
  return unit;
}

std::optional<Number> parse_number(std::string_view text, const std::vector<Dimension>& wanted,
                                   UnitFault& fault, const DensityOf& density,
                                   const std::string& material) {
  std::string_view rest = trimmed(text);
  const auto value = take_number(rest);
  if (!value) {
    fault = {"this does not begin with a number",
             "for example \"" + std::string(example_of(wanted.front())) + "\""};
    return std::nullopt;
  }
  if (const auto comma = comma_in(rest, trimmed(text))) {
    fault = *comma;
    return std::nullopt;
  }
  if (rest.empty()) return plain_number(*value, wanted, fault);
  const std::string written(rest);
  std::string of = material;
  if (const auto at = rest.find(" of "); at != std::string_view::npos) {
    of = std::string(trimmed(rest.substr(at + 4)));
    rest = trimmed(rest.substr(0, at));
  }
  auto unit = parse_unit(rest);
  if (!unit) {
    fault = unknown_unit(std::string(rest));
    return std::nullopt;
  }
  const Dimension* dimension = fitting(*unit, wanted);
  if (!dimension && unit->powers.of[Powers::volume] == 1 && !of.empty()) {
    if (!weigh(*unit, density, of, fault)) return std::nullopt;
    dimension = fitting(*unit, wanted);
  }
  if (!dimension) {
    fault = wrong_dimension(*value, std::string(rest), *unit, wanted.front());
    return std::nullopt;
  }
  unit->name = written;
  return number_in(*value, *unit, *dimension);
}

std::optional<Number> plain_number(double value, const std::vector<Dimension>& wanted,
                                   UnitFault& fault) {
  for (const Dimension dimension : wanted)
    if (dimension == Dimension::ratio || dimension == Dimension::count)
      return Number{value, 1, "", dimension, false};
  fault = {std::string(words_for(wanted.front())) + " needs a unit",
           "for example \"" + std::string(example_of(wanted.front())) + "\""};
  return std::nullopt;
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

std::string shortest(double value) {
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
  return error == std::errc{} ? std::string(buffer, end) : std::string();
}

std::vector<std::string> known_units() {
  std::vector<std::string> names;
  for (const SimpleUnit& unit : table) names.emplace_back(unit.name);
  return names;
}

}  // namespace huan::scenarios
