/// Which lines of a run's results a term of an indicator adds up.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analysis/dataset.h"
#include "analysis/indicator.h"

namespace huan::analysis {

/// What is looked up again and again while terms find their lines.
class Directory {
 public:
  explicit Directory(const Dataset& data);

  [[nodiscard]] const Dataset& data() const { return data_; }
  /// What is said of a line of an axis; "" when nothing is. Beside the columns of the axis itself:
  /// "facility", "county", "region" and "facility_kind" of its facility, and "recipe" of its
  /// process (of a flow, the process at its end): the recipe of a facility that has one, else the
  /// process's name after the dot.
  [[nodiscard]] std::string said(const Axis& axis, std::size_t line,
                                 const std::string& column) const;

 private:
  const Dataset& data_;
  std::map<std::string, std::size_t> facilities_;  ///< line by id
  std::map<std::string, std::string> recipes_;     ///< by facility, of those with one recipe
  [[nodiscard]] std::string process_of(const Axis& axis, std::size_t line) const;
};

/// The lines of one term.
struct Selection {
  struct Line {
    std::size_t position = 0;  ///< in a row of the table
    double factor = 1;         ///< base units per unit of the table, times the term's own factor
    double capacity = 0;       ///< [t] of a stock whose room is asked for
    std::string group;
  };
  const Table* table = nullptr;  ///< nullptr: a constant, or a table that the run does not have
  std::vector<Line> lines;
  scenarios::Powers powers;
  std::vector<std::string> unmatched;  ///< sentences: what is not in this run
  std::string fault;                   ///< why the lines cannot be added up; mostly empty
};
/// `group` is the column by which lines are told apart, or empty.
[[nodiscard]] Selection select(const Term& term, const std::string& group,
                               const Directory& directory);

}  // namespace huan::analysis
