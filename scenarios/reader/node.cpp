#include "scenarios/reader/node.h"

#include "scenarios/reader/toml_source.h"
#include "scenarios/reader/value.h"

namespace huan::scenarios {
namespace {

std::string written(const List& list) {
  std::string text = "[";
  for (const Node& item : list) text += (text.size() > 1 ? ", " : "") + item.as_written();
  return text + "]";
}

std::string written(const Table& table) {
  if (table.empty()) return "{}";
  std::string text = "{ ";
  for (const auto& [key, value] : table)
    text += (text.size() > 2 ? ", " : "") + toml_key(key.name) + " = " + value.as_written();
  return text + " }";
}

std::string written(const Node::Date& date) {
  std::string text = Moment{date.at}.text();
  if (!date.date_only && text.size() == 10) text += "T00:00:00";
  return text;
}

std::string written(double value) {
  const std::string text = shortest(value);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string written(const std::string& text) { return toml_string(text); }
std::string written(std::int64_t value) { return std::to_string(value); }
std::string written(bool value) { return value ? "true" : "false"; }

}  // namespace

Node::Node() = default;
Node::~Node() = default;
Node::Node(const Node& other) = default;
Node::Node(Node&& other) noexcept = default;
Node& Node::operator=(const Node& other) = default;
Node& Node::operator=(Node&& other) noexcept = default;

const Node* Node::find(std::string_view key) const {
  if (const Table* entries = table())
    for (const auto& [name, node] : *entries)
      if (name.name == key) return &node;
  return nullptr;
}

std::string_view Node::words() const {
  constexpr std::string_view names[] = {"a text", "a whole number", "a number", "true or false",
                                        "a date", "a list",         "a table"};
  return names[value.index()];
}

std::string Node::as_written() const {
  return std::visit([](const auto& held) { return written(held); }, value);
}

}  // namespace huan::scenarios
