/// Where something was written: a file, a line and a column; and the texts themselves, so that a
/// complaint can show the line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huan::scenarios {

/// A position in a source text. `file` indexes SourceTexts; line and column count from 1, columns
/// in characters (code points), not bytes. Line 0: the file as a whole.
struct Place {
  static constexpr std::uint32_t nowhere = 0xffffffff;
  std::uint32_t file = nowhere;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  [[nodiscard]] bool known() const { return file != nowhere; }
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// The texts that were read, in the order of reading.
class SourceTexts {
 public:
  /// `path` as it is to be shown: as the user wrote it, or "--set".
  std::uint32_t add(std::string path, std::string text);
  [[nodiscard]] const std::string& path(std::uint32_t file) const;
  [[nodiscard]] const std::string& text(std::uint32_t file) const;
  /// Line `line` (from 1) without its end; empty when there is none.
  [[nodiscard]] std::string_view line(std::uint32_t file, std::uint32_t line) const;
  /// "path:line:column", "path:line" or "path"; "(nowhere)" for an unknown place.
  [[nodiscard]] std::string describe(const Place& place) const;

 private:
  struct Source {
    std::string path;
    std::string text;
    std::vector<std::size_t> line_starts;
  };
  std::vector<Source> sources_;
};

}  // namespace huan::scenarios
