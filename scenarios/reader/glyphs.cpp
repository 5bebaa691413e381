#include "scenarios/reader/glyphs.h"

#include <cstdint>

namespace huan::scenarios {
namespace {

struct Decoded {
  std::uint32_t code = 0;
  std::size_t length = 0;  ///< bytes; 0 = invalid
};

/// One code point at the start of `text`, which is not empty.
Decoded decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(0);
  if (first < 0x80) return {first, 1};
  std::size_t length = 0;
  std::uint32_t code = 0;
  std::uint32_t least = 0;
  if ((first & 0xe0U) == 0xc0) length = 2, code = first & 0x1fU, least = 0x80;
  if ((first & 0xf0U) == 0xe0) length = 3, code = first & 0x0fU, least = 0x800;
  if ((first & 0xf8U) == 0xf0) length = 4, code = first & 0x07U, least = 0x10000;
  if (length == 0 || text.size() < length) return {};
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) return {};
    code = (code << 6U) | (byte(i) & 0x3fU);
  }
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code < least || code > 0x10ffff || surrogate) return {};
  return {code, length};
}

/// East Asian wide and full-width letters, as far as scenarios use them.
bool is_wide(std::uint32_t code) {
  return (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) ||
         (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) ||
         (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) ||
         (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x20000 && code <= 0x3fffd);
}

/// Controls, line separators and marks that turn the direction of writing.
bool steers(std::uint32_t code) {
  return (code < 0x20 && code != '\t') || (code >= 0x7f && code < 0xa0) ||
         (code >= 0x200e && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
         (code >= 0x2066 && code <= 0x2069);
}

}  // namespace

std::vector<Glyph> glyphs_of(std::string_view text) {
  std::vector<Glyph> glyphs;
  while (!text.empty()) {
    const Decoded one = decode(text);
    if (one.length == 0 || steers(one.code)) {
      glyphs.push_back({"?", 1});
    } else {
      glyphs.push_back({std::string(text.substr(0, one.length)), is_wide(one.code) ? 2 : 1});
    }
    text.remove_prefix(one.length == 0 ? 1 : one.length);
  }
  return glyphs;
}

std::string printable(std::string_view text) {
  std::string result;
  for (const Glyph& glyph : glyphs_of(text)) result += glyph.bytes;
  return result;
}

std::size_t invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded one = decode(text.substr(at));
    if (one.length == 0) return at;
    at += one.length;
  }
  return std::string_view::npos;
}

}  // namespace huan::scenarios
