/// Writes tables of TOML line by line.
#pragma once

#include <string>
#include <string_view>

#include "scenarios/reader/value.h"

namespace huan::scenarios {

class TomlWriter {
 public:
  /// "[[facility]]" or "[output]" on a line of its own, after an empty one.
  void list_entry(std::string_view section);
  void table(std::string_view section);
  /// `key = value`, the value as it is to stand there; `key` may be dotted and quoted already.
  void raw(std::string_view key, std::string_view value);
  void text(std::string_view key, std::string_view value);  ///< left out when empty
  void text(std::string_view key, const Text& value) { text(key, value.value); }
  /// With profile, assumption and source where there are any.
  void setting(std::string_view key, const Setting& setting);

  [[nodiscard]] const std::string& result() const { return text_; }

 private:
  std::string text_;
};

/// A setting as it is to stand in TOML: "110 kt/a" in quotes, or { value = ..., ... }.
[[nodiscard]] std::string written_setting(const Setting& setting);

}  // namespace huan::scenarios
