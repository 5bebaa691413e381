/// From text to a Scenario: the door of this folder.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/library.h"
#include "models/registry.h"
#include "scenarios/reader/complaint.h"
#include "scenarios/reader/scenario.h"

namespace huan::scenarios {

/// What a scenario may refer to: the kinds of facility, and the shipped materials and recipes.
struct Shelf {
  std::span<const models::ModelKind> models;
  const models::Library* library = nullptr;
};

struct ReadOptions {
  std::vector<std::string> set;  ///< "PATH=VALUE" of the command line, applied last
  bool anywhere = false;         ///< files may be named outside the root folder too
  /// Overlays laid on the scenario when all it says itself is done, in order; named relative to its
  /// folder. As with `apply`, their own base and names do not count.
  std::vector<std::string> apply = {};
};

/// Reads a scenario file with all it names. Without errors in `complaints` there is a scenario;
/// with errors there is none. Never throws for what a text says.
[[nodiscard]] std::optional<Scenario> read_scenario(const std::filesystem::path& path,
                                                    const Shelf& shelf, const ReadOptions& options,
                                                    Complaints& complaints);
/// The same for a text at hand, as from a results file; it may name no other files.
[[nodiscard]] std::optional<Scenario> read_scenario_text(std::string text, const std::string& name,
                                                         const Shelf& shelf,
                                                         const ReadOptions& options,
                                                         Complaints& complaints);

/// The whole scenario as one TOML text, canonical in order and form, that reads back to an equal
/// scenario on its own.
[[nodiscard]] std::string resolved_text(const Scenario& scenario);

}  // namespace huan::scenarios
