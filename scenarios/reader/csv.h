/// Tables in RFC 4180 form: commas, quotes doubled inside quotes, a header line, UTF-8.
#pragma once

#include <optional>
#include <vector>

#include "scenarios/reader/complaint.h"
#include "scenarios/reader/node.h"

namespace huan::scenarios {

/// Rows have as many cells as the header; cells are texts marked as `cell`, with their places.
/// Empty lines are skipped.
struct CsvTable {
  std::vector<Key> header;
  std::vector<std::vector<Node>> rows;

  /// The row as a table: column "stocks.msw.capacity" becomes nested tables, an empty cell is left
  /// out.
  [[nodiscard]] Node row_as_table(std::size_t row) const;
};

/// Complains and returns nothing for a faulty table.
[[nodiscard]] std::optional<CsvTable> parse_csv(std::uint32_t file, Complaints& complaints);

}  // namespace huan::scenarios
