/// What a text must be before anything parses it: a hostile file gets an error, never a crash or a
/// hang.
#pragma once

#include <cstddef>
#include <string_view>

#include "scenarios/reader/complaint.h"

namespace huan::scenarios {

inline constexpr std::size_t largest_toml = std::size_t{16} << 20U;  ///< [bytes]
inline constexpr std::size_t largest_csv = std::size_t{64} << 20U;   ///< [bytes]
inline constexpr int most_key_parts = 64;  ///< in TOML, beyond which its parser may overflow
inline constexpr int deepest_nesting = 32;

/// UTF-8, without NUL bytes, not too large. Complains once and returns false if not.
bool is_decent_text(std::uint32_t file, std::size_t largest, Complaints& complaints);
/// No key of too many parts, no brackets too deep.
bool is_shallow_toml(std::uint32_t file, Complaints& complaints);
/// Line and column of a byte offset.
[[nodiscard]] Place place_at(std::uint32_t file, std::string_view text, std::size_t offset);

}  // namespace huan::scenarios
