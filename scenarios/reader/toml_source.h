/// A TOML text as a tree of nodes with places.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scenarios/reader/complaint.h"
#include "scenarios/reader/node.h"

namespace huan::scenarios {

/// Parses the text `file` of the complaints' sources. Complains and returns nothing when it is no
/// TOML 1.0, holds a NaN, an infinity, a date with a time zone or a time alone, or breaks a limit
/// of guards.h. Keys keep the order of writing.
[[nodiscard]] std::optional<Node> parse_toml(std::uint32_t file, Complaints& complaints);

/// A text in quotes, as TOML.
[[nodiscard]] std::string toml_string(std::string_view text);
/// A key, in quotes where TOML wants them.
[[nodiscard]] std::string toml_key(std::string_view name);

}  // namespace huan::scenarios
