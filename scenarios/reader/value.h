/// The values of a scenario: what was written, typed, and where.
#pragma once

#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include "scenarios/reader/place.h"
#include "scenarios/reader/units.h"

namespace huan::scenarios {

/// A text and where it stands. An unset text is empty.
struct Text {
  std::string value;
  Place place;
  [[nodiscard]] bool given() const { return place.known(); }
  [[nodiscard]] bool empty() const { return value.empty(); }
};

/// An instant of the calendar (no time zone: the region's own time). A date is its 00:00.
struct Moment {
  std::chrono::sys_seconds at{};
  friend auto operator<=>(const Moment&, const Moment&) = default;
  /// [d] from `start`.
  [[nodiscard]] double days_since(const Moment& start) const;
  [[nodiscard]] std::string text() const;  ///< "2021-06-01" or "2021-06-01T06:00:00"
};

/// A day of every year: "02-10".
struct MonthDay {
  unsigned month = 1;
  unsigned day = 1;
  friend auto operator<=>(const MonthDay&, const MonthDay&) = default;
};

using Value = std::variant<Number, std::string, bool, Moment, std::vector<std::string>>;

/// "900 kt/a", 0.95, "text", true, 2021-06-01, ["a", "b"]: as TOML.
[[nodiscard]] std::string text_of(const Value& value);

/// What a profile's factors are measured by.
enum class Keep : std::uint8_t {
  peak,   ///< the number is what factor 1 stands for
  total,  ///< the number is the mean over the profile: factors are scaled to a mean of 1
};

/// One property of a facility, route, boundary or limit.
struct Setting {
  Value value;
  Place place;          ///< of the value
  std::string profile;  ///< id of a profile it follows, or empty
  Keep keep = Keep::peak;
  bool fallback = false;  ///< the model's default, not written in the scenario
  bool assumed = false;   ///< written as { value = ..., assumed = true, source = "..." }
  std::string source;

  [[nodiscard]] bool is_number() const { return std::holds_alternative<Number>(value); }
  [[nodiscard]] const Number& number() const { return std::get<Number>(value); }
};

}  // namespace huan::scenarios
