#include "scenarios/reader/units.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

#include "scenarios/reader/complaint.h"
#include "scenarios/reader/dimensions.h"

namespace huan::scenarios {
namespace {

using models::Dimension;

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
  for (const DimensionRow& row : dimension_rows()) candidates.emplace_back(row.unit);
  const auto simple_units = known_units();
  candidates.insert(candidates.end(), simple_units.begin(), simple_units.end());
  return {"'" + unit + "' is no known unit", did_you_mean(unit, candidates)};
}

UnitFault wrong_dimension(double value, const std::string& written, const Unit& unit,
                          Dimension wanted) {
  const Powers target = canonical_of(wanted).powers;
  UnitFault fault{std::string(words_for(wanted)) + " is needed, this is " + words_for(unit.powers),
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

std::string shortest(double value) {
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
  return error == std::errc{} ? std::string(buffer, end) : std::string();
}

}  // namespace huan::scenarios
