#include "scenarios/reader/assembly.h"

#include <algorithm>
#include <set>

#include "scenarios/reader/csv.h"
#include "scenarios/reader/guards.h"
#include "scenarios/reader/reserved.h"
#include "scenarios/reader/toml_source.h"

namespace huan::scenarios {
namespace {

const std::set<std::string, std::less<>> header_keys = {
    "format", "name", "name_zh", "description",     "region",  "source",
    "start",  "end",  "seed",    "blend_tolerance", "convoys", "dates_outside"};
const std::vector<std::string> directives = {
    "include", "base",   "apply",     "set",     "times",      "remove", "choose",
    "enable",  "output", "materials", "recipes", "facilities", "routes", "boundaries"};

/// How a file came to be read.
enum class Part : std::uint8_t {
  scenario,  ///< the scenario itself, or its base
  include,   ///< a part of a region: entries and changes, no header
  applied,   ///< an overlay named by another: its base and its names do not count
};

std::string article(std::string_view noun) {
  return std::string(noun.find_first_of("aeiou") == 0 ? "an " : "a ") + std::string(noun);
}

class Assembler {
 public:
  explicit Assembler(Context& context) : context_(context) {}

  void read(std::uint32_t file, Part part) {
    const auto root = parse_toml(file, context_.complaints);
    if (!root) return failed();
    check_keys(*root, part);
    const bool overlay = part == Part::applied || root->find("base") != nullptr;
    if (part == Part::scenario) follow(*root, "base", Part::scenario);
    read_header(*root, part, overlay);
    follow(*root, "apply", Part::applied);
    remove(*root);
    follow(*root, "include", Part::include);
    for (std::size_t i = 0; i < section_names.size(); ++i)
      read_section(*root, static_cast<Section>(i));
    read_tables(*root);
    read_changes(*root, overlay);
  }

  /// Reads the file that a text names.
  void follow(const Node& name, Part part) {
    const auto file = context_.files.open(name, largest_toml);
    if (!file) failed();
    if (!file || !enter(*file, name, part)) return;
    read(*file, part);
    chain_.pop_back();
  }

  Assembly assembly;

 private:
  void failed() { assembly.whole = false; }

  void complain(const Place& place, const std::string& message, const std::string& hint = {}) {
    context_.complaints.error(place, message, hint);
  }

  void check_keys(const Node& root, Part part) {
    for (const auto& [key, node] : *root.table()) {
      const bool section =
          std::find(section_names.begin(), section_names.end(), key.name) != section_names.end();
      const bool directive =
          std::find(directives.begin(), directives.end(), key.name) != directives.end();
      if (header_keys.contains(key.name) && part == Part::include && key.name != "format")
        complain(key.place, "'" + key.name + "' belongs to the scenario, not to an included part");
      if (key.name == "base" && part == Part::include)
        complain(key.place, "an included part has no base",
                 "overlays are named by 'apply', parts by 'include'");
      if (!section && !directive && !header_keys.contains(key.name)) unknown_key(key, node);
    }
  }

  void unknown_key(const Key& key, const Node& node) {
    std::vector<std::string> known(section_names.begin(), section_names.end());
    known.insert(known.end(), directives.begin(), directives.end());
    known.insert(known.end(), header_keys.begin(), header_keys.end());
    const bool study = key.name == "vary" || key.name == "design" || key.name == "scenario";
    const std::string what = node.table() || node.list() ? "section" : "key";
    complain(key.place, "a scenario has no " + what + " '" + key.name + "'",
             study ? "this looks like a study: it is run by 'huan sweep'"
                   : context_.suggestion(key.name, known));
  }

  /// The texts of a key that holds a name or a list of names.
  std::vector<const Node*> names(const Node& root, std::string_view key) {
    std::vector<const Node*> found;
    const Node* node = root.find(key);
    if (!node) return found;
    if (node->text()) found.push_back(node);
    const List* list = node->list();
    if (list)
      for (const Node& item : *list) found.push_back(&item);
    std::erase_if(found, [](const Node* item) { return !item->text(); });
    if ((!node->text() && !list) || (list && found.size() != list->size()))
      complain(node->place, "'" + std::string(key) + "' = " + node->as_written() +
                                ": a name in quotes, or a list of them, is needed");
    return found;
  }

  void follow(const Node& root, std::string_view key, Part part) {
    const auto found = names(root, key);
    if (key == "base" && found.size() > 1)
      complain(found[1]->place, "a scenario has one base", "other overlays are named by 'apply'");
    for (const Node* name : found) {
      if (chain_.size() >= deepest_chain)
        return complain(name->place, "more than " + std::to_string(deepest_chain) +
                                         " files name each other in a row");
      follow(*name, part);
    }
  }

