/// A scenario put together as text: parts included, overlays laid over their base, tables turned
/// into entries. Nothing is typed yet.
#pragma once

#include <array>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "scenarios/reader/context.h"
#include "scenarios/reader/event.h"
#include "scenarios/reader/node.h"

namespace huan::scenarios {

/// The lists of a scenario, in the order in which they are read and written out.
enum class Section : std::uint8_t {
  material,
  recipe,
  profile,
  facility,
  route,
  boundary,
  limit,
  alternative,
  event,
  indicator,
};
inline constexpr std::array<std::string_view, 10> section_names = {
    "material", "recipe", "profile",     "facility", "route",
    "boundary", "limit",  "alternative", "event",    "indicator"};

/// A change as written; its value gets its meaning when the target is known.
struct RawChange {
  Operation::Kind kind = Operation::Kind::set;
  Key path;
  Node value;
  bool overlay = false;  ///< stands in an overlay or on the command line
};

struct Assembly {
  std::map<std::string, Entry> header;  ///< the last word on each key
  std::map<std::string, Entry> output;
  std::array<std::vector<Node>, section_names.size()> sections;
  std::vector<RawChange> changes;      ///< in order
  std::map<std::string, Text> chosen;  ///< option by alternative; the place is the option's
  std::vector<Text> enabled;
  bool other_dates = false;  ///< an overlay replaced start or end
  bool whole = true;         ///< every file could be opened and parsed

  [[nodiscard]] std::vector<Node>& operator[](Section section) {
    return sections[static_cast<std::size_t>(section)];
  }
};

/// Reads a file and all it names, then the overlays `apply`, named relative to it. Complains about
/// files, unknown keys, missing and repeated ids, and removals of what is not there.
[[nodiscard]] Assembly assemble(std::uint32_t scenario_file, const std::vector<std::string>& apply,
                                Context& context);

/// The changes below `set` or `times`; `node` may be null.
[[nodiscard]] std::vector<RawChange> raw_changes(const Node* node, std::string_view key,
                                                 Operation::Kind kind, Context& context);

/// Adds "PATH=VALUE" of the command line as the last overlay.
void add_command_line(const std::vector<std::string>& settings, Assembly& assembly,
                      Context& context);

}  // namespace huan::scenarios
