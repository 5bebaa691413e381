/// What a text says before anybody knows what it means: tables, lists and values, each with its
/// place. TOML files and CSV rows both become this.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "scenarios/reader/place.h"

namespace huan::scenarios {

struct Entry;
struct Node;

/// Keys in the order of writing.
using Table = std::vector<Entry>;
using List = std::vector<Node>;

struct Key {
  std::string name;
  Place place;
};

struct Node {
  /// Date-times without offset; `date_only` tells "2021-06-01" from "2021-06-01T00:00:00".
  struct Date {
    std::chrono::sys_seconds at{};
    bool date_only = true;
  };
  /// Defined where Table is complete, which it is not yet here.
  Node();
  ~Node();
  Node(const Node& other);
  Node(Node&& other) noexcept;
  Node& operator=(const Node& other);
  Node& operator=(Node&& other) noexcept;

  std::variant<std::string, std::int64_t, double, bool, Date, List, Table> value;
  Place place;
  /// A cell of a CSV table: text that may turn out to be a number, a date, a flag or a list.
  bool cell = false;

  [[nodiscard]] const Table* table() const { return std::get_if<Table>(&value); }
  [[nodiscard]] Table* table() { return std::get_if<Table>(&value); }
  [[nodiscard]] const List* list() const { return std::get_if<List>(&value); }
  [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&value); }
  /// The entry of a table, or nullptr.
  [[nodiscard]] const Node* find(std::string_view key) const;
  /// "a text", "a whole number", "a number", "true or false", "a date", "a list", "a table".
  [[nodiscard]] std::string_view words() const;
  /// As TOML on one line.
  [[nodiscard]] std::string as_written() const;
};

/// One key of a table and what it holds.
struct Entry {
  Key key;
  Node node;
};

}  // namespace huan::scenarios
