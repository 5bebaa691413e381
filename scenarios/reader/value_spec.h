/// What kind of value a key may have, and how one is read from its node.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/parameters.h"
#include "scenarios/reader/context.h"
#include "scenarios/reader/node.h"
#include "scenarios/reader/value.h"

namespace huan::scenarios {

/// Dimensions that fit (the first is the one that complaints speak of) and the range, in canonical
/// units.
struct ValueSpec {
  std::vector<models::Dimension> dimensions;
  double min = -1e300;
  double max = 1e300;
};

/// When something opens or closes: a date, or true or false.
inline const ValueSpec date_or_flag{{models::Dimension::date, models::Dimension::flag}};
/// What a stock holds.
inline const ValueSpec a_holding{{models::Dimension::mass, models::Dimension::energy}, 0};

/// A named property of routes, boundaries and limits.
struct NamedSpec {
  std::string name;
  ValueSpec spec;
};
[[nodiscard]] const std::vector<NamedSpec>& route_settings();
[[nodiscard]] const std::vector<NamedSpec>& boundary_settings();
[[nodiscard]] const std::vector<NamedSpec>& limit_settings();
[[nodiscard]] const ValueSpec* find_spec(const std::vector<NamedSpec>& specs,
                                         const std::string& name);
[[nodiscard]] ValueSpec spec_of(const models::ParameterSpec& parameter);

/// Reads `900 kt/a`, or { value = ..., profile = ..., keep = ..., assumed = ..., source = ... }.
/// `name` is for the complaint, `material` for densities.
[[nodiscard]] std::optional<Setting> read_setting(const Node& node, const std::string& name,
                                                  const ValueSpec& spec, Context& context,
                                                  const std::string& material = {});
/// A value alone.
[[nodiscard]] std::optional<Value> read_value(const Node& node, const std::string& name,
                                              const ValueSpec& spec, Context& context,
                                              const std::string& material = {});
/// Whether a canonical number lies in the range; `fault` says "at most 100 t/d is allowed".
[[nodiscard]] bool in_range(const Number& number, const ValueSpec& spec, std::string& fault);

/// A date, also from a CSV cell; nullopt (without a complaint) when it is none.
[[nodiscard]] std::optional<Moment> moment_of(const Node& node);
[[nodiscard]] std::optional<bool> flag_of(const Node& node);
[[nodiscard]] std::optional<double> plain_of(const Node& node);
/// "02-10"; 02-29 is a day too.
[[nodiscard]] std::optional<MonthDay> month_day_of(const std::string& text);

}  // namespace huan::scenarios
