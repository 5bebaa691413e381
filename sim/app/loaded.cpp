#include "sim/app/loaded.h"

#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/indicator_reader.h"
#include "analysis/stored_scenario.h"
#include "models/registry.h"
#include "scenarios/reader/library.h"
#include "scenarios/reader/reader.h"
#include "sim/app/command.h"

namespace huan::app {
namespace {

namespace fs = std::filesystem;

void check_readable(const fs::path& path) {
  std::error_code fault;
  if (fs::is_directory(path, fault)) {
    throw FileError(fmt::format("'{}' is a folder; a scenario file is needed", path.string()));
  }
  if (!std::ifstream(path)) {
    throw FileError(fmt::format("cannot read '{}': {}", path.string(), std::strerror(errno)));
  }
}

}  // namespace

void say(const scenarios::Complaints& complaints, Console& console) {
  if (!console.voice().json) {
    const bool only_warnings_while_quiet = console.voice().quiet && complaints.fine();
    if (!only_warnings_while_quiet) console.page(complaints.render());
    return;
  }
  for (const scenarios::Complaint& complaint : complaints.all()) {
    const bool error = complaint.severity == scenarios::Severity::error;
    nlohmann::json fields;
    if (complaint.place.known()) {
      fields = {{"file", complaints.sources().path(complaint.place.file)},
                {"line", complaint.place.line},
                {"column", complaint.place.column}};
    }
    if (!complaint.hint.empty()) fields["hint"] = complaint.hint;
    console.say(error ? Level::error : Level::warning, "complaint", complaint.message, fields);
  }
}

std::vector<Option> scenario_options() {
  return {{"set", "PATH=VALUE", "change a value before the run: 'xc_p28.capacity=900 kt/a'", true},
          {"anywhere", "", "the scenario may name files outside its own folder", false}};
}

std::optional<Loaded> load(const Arguments& arguments, Console& console) {
  const fs::path path = arguments.operands().at(0);
  check_readable(path);
  const scenarios::Shelf shelf{models::all_models(), &scenarios::shipped_library()};
  const scenarios::ReadOptions options{arguments.texts("set"), arguments.has("anywhere")};
  scenarios::Complaints complaints;
  std::optional<scenarios::Scenario> scenario;
  if (analysis::is_results_file(path)) {
    scenario = scenarios::read_scenario_text(analysis::stored_scenario(path), path.string(), shelf,
                                             options, complaints);
  } else {
    scenario = scenarios::read_scenario(path, shelf, options, complaints);
  }
  if (scenario) (void)analysis::indicators_of(scenario->indicators, complaints);
  std::optional<scenarios::Built> built;
  if (scenario && complaints.fine()) built = scenarios::build(*scenario, complaints);
  say(complaints, console);
  if (!built) return std::nullopt;
  return Loaded{std::move(*scenario), std::move(*built)};
}

}  // namespace huan::app
