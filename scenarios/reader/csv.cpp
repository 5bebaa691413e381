#include "scenarios/reader/csv.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "scenarios/reader/guards.h"

namespace huan::scenarios {
namespace {

constexpr std::ptrdiff_t most_column_parts = 8;
constexpr std::size_t most_complaints = 100;  ///< about one table

/// Splits a text into rows of cells.
class CsvScanner {
 public:
  CsvScanner(std::uint32_t file, Complaints& complaints)
      : text_(complaints.sources().text(file)), place_{file, 1, 1}, complaints_(complaints) {
    if (text_.substr(0, 3) == "\xef\xbb\xbf") text_.remove_prefix(3);
  }

  [[nodiscard]] bool done() const { return at_ >= text_.size(); }

  /// The next row; a blank line is a row of one empty cell.
  std::vector<Node> row() {
    std::vector<Node> cells;
    while (true) {
      cells.push_back(cell());
      if (done() || text_[at_] != ',') break;
      advance();
    }
    if (!done()) advance();  // the line's end
    return cells;
  }

 private:
  void advance() {
    const auto byte = static_cast<unsigned char>(text_[at_++]);
    if (byte == '\n') {
      ++place_.line;
      place_.column = 1;
    } else if ((byte & 0xc0U) != 0x80) {
      ++place_.column;
    }
  }

  [[nodiscard]] bool ends_cell() const {
    return done() || text_[at_] == ',' || text_[at_] == '\n' ||
           (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n');
  }

  Node cell() {
    Node node;
    node.place = place_;
    node.cell = true;
    node.value = !done() && text_[at_] == '"' ? quoted_cell() : plain_cell();
    if (!done() && text_[at_] == '\r') advance();
    return node;
  }

  std::string plain_cell() {
    std::string cell;
    Place quote;
    while (!ends_cell()) {
      if (text_[at_] == '"' && !quote.known()) quote = place_;
      cell += text_[at_];
      advance();
    }
    if (quote.known()) {
      std::string doubled;
      for (const char c : cell) doubled += c == '"' ? "\"\"" : std::string(1, c);
      complaints_.error(quote, "a quote inside a cell without quotes",
                        "put the cell in quotes and double the quote: \"" + doubled + "\"");
    }
    return cell;
  }

  std::string quoted_cell() {
    const Place opening = place_;
    std::string cell;
    bool closed = false;
    advance();
    while (!done() && !closed) {
      const bool quote = text_[at_] == '"';
      if (quote) advance();
      closed = quote && (done() || text_[at_] != '"');
      if (closed) break;
      cell += text_[at_];
      advance();
    }
    if (!closed) complaints_.error(opening, "this quote is never closed");
    if (closed && !ends_cell()) complaints_.error(place_, "text after the closing quote");
    while (!ends_cell()) advance();
    return cell;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Place place_;
  Complaints& complaints_;
};

std::string cells(std::size_t n) { return std::to_string(n) + (n == 1 ? " cell" : " cells"); }

std::vector<Key> header_of(const std::vector<Node>& cells_of_header, Complaints& complaints) {
  std::vector<Key> header;
  std::unordered_set<std::string> seen;
  for (const Node& cell : cells_of_header) {
    const std::string& name = *cell.text();
    if (name.empty()) complaints.error(cell.place, "a column without a name");
    if (!name.empty() && !seen.insert(name).second)
      complaints.error(cell.place, "column '" + name + "' appears twice");
    if (std::count(name.begin(), name.end(), '.') >= most_column_parts)
      complaints.error(
          cell.place, "a column name of more than " + std::to_string(most_column_parts) + " parts");
    header.push_back({name, cell.place});
  }
  for (const Key& column : header)
    for (auto dot = column.name.find('.'); dot != std::string::npos;
         dot = column.name.find('.', dot + 1))
      if (const auto outer = column.name.substr(0, dot); seen.contains(outer))
        complaints.error(column.place,
                         "column '" + column.name + "' lies inside column '" + outer + "'");
  return header;
}

/// The entry `key` of a table, made when it is not there.
Node& entry(Table& table, const Key& key, const Place& place) {
  for (auto& [name, node] : table)
    if (name.name == key.name) return node;
  table.push_back({key, {}});
  table.back().node.place = place;
  return table.back().node;
}

void put(Table& table, const Key& column, const Node& cell) {
  const auto dot = column.name.find('.');
  const Key first{column.name.substr(0, dot), cell.place};
  Node& node = entry(table, first, cell.place);
  if (dot == std::string::npos) {
    node = cell;
    return;
  }
  if (!node.table()) node.value = Table{};
  put(*node.table(), {column.name.substr(dot + 1), column.place}, cell);
}

}  // namespace

Node CsvTable::row_as_table(std::size_t row) const {
  Node node;
  node.place = rows[row].front().place;
  Table table;
  for (std::size_t i = 0; i < header.size(); ++i)
    if (!rows[row][i].text()->empty()) put(table, header[i], rows[row][i]);
  node.value = std::move(table);
  return node;
}

std::optional<CsvTable> parse_csv(std::uint32_t file, Complaints& complaints) {
  const std::size_t errors_before = complaints.errors();
  if (!is_decent_text(file, largest_csv, complaints)) return std::nullopt;
  CsvScanner scanner(file, complaints);
  CsvTable table;
  if (scanner.done()) {
    complaints.error({file, 1, 1}, "the table is empty: its first line names the columns");
    return std::nullopt;
  }
  table.header = header_of(scanner.row(), complaints);
  while (!scanner.done() && complaints.errors() < errors_before + most_complaints) {
    const std::size_t errors_so_far = complaints.errors();
    auto row = scanner.row();
    if (complaints.errors() > errors_so_far) continue;
    if (row.size() == 1 && row.front().text()->empty()) continue;
    if (row.size() != table.header.size()) {
      const std::size_t odd = std::min(row.size() - 1, table.header.size());
      complaints.error(row[odd].place, "this row has " + cells(row.size()) + ", the header has " +
                                           std::to_string(table.header.size()));
      continue;
    }
    table.rows.push_back(std::move(row));
  }
  if (complaints.errors() > errors_before) return std::nullopt;
  return table;
}

}  // namespace huan::scenarios
