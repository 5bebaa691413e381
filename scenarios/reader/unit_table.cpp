/// Units taken apart: "yuan/(t km)".
#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "scenarios/reader/dimensions.h"

namespace huan::scenarios {
namespace {

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

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<Unit> parse_unit(std::string_view text) {
  auto unit = UnitParser(text).parse();
  if (unit) unit->name = std::string(trimmed(text));
  return unit;
}

std::vector<std::string> known_units() {
  std::vector<std::string> names;
  for (const SimpleUnit& unit : table) names.emplace_back(unit.name);
  return names;
}

}  // namespace huan::scenarios
