/// A scenario as a command needs it: read from a file of text or from a results file, with its
/// complaints said.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/builder/builder.h"
#include "scenarios/reader/scenario.h"
#include "sim/app/arguments.h"
#include "sim/app/console.h"

namespace huan::app {

struct Loaded {
  scenarios::Scenario scenario;
  scenarios::Built built;
};

/// Says complaints on standard error; as JSON one object each.
void say(const scenarios::Complaints& complaints, Console& console);

/// The options `--set`, `--anywhere` of the commands that read a scenario.
[[nodiscard]] std::vector<Option> scenario_options();

/// Reads and builds; says every complaint. nullopt when there are errors. Errors: FileError when
/// the file is not there or is no results file of huan's.
[[nodiscard]] std::optional<Loaded> load(const Arguments& arguments, Console& console);

}  // namespace huan::app
