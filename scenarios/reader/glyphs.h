/// UTF-8 text taken apart into characters, as far as showing a line with a caret needs it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace huan::scenarios {

/// One character: its bytes, and how many columns of a terminal it takes. What is no valid UTF-8,
/// or a control character other than the tab, becomes "?".
struct Glyph {
  std::string bytes;
  int width = 1;
};

[[nodiscard]] std::vector<Glyph> glyphs_of(std::string_view text);
/// The text without anything that could steer a terminal, tabs apart.
[[nodiscard]] std::string printable(std::string_view text);
/// Byte offset of the first place that is no valid UTF-8, or npos.
[[nodiscard]] std::size_t invalid_utf8(std::string_view text);

}  // namespace huan::scenarios
