#include "analysis/unit_of.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace huan::analysis {

using scenarios::Powers;
using scenarios::Unit;

std::optional<Unit> unit_of(std::string_view text) {
  if (text.empty() || text == "1") return Unit{std::string(text), 1, {}};
  return scenarios::parse_unit(text);
}

std::optional<Unit> amount_of(std::string_view text) {
  double number = 0;
  const auto [rest, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || !std::isfinite(number)) return std::nullopt;
  auto unit = unit_of(text.substr(static_cast<std::size_t>(rest - text.data())));
  if (unit) unit->factor *= number;
  return unit;
}

Powers multiplied(const Powers& a, const Powers& b, int sign) {
  Powers product = a;
  for (std::size_t i = 0; i < product.of.size(); ++i) {
    product.of[i] = static_cast<std::int8_t>(product.of[i] + sign * b.of[i]);
  }
  return product;
}

std::optional<int> time_between(const Powers& value, const Powers& unit) {
  const Powers left = multiplied(unit, value, -1);
  const int time = left.of[Powers::time];
  for (std::size_t i = 0; i < left.of.size(); ++i) {
    if (i != Powers::time && left.of[i] != 0) return std::nullopt;
  }
  return time < -1 || time > 1 ? std::nullopt : std::optional(time);
}

std::string text_of(const Powers& powers) {
  constexpr std::array names = {"t", "d", "MWh", "yuan", "km", "m3", "person"};
  std::string above;
  std::string below;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const int power = powers.of[i];
    std::string& part = power > 0 ? above : below;
    for (int n = std::abs(power); n > 0; --n) {
      if (!part.empty()) part += ' ';
      part += names[i];
    }
  }
  if (above.empty()) above.push_back('1');
  if (below.empty()) return above;
  const bool several = below.find(' ') != std::string::npos;
  return several ? fmt::format("{}/({})", above, below) : fmt::format("{}/{}", above, below);
}

}  // namespace huan::analysis
