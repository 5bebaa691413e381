#include "scenarios/reader/toml_source.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include <toml++/toml.h>

#include "scenarios/reader/guards.h"
#include "scenarios/reader/units.h"

namespace huan::scenarios {
namespace {

/// Turns toml++'s tree into ours.
class Conversion {
 public:
  Conversion(std::uint32_t file, Complaints& complaints) : file_(file), complaints_(complaints) {}

  Node convert(const toml::node& from) {
    Node node;
    node.place = place_of(from.source());
    if (const auto* table = from.as_table()) node.value = convert_table(*table);
    if (const auto* array = from.as_array()) node.value = convert_list(*array);
    if (const auto* text = from.as_string()) node.value = text->get();
    if (const auto* whole = from.as_integer()) node.value = whole->get();
    if (const auto* flag = from.as_boolean()) node.value = flag->get();
    if (const auto* real = from.as_floating_point()) node.value = finite(real->get(), node.place);
    if (const auto* date = from.as_date()) node.value = Node::Date{days(date->get()), true};
    if (const auto* moment = from.as_date_time()) node.value = instant(moment->get(), node.place);
    if (from.is_time())
      complaints_.error(node.place, "a time of day alone is not used in scenarios",
                        "write a date, or a date and a time: 2021-06-01T06:00:00");
    return node;
  }

 private:
  [[nodiscard]] Place place_of(const toml::source_region& region) const {
    return {file_, region.begin.line, region.begin.column};
  }

  Table convert_table(const toml::table& from) {
    Table table;
    table.reserve(from.size());
    for (const auto& [key, value] : from)
      table.push_back({{std::string(key.str()), place_of(key.source())}, convert(value)});
    // toml++ sorts by name; people read in the order of writing.
    std::ranges::stable_sort(table, {}, [](const Entry& entry) { return entry.key.place; });
    return table;
  }

  List convert_list(const toml::array& from) {
    List list;
    list.reserve(from.size());
    for (const auto& value : from) list.push_back(convert(value));
    return list;
  }

  double finite(double value, const Place& place) {
    if (std::isfinite(value)) return value;
    const std::string text = std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
    complaints_.error(place, "'" + text + "' is no number a scenario can use",
                      "leave the key away where there is no bound");
    return 0;
  }

  static std::chrono::sys_seconds days(const toml::date& date) {
    using namespace std::chrono;
    return sys_days(year(date.year) / month(date.month) / day(date.day));
  }

  Node::Date instant(const toml::date_time& moment, const Place& place) {
    if (moment.offset)
      complaints_.error(place, "dates of a scenario have no time zone", "leave the time zone away");
    using namespace std::chrono;
    return {days(moment.date) + hours(moment.time.hour) + minutes(moment.time.minute) +
                seconds(moment.time.second),
            false};
  }

  std::uint32_t file_;
  Complaints& complaints_;
};

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// "110 kt/a" when a line says `key = 110 kt/a`, else empty.
std::string bare_quantity(std::string_view line) {
  const auto equals = line.find('=');
  if (equals == std::string_view::npos) return {};
  std::string_view value = line.substr(equals + 1);
  value = value.substr(0, value.find_first_of("#,}]"));
  while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
  while (!value.empty() && (value.back() == ' ' || value.back() == '\r')) value.remove_suffix(1);
  const auto unit = value.find_first_not_of("+-0123456789._eE ");
  if (unit == std::string_view::npos || unit == 0 || value.empty()) return {};
  return parse_unit(value.substr(unit)) ? std::string(value) : std::string();
}

/// Help with TOML's own traps.
std::string hint_for(std::string_view description, std::string_view line) {
  if (contains(description, "inline table") && contains(description, "'\\n'"))
    return "a table in { } stands on one line; for several lines write a section of its own, as in "
           "[event.set]";
  if (contains(description, "cannot redefine")) return "each key is written once";
  if (const auto quantity = bare_quantity(line); !quantity.empty())
    return "a number with its unit stands in quotes: " + toml_string(quantity);
  if (contains(description, "expected keys"))
    return "keys are made of a-z, 0-9, _ and -; all else stands in quotes";
  if (contains(description, "boolean")) return "write true or false";
  if (contains(description, "could not determine value type")) return "texts stand in quotes";
  if (contains(description, "string")) return "a text ends with a quote on the same line";
  return {};
}

void complain(const toml::parse_error& fault, std::uint32_t file, Complaints& complaints) {
  constexpr std::string_view opening = "Error while parsing ";
  std::string_view description = fault.description();
  const bool in_part = description.substr(0, opening.size()) == opening;
  if (in_part) description.remove_prefix(opening.size());
  const bool vowel = description.find_first_of("aeiou") == 0;
  const Place place{file, fault.source().begin.line, fault.source().begin.column};
  complaints.error(place,
                   "this is no TOML: " +
                       std::string(!in_part ? ""
                                   : vowel  ? "in an "
                                            : "in a ") +
                       std::string(description),
                   hint_for(fault.description(), complaints.sources().line(file, place.line)));
}

}  // namespace

std::optional<Node> parse_toml(std::uint32_t file, Complaints& complaints) {
  const std::size_t errors_before = complaints.errors();
  if (!is_decent_text(file, largest_toml, complaints)) return std::nullopt;
  if (!is_shallow_toml(file, complaints)) return std::nullopt;
  try {
    const toml::table root = toml::parse(std::string_view(complaints.sources().text(file)));
    Node node = Conversion(file, complaints).convert(root);
    if (complaints.errors() > errors_before) return std::nullopt;
    return node;
  } catch (const toml::parse_error& fault) {
    complain(fault, file, complaints);
  }
  return std::nullopt;
}

std::string toml_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += std::string("\\") + c;
    } else if (c == '\n') {
      result += "\\n";
    } else if (c == '\t') {
      result += "\\t";
    } else if (code < 0x20 || code == 0x7f) {
      constexpr std::string_view digits = "0123456789abcdef";
      result += std::string("\\u00") + digits[code >> 4U] + digits[code & 15U];
    } else {
      result += c;
    }
  }
  return result + "\"";
}

std::string toml_key(std::string_view name) {
  const bool bare = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
  return bare ? std::string(name) : toml_string(name);
}

}  // namespace huan::scenarios
