/// The results of a run in memory, to be asked: tables with labelled axes, the log, the scenario.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/table_spec.h"
#include "sim/time.h"

namespace huan::analysis {

/// What one axis of the tables lists, in order: ids, and columns of what is known of each.
///
/// Columns bear the name they have in a results file ("stock_name_zh", "latitude"); `text` and
/// `number` also take it without what stands in front of it: "name_zh" on the axis "stock_id".
/// Invariant: every column is as long as `ids`.
struct Axis {
  std::string name;
  std::vector<std::string> ids;
  std::map<std::string, std::vector<std::string>, std::less<>> texts;
  std::map<std::string, std::vector<double>, std::less<>> numbers;

  [[nodiscard]] std::size_t size() const { return ids.size(); }
  [[nodiscard]] std::optional<std::size_t> find(std::string_view id) const;
  /// Lines whose id matches a pattern as in a shell (pattern.h), in order.
  [[nodiscard]] std::vector<std::size_t> matching(std::string_view pattern) const;
  /// nullptr when there is no such column.
  [[nodiscard]] const std::vector<std::string>* column(std::string_view what) const;
  /// Empty, or NaN, when there is no such column.
  [[nodiscard]] const std::string& text(std::string_view what, std::size_t line) const;
  [[nodiscard]] double number(std::string_view what, std::size_t line) const;
};

/// Numbers along axes, row by row; a table of what happened has "time" as its first axis.
/// Invariant: `values` has as many elements as the product of `size`.
struct Table {
  std::string name;
  std::vector<std::string> axes;
  std::vector<std::size_t> size;
  std::string unit;  ///< "1" where the lines differ: a column of the axis then says it
  std::string long_name;
  std::string long_name_zh;
  std::vector<double> values;

  [[nodiscard]] std::size_t rows() const { return size.empty() ? 0 : size[0]; }
  /// Elements of one row.
  [[nodiscard]] std::size_t width() const { return rows() == 0 ? 0 : values.size() / rows(); }
  [[nodiscard]] std::span<const double> row(std::size_t i) const {
    return std::span(values).subspan(i * width(), width());
  }
  [[nodiscard]] double at(std::size_t row, std::size_t line) const {
    return values[row * width() + line];
  }
  [[nodiscard]] double at(std::size_t row, std::size_t line, std::size_t item) const {
    return values[row * width() + line * size[2] + item];
  }
};

/// A line of the log of a run.
struct LoggedEvent {
  double time = 0;   ///< [d] since the start
  std::string what;  ///< "fails", "opens", "event", ... (docs/results-file.md)
  std::string who;
  double value = 0;
};

/// One run. Filled by `read_dataset` from a results file, or in memory from the tables of a run
/// (add_labels, then a row after another with add_row). A plain value: it can be copied and kept.
struct Dataset {
  std::string origin;  ///< the file it came from, for messages
  std::string title, title_zh;
  std::string scenario;  ///< the fully resolved text
  std::uint64_t seed = 0;
  std::uint64_t replicate = 0;
  sim::Date start{};                 ///< day 0 begins at its midnight
  double duration = 0;               ///< [d] of the whole run
  bool complete = true;              ///< the run had come to its end
  std::string program;               ///< version and commit
  std::vector<double> begins, ends;  ///< [d] edges of the intervals
  std::vector<std::string> periods;  ///< their labels
  std::map<std::string, Axis, std::less<>> axes;
  std::map<std::string, Table, std::less<>> tables;
  std::vector<LoggedEvent> events;

  [[nodiscard]] std::size_t rows() const { return ends.size(); }
  /// nullptr when the run has no such table, which means that it had no such line.
  [[nodiscard]] const Table* table(std::string_view name) const;
  [[nodiscard]] const Axis* axis(std::string_view name) const;
  /// Axis `position` of a table. Errors: std::logic_error when it has no labels.
  [[nodiscard]] const Axis& axis_of(const Table& table, std::size_t position = 1) const;
  /// The calendar day `day` days after the start, as "2022-03-01".
  [[nodiscard]] std::string date(double day) const;
  /// Calendar year in which an interval lies; by its middle, so that a week goes where most of it
  /// is.
  [[nodiscard]] int year(std::size_t row) const;

  void add_labels(const LabelTable& labels);
  /// A table without rows yet.
  Table& add_table(const TableSpec& spec);
};

/// The intervals that lie within [from, to] days since the start, with what a stock holds at the
/// beginning of the first as its initial level; the log as it is.
[[nodiscard]] Dataset between(const Dataset& data, double from, double to);

}  // namespace huan::analysis