  /// Refuses circles, and parts that are included twice.
  bool enter(std::uint32_t file, const Node& name, Part part) {
    const auto path = context_.files.real_path(file);
    if (chain_.empty()) chain_.push_back(context_.files.real_path(name.place.file));
    if (std::find(chain_.begin(), chain_.end(), path) != chain_.end()) {
      complain(name.place, "'" + *name.text() + "' names itself, directly or through others");
      return false;
    }
    const auto [at, first] = included_.emplace(path, name.place);
    if (!first && part == Part::include) {
      context_.complaints.add({Severity::error,
                               name.place,
                               "'" + *name.text() + "' is included twice",
                               "",
                               {{at->second, "first included here"}}});
      return false;
    }
    chain_.push_back(path);
    return true;
  }

  void read_header(const Node& root, Part part, bool overlay) {
    if (part == Part::include) return;
    for (const auto& [key, node] : *root.table()) {
      if (!header_keys.contains(key.name)) continue;
      const bool label =
          key.name.starts_with("name") || key.name == "description" || key.name == "source";
      if (part == Part::applied && label) continue;
      if (overlay && (key.name == "start" || key.name == "end")) assembly.other_dates = true;
      assembly.header[key.name] = {key, node};
    }
    if (const Node* output = root.find("output")) {
      if (!output->table())
        return complain(output->place, "'output' is a table",
                        "write [output] on a line of its own");
      for (const auto& [key, node] : *output->table()) assembly.output[key.name] = {key, node};
    }
  }

  void remove(const Node& root) {
    for (const Node* name : names(root, "remove")) {
      const auto at = index_.find(*name->text());
      if (at == index_.end()) {
        complain(name->place, "there is no '" + *name->text() + "' to remove",
                 context_.suggestion(*name->text(), ids()));
        continue;
      }
      Node& node = assembly[at->second.section][at->second.index];
      node.value = Table{};  // keeps the indices of the others; empty entries are skipped
      index_.erase(at);
    }
  }

  std::vector<std::string> ids() const {
    std::vector<std::string> found;
    for (const auto& [id, where] : index_) found.push_back(id);
    std::sort(found.begin(), found.end());
    return found;
  }

  void read_section(const Node& root, Section section) {
    const std::string name(section_names[static_cast<std::size_t>(section)]);
    const Node* node = root.find(name);
    if (!node) return;
    if (!node->list())
      return complain(node->place, "'" + name + "' is a list of tables",
                      "write [[" + name + "]] with two brackets");
    for (const Node& entry : *node->list()) add(section, entry);
  }

  void add(Section section, const Node& entry) {
    const std::string name(section_names[static_cast<std::size_t>(section)]);
    if (!entry.table())
      return complain(entry.place,
                      "a " + name + " is a table, this is " + std::string(entry.words()));
    const Node* id = entry.find("id");
    if (!id) return complain(entry.place, article(name) + " has no 'id'");
    if (!id->text() || !is_id(*id->text()))
      return complain(id->place, "'id' = " + id->as_written() + ": this is no id",
                      "ids are made of the letters a to z, digits, _ and -");
    check_free(section, *id);
    const bool own_names = section == Section::material || section == Section::recipe;
    const std::string key = own_names ? name + " " + *id->text() : *id->text();
    const auto [at, first] =
        index_.emplace(key, Where{section, assembly[section].size(), id->place});
    if (!first)
      return context_.complaints.add(
          {Severity::error,
           id->place,
           "the id '" + *id->text() + "' is there already",
           at->second.place.file != id->place.file
               ? "an overlay changes things by 'set', or takes them away by 'remove' first"
               : "",
           {{at->second.place,
             "first used here, for a " +
                 std::string(section_names[static_cast<std::size_t>(at->second.section)])}}});
    assembly[section].push_back(entry);
  }

  /// What results call so cannot be something of the scenario.
  void check_free(Section section, const Node& id) {
    if (section == Section::material && *id.text() == reserved::offgas)
      complain(id.place, "the id 'offgas' is taken: results call so what leaves to the air",
               "say whose it is, for example 'converter_gas'");
    if (section == Section::facility && *id.text() == reserved::world)
      complain(id.place,
               "the id 'world' is taken: results call so what lies outside of all facilities",
               "call it by its place, for example 'port'");
  }

  /// Bulk tables, and files of materials and recipes.
  void read_tables(const Node& root) {
    read_csv(root, "facilities", Section::facility);
    read_csv(root, "routes", Section::route);
    read_csv(root, "boundaries", Section::boundary);
    read_library_files(root, "materials", Section::material);
    read_library_files(root, "recipes", Section::recipe);
  }

  void read_csv(const Node& root, std::string_view key, Section section) {
    for (const Node* name : names(root, key)) {
      const auto file = context_.files.open(*name, largest_csv);
      const auto table = file ? parse_csv(*file, context_.complaints) : std::nullopt;
      if (!table) failed();
      if (!table) continue;
      assembly[section].reserve(assembly[section].size() + table->rows.size());
      for (std::size_t i = 0; i < table->rows.size(); ++i) add(section, table->row_as_table(i));
    }
  }

