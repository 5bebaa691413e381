/// A study's file, asked for one result at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analysis/hdf5.h"

namespace huan::analysis {

/// Whether there is a study in a file; false for all that cannot be read. A process of its own
/// looks (apart.h).
[[nodiscard]] bool is_study(const std::filesystem::path& file);

/// One number of each run.
struct StudyOutput {
  enum class Table : std::uint8_t { yearly, whole, series };
  Table table = Table::yearly;
  std::size_t line = 0;
  std::size_t period = 0;  ///< year or interval
  std::string id, name, name_zh, unit;
  std::string at;  ///< "2025", "2025-12"; empty of the whole run
  /// Of an indicator its group, of a series the table of a run's file that has it: "stock", "flow".
  std::string group, group_zh;
};

/// Runs that failed for one reason; reasons that differ in their numbers alone are one.
struct FailedRuns {
  std::string reason;      ///< of the first of them
  bool broke_off = false;  ///< else the point makes no scenario that can be built
  std::uint64_t runs = 0;
  std::uint64_t reasons = 0;  ///< how many there are, numbers and all
};

/// Reads only what is asked for, so that a file of any size can be asked. Errors, from all of it:
/// ResultsError where the file cannot be read or holds no study.
class StudyResults {
 public:
  explicit StudyResults(const std::filesystem::path& file);

  /// Of the random numbers; not there when the overlays of the design have seeds of their own.
  std::optional<std::uint64_t> seed;
  bool common = true;    ///< replicate r of every point has the same random numbers
  std::string scenario;  ///< resolved, with the overlays and options of the first point
  std::string program;   ///< version and commit
  std::string title, title_zh, design;  ///< design: "saltelli", ...
  std::uint64_t runs = 0, points = 0, replicates = 1, failed = 0;
  std::uint64_t size = 0;  ///< base rows, trajectories
  bool second_order = true;
  std::vector<std::string> factors, factor_units, factor_spreads, factor_subjects;
  std::vector<std::string> factor_options;  ///< "much | little"; empty of a number or a date

  /// Lines whose id matches a pattern, at one period each: `at`, or where that is empty the last
  /// one. Of series and of indicators; without patterns all indicators.
  [[nodiscard]] std::vector<StudyOutput> outputs(const std::vector<std::string>& patterns,
                                                 const std::string& at) const;
  /// The same line at every period.
  [[nodiscard]] std::vector<StudyOutput> over_time(const StudyOutput& output) const;

  /// NaN where a run failed or has no such number.
  [[nodiscard]] std::vector<double> by_run(const StudyOutput& output) const;
  /// Means over the replicates that have a number; NaN where none has.
  [[nodiscard]] std::vector<double> by_point(const StudyOutput& output) const;
  /// points x factors: levels, and the points in the unit cube.
  [[nodiscard]] std::vector<double> levels() const;
  [[nodiscard]] std::vector<double> units() const;

  /// Labels of the calendar years, and of the intervals of the series.
  [[nodiscard]] const std::vector<std::string>& years() const { return years_; }
  [[nodiscard]] const std::vector<std::string>& periods() const { return periods_; }
  /// [d] since `start` ("2021-01-01"), one more than intervals; empty without series.
  struct Edges {
    std::string start;
    std::vector<double> days;
  };
  [[nodiscard]] Edges edges() const;
  /// Text attribute of the file: "study", "fingerprint", ...; empty where there is none.
  [[nodiscard]] std::string text(const std::string& attribute) const;
  [[nodiscard]] std::int64_t design_seed() const;

  /// By run, whether it came to its end.
  [[nodiscard]] std::vector<bool> good() const;
  /// Why runs failed, most frequent first.
  [[nodiscard]] std::vector<FailedRuns> failures() const;

  /// by_run of many: `visit(i, values)` of every outputs[i], in their order. Reads the file once
  /// for as many outputs as hold in some 64 MB, so it is much quicker than one after another.
  void by_run(std::span<const StudyOutput> outputs,
              const std::function<void(std::size_t, const std::vector<double>&)>& visit) const;
  /// What by_point makes of by_run.
  [[nodiscard]] std::vector<double> by_point(const std::vector<double>& by_run) const;

 private:
  hdf5::Handle file_;
  std::vector<std::string> years_, periods_;

  [[nodiscard]] std::vector<std::int8_t> statuses() const;
  [[nodiscard]] std::vector<std::string> texts(const std::string& name) const;
  [[nodiscard]] std::vector<double> first_replicates(const std::string& table) const;
  void list(std::vector<StudyOutput>& into, StudyOutput::Table table, const std::string& ids,
            const std::string& tell, const std::vector<std::string>& patterns,
            const std::vector<std::string>& periods, const std::string& at) const;
};

}  // namespace huan::analysis
