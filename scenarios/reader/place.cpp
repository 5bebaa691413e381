#include "scenarios/reader/place.h"

#include <algorithm>
#include <utility>

namespace huan::scenarios {

std::uint32_t SourceTexts::add(std::string path, std::string text) {
  Source source{std::move(path), std::move(text), {0}};
  for (std::size_t i = 0; i < source.text.size(); ++i)
    if (source.text[i] == '\n') source.line_starts.push_back(i + 1);
  sources_.push_back(std::move(source));
  return static_cast<std::uint32_t>(sources_.size() - 1);
}

const std::string& SourceTexts::path(std::uint32_t file) const { return sources_.at(file).path; }

const std::string& SourceTexts::text(std::uint32_t file) const { return sources_.at(file).text; }

std::string_view SourceTexts::line(std::uint32_t file, std::uint32_t line) const {
  const Source& source = sources_.at(file);
  if (line == 0 || line > source.line_starts.size()) return {};
  const std::size_t begin = source.line_starts[line - 1];
  std::size_t end =
      line < source.line_starts.size() ? source.line_starts[line] - 1 : source.text.size();
  if (end > begin && source.text[end - 1] == '\r') --end;
  return std::string_view(source.text).substr(begin, end - begin);
}

std::string SourceTexts::describe(const Place& place) const {
  if (!place.known()) return "(nowhere)";
  std::string text = path(place.file);
  if (place.line > 0) text += ":" + std::to_string(place.line);
  if (place.line > 0 && place.column > 0) text += ":" + std::to_string(place.column);
  return text;
}

}  // namespace huan::scenarios
