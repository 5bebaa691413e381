/// The `[[vary]]` entries of a study: each becomes a factor, or several.
#pragma once

#include "scenarios/reader/fields.h"
#include "scenarios/reader/reach.h"
#include "scenarios/reader/study.h"

namespace huan::scenarios {

/// A study while it is read.
struct StudyDraft {
  Study study;
  /// Its `scenario` is what the study varies; empty when that could not be read, and then paths,
  /// options and values are not checked.
  Context& context;
  bool scenario_known = false;
  std::filesystem::path folder;           ///< real one of the study's file
  std::filesystem::path scenario_folder;  ///< real one of the scenario's file
  ReadOptions options;

  void error(const Place& place, const std::string& message, const std::string& hint = {}) {
    context.complaints.error(place, message, hint);
  }
};

/// Where a path as written leads; complains (at the place of `path`) when it leads nowhere.
[[nodiscard]] std::optional<Reach> reach_for(StudyDraft& draft, const Text& path);
/// As operations write it: alias resolved.
[[nodiscard]] std::string canonical_path(const Reach& reach);
/// What a value for `reach` is read as; `times`: a factor.
[[nodiscard]] std::optional<Value> read_level(StudyDraft& draft, const Node& node, const Text& path,
                                              const Reach& reach, bool times);
/// The file of an overlay as the scenario's folder names it, after it was read on the scenario;
/// "" stands for none.
[[nodiscard]] std::optional<std::string> read_overlay(StudyDraft& draft, const Node& name);
/// The alternative with this id; complains when there is none.
[[nodiscard]] const Alternative* find_alternative(StudyDraft& draft, const Text& id);
/// Complains unless the alternative has the option.
bool has_option(StudyDraft& draft, const Alternative& alternative, const Text& option);

void read_vary(const Node& entry, StudyDraft& draft);
/// Numbers of the library's recipes, for `library = [patterns]`; after all other entries.
void read_library_vary(const Node& entry, StudyDraft& draft);
/// The columns of a table of points.
void read_points(const Node& name, StudyDraft& draft);

}  // namespace huan::scenarios
