/// What differs between runs: in what went in, and in what came out.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/dataset.h"
#include "analysis/indicator.h"

namespace huan::analysis {

/// One difference between two scenarios. Names, sources, notes and reasons do not count.
struct InputChange {
  enum class What : std::uint8_t { added, removed, changed };
  What what = What::changed;
  std::string section;        ///< "facility", "event", ...; empty for the header
  std::string id;             ///< of the facility, event, ...; of the header, its key
  std::string name;           ///< for people; may be empty
  std::string path;           ///< below it: "capacity", "stocks.msw.capacity"; empty for all of it
  std::string before, after;  ///< as TOML; of what was added or removed, its main keys
};

/// One quantity of the results in both, over the time that both cover. With several replicates
/// `base`, `other` and `change` are means, and `low` to `high` is the 95 % confidence interval of
/// the change (Student's t): of the paired differences where runs of equal seed and replicate are
/// compared, else of the difference of means (Welch).
struct Difference {
  std::string id;
  std::string name, name_zh;
  std::string unit;
  double base = 0, other = 0;         ///< NaN where one has no value
  std::string base_text, other_text;  ///< of dates, and why there is no value
  double change = 0;
  std::optional<double> low, high;
  struct Year {
    std::string period;
    double base = 0, other = 0;
  };
  std::vector<Year> years;  ///< of indicators
  /// Change over the larger of the two; 0 when both are 0.
  [[nodiscard]] double relative() const;
  /// The interval does not hold 0; true without one.
  [[nodiscard]] bool is_certain() const;
};

struct Comparison {
  std::string base, other;  ///< files
  std::string base_title, other_title;
  std::string from, to;  ///< dates that both cover
  std::size_t base_runs = 1, other_runs = 1;
  std::size_t pairs = 0;  ///< of equal seed and replicate
  std::vector<std::string> remarks;
  std::vector<InputChange> inputs;
  /// Largest relative change first; the others by the size of the change.
  std::vector<Difference> indicators;
  std::vector<Difference> flows, energy, stocks_at_end, stocks_highest;
  std::vector<Difference> bottlenecks;  ///< t (or the process's unit) lost, "process:cause:stock"
  std::vector<Difference> unmet, uncontrolled;
};

/// Runs of one scenario against runs of another; each list holds replicates of one scenario, at
/// least one. Only what changed is listed. Errors: std::invalid_argument where the two cover no
/// common time.
[[nodiscard]] Comparison compare(std::span<const Dataset> base, std::span<const Dataset> other,
                                 const Indicators& indicators);

/// Only the inputs, of two fully resolved scenarios.
[[nodiscard]] std::vector<InputChange> compare_inputs(const std::string& base,
                                                      const std::string& other);

/// Runs put together by scenario (the seed apart), in the order of their first.
[[nodiscard]] std::vector<std::vector<Dataset>> by_scenario(std::vector<Dataset> runs);

}  // namespace huan::analysis
