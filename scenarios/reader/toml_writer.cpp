#include "scenarios/reader/toml_writer.h"

#include "scenarios/reader/toml_source.h"

namespace huan::scenarios {

void TomlWriter::list_entry(std::string_view section) {
  text_ += "\n[[" + std::string(section) + "]]\n";
}

void TomlWriter::table(std::string_view section) { text_ += "\n[" + std::string(section) + "]\n"; }

void TomlWriter::raw(std::string_view key, std::string_view value) {
  text_ += std::string(key) + " = " + std::string(value) + "\n";
}

void TomlWriter::text(std::string_view key, std::string_view value) {
  if (!value.empty()) raw(key, toml_string(value));
}

void TomlWriter::setting(std::string_view key, const Setting& setting) {
  raw(key, written_setting(setting));
}

std::string written_setting(const Setting& setting) {
  std::string value = text_of(setting.value);
  if (setting.profile.empty() && !setting.assumed && setting.source.empty()) return value;
  std::string result = "{ value = " + value;
  if (!setting.profile.empty()) result += ", profile = " + toml_string(setting.profile);
  if (!setting.profile.empty() && setting.keep == Keep::total) result += ", keep = \"total\"";
  if (setting.assumed) result += ", assumed = true";
  if (!setting.source.empty()) result += ", source = " + toml_string(setting.source);
  return result + " }";
}

}  // namespace huan::scenarios
