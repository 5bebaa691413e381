#include "scenarios/reader/guards.h"

#include <algorithm>
#include <string>

#include "scenarios/reader/glyphs.h"

namespace huan::scenarios {
namespace {

/// Walks over TOML outside of strings and comments, counting dots of keys and depth of brackets.
class Shallowness {
 public:
  explicit Shallowness(std::string_view text) : text_(text) {}

  /// Offset of the first breach, or npos; `why` says which.
  std::size_t breach(std::string& why) {
    while (at_ < text_.size()) {
      const std::size_t here = at_;
      step();
      if (dots_ >= most_key_parts)
        why = "a key of more than " + std::to_string(most_key_parts) + " parts";
      if (depth_ > deepest_nesting)
        why = "nested more than " + std::to_string(deepest_nesting) + " deep";
      if (!why.empty()) return here;
    }
    return std::string_view::npos;
  }

 private:
  void step() {
    const char c = text_[at_];
    if (c == '#') return skip_to("\n");
    if (c == '"' || c == '\'') return skip_string(c);
    ++at_;
    if (c == '.') ++dots_;
    if (c == '\n' || c == '=' || c == ',' || c == '{' || c == '[') dots_ = 0;
    if (c == '[' || c == '{') ++depth_;
    if ((c == ']' || c == '}') && depth_ > 0) --depth_;
  }

  void skip_to(std::string_view mark) { at_ = std::min(text_.find(mark, at_), text_.size()); }

  void skip_string(char quote) {
    const std::string three(3, quote);
    const bool block = text_.substr(at_, 3) == three;
    at_ += block ? 3 : 1;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\\' && quote == '"') {
        at_ += 2;
      } else if (block ? text_.substr(at_, 3) == three : c == quote) {
        at_ += block ? 3 : 1;
        return;
      } else if (c == '\n' && !block) {
        return;  // an unclosed string: the parser will say so
      } else {
        ++at_;
      }
    }
    at_ = text_.size();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int dots_ = 0;
  int depth_ = 0;
};

}  // namespace

Place place_at(std::uint32_t file, std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto column = static_cast<std::uint32_t>(glyphs_of(before.substr(line_start)).size() + 1);
  return {file, line, column};
}

bool is_decent_text(std::uint32_t file, std::size_t largest, Complaints& complaints) {
  const std::string& text = complaints.sources().text(file);
  if (text.size() > largest) {
    complaints.error({file, 0, 0},
                     "the file is larger than " + std::to_string(largest >> 20U) + " MiB",
                     "large tables belong into CSV files, in parts");
    return false;
  }
  if (const auto at = text.find('\0'); at != std::string::npos) {
    complaints.error(place_at(file, text, at), "there is a NUL byte here: is this a text file?");
    return false;
  }
  if (const auto at = invalid_utf8(text); at != std::string::npos) {
    complaints.error(place_at(file, text, at), "this is not UTF-8",
                     "save the file in UTF-8 (not GBK or GB 18030)");
    return false;
  }
  return true;
}

bool is_shallow_toml(std::uint32_t file, Complaints& complaints) {
  const std::string& text = complaints.sources().text(file);
  std::string why;
  const std::size_t at = Shallowness(text).breach(why);
  if (at == std::string::npos) return true;
  complaints.error(place_at(file, text, at), why);
  return false;
}

}  // namespace huan::scenarios
