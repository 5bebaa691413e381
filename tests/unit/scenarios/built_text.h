/// A scenario's text, read and built with the shipped kinds and library.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "scenarios/builder/builder.h"
#include "scenarios/reader/library.h"
#include "scenarios/reader/reader.h"

namespace huan::tests {

struct BuiltText {
  scenarios::Complaints complaints;
  std::optional<scenarios::Built> built;  ///< none when the builder refused it

  [[nodiscard]] const sim::Plan& plan() const { return built->network->plan(); }
  [[nodiscard]] const sim::ProcessSpec& process(const std::string& name) const {
    for (const sim::ProcessSpec& process : plan().processes) {
      if (process.name == name) return process;
    }
    throw std::out_of_range("no process " + name);
  }
};

/// What the builder made of a text that can be read, with settings of the command line.
inline BuiltText tried(const std::string& text, const std::vector<std::string>& set = {}) {
  BuiltText made;
  const scenarios::Shelf shelf{models::all_models(), &scenarios::shipped_library()};
  const auto scenario =
      scenarios::read_scenario_text(text, "test.toml", shelf, {set, false}, made.complaints);
  INFO(made.complaints.render());
  REQUIRE(scenario);
  made.built = scenarios::build(*scenario, made.complaints);
  return made;
}

/// The same for a text that can be built.
inline BuiltText built(const std::string& text, const std::vector<std::string>& set = {}) {
  BuiltText made = tried(text, set);
  INFO(made.complaints.render());
  REQUIRE(made.built);
  return made;
}

}  // namespace huan::tests