  void read_library_files(const Node& root, std::string_view key, Section section) {
    for (const Node* name : names(root, key)) {
      const auto file = context_.files.open(*name, largest_toml);
      const auto document = file ? parse_toml(*file, context_.complaints) : std::nullopt;
      if (!document) failed();
      if (!document) continue;
      if (document->find("feed")) {
        add(section, *document);  // one recipe is a whole file
        continue;
      }
      for (const auto& [entry_key, node] : *document->table()) {
        if (entry_key.name == "material") read_section(*document, Section::material);
        if (entry_key.name == "recipe") read_section(*document, Section::recipe);
        if (entry_key.name != "material" && entry_key.name != "recipe")
          complain(entry_key.place,
                   "a file of materials and recipes has no key '" + entry_key.name + "'");
      }
    }
  }

  void read_changes(const Node& root, bool overlay) {
    changes(root, "set", Operation::Kind::set, overlay);
    changes(root, "times", Operation::Kind::times, overlay);
    for (const Node* name : names(root, "enable"))
      assembly.enabled.push_back({*name->text(), name->place});
    const Node* choose = root.find("choose");
    if (!choose) return;
    if (!choose->table())
      return complain(choose->place, "'choose' is a table",
                      "for example: choose = { dazhou_scrap = \"three_million\" }");
    for (const auto& [key, node] : *choose->table()) {
      if (!node.text())
        complain(node.place, "the name of an option is needed", "write it in quotes");
      else
        assembly.chosen[key.name] = {*node.text(), node.place};
    }
  }

  void changes(const Node& root, std::string_view key, Operation::Kind kind, bool overlay) {
    for (RawChange& change : raw_changes(root.find(key), key, kind, context_)) {
      change.overlay = overlay;
      assembly.changes.push_back(std::move(change));
    }
  }

  struct Where {
    Section section;
    std::size_t index;
    Place place;
  };
  Context& context_;
  std::vector<std::filesystem::path> chain_;
  std::map<std::filesystem::path, Place> included_;
  std::unordered_map<std::string, Where> index_;
};

}  // namespace

std::vector<RawChange> raw_changes(const Node* node, std::string_view key, Operation::Kind kind,
                                   Context& context) {
  std::vector<RawChange> found;
  if (!node) return found;
  if (!node->table()) {
    context.complaints.error(node->place, "'" + std::string(key) + "' is a table",
                             "for example: " + std::string(key) + " = { \"xc_p44.capacity\" = " +
                                 (key == "set" ? "\"120 kt/a\" }" : "1.1 }"));
    return found;
  }
  for (const auto& [path, value] : *node->table()) {
    const bool setting = value.find("value") != nullptr;
    if (value.table() && !setting) {
      std::string inner = path.name;
      for (const Node* at = &value; at->table() && !at->table()->empty();
           at = &at->table()->front().node)
        inner += "." + at->table()->front().key.name;
      context.complaints.error(path.place, "a path with dots stands in quotes",
                               "write \"" + inner + "\" = ...");
      continue;
    }
    found.push_back({kind, path, value});
  }
  return found;
}

Assembly assemble(std::uint32_t scenario_file, const std::vector<std::string>& apply,
                  Context& context) {
  Assembler assembler(context);
  assembler.read(scenario_file, Part::scenario);
  for (const std::string& overlay : apply) {
    Node name;
    name.value = overlay;
    name.place.file = scenario_file;
    assembler.follow(name, Part::applied);
  }
  for (auto& section : assembler.assembly.sections)
    std::erase_if(section, [](const Node& entry) { return entry.table()->empty(); });
  return std::move(assembler.assembly);
}

void add_command_line(const std::vector<std::string>& settings, Assembly& assembly,
                      Context& context) {
  if (settings.empty()) return;
  std::string text;
  for (const std::string& setting : settings) {
    std::string line = setting;
    std::replace(line.begin(), line.end(), '\n', ' ');
    text += line + "\n";
  }
  const auto file = context.complaints.sources().add("--set", text);
  if (!is_decent_text(file, largest_toml, context.complaints)) return;
  for (std::uint32_t i = 0; i < settings.size(); ++i) {
    const std::string& setting = settings[i];
    const auto equals = setting.find('=');
    if (equals == std::string::npos || equals == 0) {
      context.complaints.error({file, i + 1, 1}, "PATH=VALUE is needed",
                               "for example --set \"xc_p44.capacity=120 kt/a\"");
      continue;
    }
    const Key path{setting.substr(0, equals), {file, i + 1, 1}};
    std::string value = setting.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    Node node;
    node.value = value;
    node.cell = true;
    node.place = {file, i + 1, static_cast<std::uint32_t>(equals + 2)};
    const bool dates = path.name == "start" || path.name == "end";
    if (header_keys.contains(path.name)) {
      assembly.header[path.name] = {path, node};
      assembly.other_dates |= dates;
    } else if (path.name.find('.') == std::string::npos) {
      assembly.chosen[path.name] = {value, node.place};
    } else {
      assembly.changes.push_back({Operation::Kind::set, path, node, true});
    }
  }
}

}  // namespace huan::scenarios
