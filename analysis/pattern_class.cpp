#include "analysis/pattern_class.h"

#include <map>
#include <stdexcept>

#include "models/embedded.h"
#include "scenarios/reader/toml_source.h"

namespace huan::analysis {
namespace {

using Classes = std::map<std::string, std::vector<std::string>, std::less<>>;

Classes read_classes() {
  scenarios::Complaints complaints;
  Classes read;
  const scenarios::Node document = embedded_toml("analysis/classes.toml", complaints);
  for (const scenarios::Entry& entry : *document.table()) {
    for (const scenarios::Node& pattern : *entry.node.list()) {
      read[entry.key.name].push_back(*pattern.text());
    }
  }
  return read;
}

}  // namespace

scenarios::Node embedded_toml(std::string_view path, scenarios::Complaints& complaints) {
  for (const models::EmbeddedFile& file : models::embedded_files()) {
    if (file.path != path) continue;
    const auto index = complaints.sources().add(std::string(path), std::string(file.text));
    if (auto document = scenarios::parse_toml(index, complaints)) return *document;
  }
  throw std::logic_error("no '" + std::string(path) + "' in the program:\n" + complaints.render());
}

const std::vector<std::string>* pattern_class(std::string_view name) {
  static const Classes classes = read_classes();
  const auto found = classes.find(name);
  return found == classes.end() ? nullptr : &found->second;
}

}  // namespace huan::analysis
