/// OUT.h5.runs: where the runs of a study gather until they become one file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "analysis/columns.h"
#include "analysis/segment.h"

namespace huan::analysis {

/// What a study is, for its files: equal for equal results. All that decides a run's numbers is in
/// `sums`, each part by its SHA-256, so that it can be said what has changed.
struct StudyHead {
  /// In the order in which changes are named: "program", "scenario", "study", "command line".
  std::vector<std::pair<std::string, std::string>> sums;
  std::uint64_t runs = 0, points = 0, replicates = 1;
  Columns columns;
  /// Factors as columns of text, each as long as `factors`: name, subject, spread, unit, options.
  std::vector<std::string> factors, subjects, spreads, units, options;
  /// Text attributes of the file, and whole numbers.
  std::vector<std::pair<std::string, std::string>> texts;
  std::vector<std::pair<std::string, std::int64_t>> numbers;

  /// SHA-256 of all of it.
  [[nodiscard]] std::string fingerprint() const;
};
[[nodiscard]] nlohmann::json json_of(const StudyHead& head);
/// Errors: nlohmann::json::exception.
[[nodiscard]] StudyHead head_of(const nlohmann::json& json);

/// "OUT.h5.runs"
[[nodiscard]] std::filesystem::path runs_folder_of(const std::filesystem::path& output);

/// Makes the folder and lays the head into it (study.json), or holds the head against the one that
/// lies there. Several processes may do so at once. Errors: ResultsError when they differ: it says
/// in what.
void open_runs_folder(const std::filesystem::path& folder, const StudyHead& head);
/// The head that lies in a folder. Errors: ResultsError.
[[nodiscard]] StudyHead read_head(const std::filesystem::path& folder);
/// The parts in which two studies differ, in words: "the program and the scenario"; empty if none.
[[nodiscard]] std::string changed_between(const StudyHead& a, const StudyHead& b);
/// Removes the folder with everything in it that is ours.
void remove_runs_folder(const std::filesystem::path& folder);

}  // namespace huan::analysis
