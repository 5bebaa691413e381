#include "scenarios/reader/value_spec.h"

#include <algorithm>
#include <charconv>

#include "scenarios/reader/fields.h"

namespace huan::scenarios {
namespace {

using models::Dimension;

/// "2021-06-01" or "2021-06-01T06:00:00".
std::optional<Moment> moment_from(std::string_view text) {
  const auto part = [&](std::size_t at, std::size_t length) -> int {
    int value = -1;
    const char* begin = text.data() + at;
    const auto [end, error] = std::from_chars(begin, begin + length, value);
    return error == std::errc{} && end == begin + length ? value : -1;
  };
  if (text.size() != 10 && text.size() != 19) return std::nullopt;
  if (text[4] != '-' || text[7] != '-') return std::nullopt;
  using namespace std::chrono;
  const int y = part(0, 4);
  const int m = part(5, 2);
  const int d = part(8, 2);
  if (y < 0 || m < 0 || d < 0) return std::nullopt;
  const year_month_day date{year(y), month(static_cast<unsigned>(m)),
                            day(static_cast<unsigned>(d))};
  if (!date.ok()) return std::nullopt;
  Moment moment{sys_days(date)};
  if (text.size() == 10) return moment;
  if (text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
  const int h = part(11, 2);
  const int min = part(14, 2);
  const int s = part(17, 2);
  if (h < 0 || h > 23 || min < 0 || min > 59 || s < 0 || s > 59) return std::nullopt;
  moment.at += hours(h) + minutes(min) + seconds(s);
  return moment;
}

bool wants(const ValueSpec& spec, Dimension dimension) {
  return std::find(spec.dimensions.begin(), spec.dimensions.end(), dimension) !=
         spec.dimensions.end();
}

bool wants_number(const ValueSpec& spec) {
  return std::any_of(spec.dimensions.begin(), spec.dimensions.end(),
                     [](Dimension d) { return d < Dimension::date; });
}

std::string opening(const std::string& name, const Node& node) {
  return "'" + name + "' = " + node.as_written() + ": ";
}

/// What is needed, for a value of another kind.
std::string needed(const ValueSpec& spec) {
  switch (spec.dimensions.front()) {
    case Dimension::date:
      return wants(spec, Dimension::flag) ? "a date, true or false is needed" : "a date is needed";
    case Dimension::text:
      return "a text is needed";
    case Dimension::texts:
      return "a list of texts is needed";
    case Dimension::flag:
      return "true or false is needed";
    case Dimension::profile:
      return "the id of a profile is needed";
    default:
      return std::string(words_for(spec.dimensions.front())) + " is needed";
  }
}

std::string example(const ValueSpec& spec) {
  switch (spec.dimensions.front()) {
    case Dimension::date:
      return "for example 2021-06-01, without quotes";
    case Dimension::text:
    case Dimension::profile:
      return "texts stand in quotes";
    case Dimension::texts:
      return "for example [\"msw\", \"rdf\"]";
    case Dimension::flag:
      return "";
    default:
      return "for example \"" + std::string(example_of(spec.dimensions.front())) + "\"";
  }
}

std::optional<std::vector<std::string>> texts_of(const Node& node) {
  std::vector<std::string> texts;
  if (const std::string* text = node.text(); text && node.cell) {
    for (std::size_t at = 0; at <= text->size();) {
      const auto end = std::min(text->find(';', at), text->size());
      auto begin = std::min(text->find_first_not_of(' ', at), end);
      auto last = end;
      while (last > begin && (*text)[last - 1] == ' ') --last;
      if (last > begin) texts.push_back(text->substr(begin, last - begin));
      at = end + 1;
    }
    return texts;
  }
  const List* list = node.list();
  if (!list) return std::nullopt;
  for (const Node& item : *list) {
    if (!item.text()) return std::nullopt;
    texts.push_back(*item.text());
  }
  return texts;
}

std::optional<Number> number_of(const Node& node, const ValueSpec& spec, Context& context,
                                const std::string& material, UnitFault& fault) {
  std::vector<Dimension> numbers;
  for (const Dimension dimension : spec.dimensions)
    if (dimension < Dimension::date) numbers.push_back(dimension);
  if (const std::string* text = node.text())
    return parse_number(*text, numbers, fault, context.density(), material);
  if (const auto plain = plain_of(node)) return plain_number(*plain, numbers, fault);
  fault = {needed(spec), example(spec)};
  return std::nullopt;
}

}  // namespace

std::optional<Moment> moment_of(const Node& node) {
  if (const auto* date = std::get_if<Node::Date>(&node.value)) return Moment{date->at};
  return node.cell && node.text() ? moment_from(*node.text()) : std::nullopt;
}

std::optional<bool> flag_of(const Node& node) {
  if (const bool* flag = std::get_if<bool>(&node.value)) return *flag;
  if (!node.cell || !node.text()) return std::nullopt;
  if (*node.text() == "true") return true;
  if (*node.text() == "false") return false;
  return std::nullopt;
}

std::optional<double> plain_of(const Node& node) {
  if (const auto* whole = std::get_if<std::int64_t>(&node.value))
    return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&node.value)) return *real;
  if (!node.cell || !node.text()) return std::nullopt;
  UnitFault fault;
  const auto number = parse_number(*node.text(), {Dimension::ratio}, fault);
  return number && number->unit.empty() ? std::optional(number->written) : std::nullopt;
}

std::optional<MonthDay> month_day_of(const std::string& text) {
  if (text.size() != 5 || text[2] != '-') return std::nullopt;
  const auto moment = moment_from("2020-" + text);
  if (!moment) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(moment->at));
  return MonthDay{static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())};
}

bool in_range(const Number& number, const ValueSpec& spec, std::string& fault) {
  const double value = number.value();
  if (value >= spec.min && value <= spec.max) return true;
  const bool small = value < spec.min;
  const Number bound = canonical(small ? spec.min : spec.max, number.dimension);
  fault = std::string(small ? "at least " : "at most ") + bound.text() + " is allowed";
  return false;
}

std::optional<Value> read_value(const Node& node, const std::string& name, const ValueSpec& spec,
                                Context& context, const std::string& material) {
  UnitFault fault{needed(spec), example(spec)};
  if (const auto moment = moment_of(node); moment && wants(spec, Dimension::date)) return *moment;
  if (const auto flag = flag_of(node); flag && wants(spec, Dimension::flag)) return *flag;
  const bool text = wants(spec, Dimension::text) || wants(spec, Dimension::profile);
  if (node.text() && text) return *node.text();
  if (wants(spec, Dimension::texts))
    if (auto texts = texts_of(node)) return std::move(*texts);
  if (wants_number(spec)) {
    if (auto number = number_of(node, spec, context, material, fault)) {
      fault = {};
      if (in_range(*number, spec, fault.message)) return std::move(*number);
    }
  }
  context.complaints.error(node.place, opening(name, node) + fault.message, fault.hint);
  return std::nullopt;
}

std::optional<Setting> read_setting(const Node& node, const std::string& name,
                                    const ValueSpec& spec, Context& context,
                                    const std::string& material) {
  Setting setting;
  setting.place = node.place;
  if (!node.table()) {
    auto value = read_value(node, name, spec, context, material);
    if (!value) return std::nullopt;
    setting.value = std::move(*value);
    return setting;
  }
  Fields fields(node, "'" + name + "'", context);
  const Node* inner = fields.take("value");
  if (!inner) context.complaints.error(node.place, "'" + name + "' has no 'value'");
  setting.profile = fields.text("profile").value;
  setting.keep = fields.one_of("keep", {{"peak", Keep::peak}, {"total", Keep::total}}, Keep::peak);
  setting.assumed = fields.flag("assumed");
  setting.source = fields.text("source").value;
  fields.allow({"note", "range"});
  fields.finish();
  auto value = inner ? read_value(*inner, name, spec, context, material) : std::nullopt;
  if (!value) return std::nullopt;
  setting.value = std::move(*value);
  setting.place = inner->place;
  if (!setting.profile.empty() && !setting.is_number())
    context.complaints.error(node.place, "'" + name + "' is no number: a profile cannot act on it");
  return setting;
}

ValueSpec spec_of(const models::ParameterSpec& parameter) {
  ValueSpec spec{{parameter.dimension}, parameter.min, parameter.max};
  if (parameter.dimension == Dimension::persons || parameter.dimension == Dimension::count)
    spec.dimensions = {parameter.dimension};
  return spec;
}

const std::vector<NamedSpec>& route_settings() {
  static const std::vector<NamedSpec> specs = {
      {"capacity", {{Dimension::mass_flow, Dimension::heat_flow}, 0}},
      {"lot", {{Dimension::mass}, 0}},
      {"transit", {{Dimension::time}, 0}},
      {"distance", {{Dimension::length}, 0}},
      {"fleet", {{Dimension::count}, 0, 1e6}},
      {"loading_rate", {{Dimension::mass_flow}, 0}},
      {"unloading_rate", {{Dimension::mass_flow}, 0}},
      {"push_above", {{Dimension::mass}, 0}},
      {"order_below", {{Dimension::mass}, 0}},
      {"cost", {{Dimension::money_per_tkm}, 0}},
      {"fuel", {{Dimension::mass_per_tkm}, 0}},
      {"rank_at_source", {{Dimension::count}, 1, 100}},
      {"rank_at_destination", {{Dimension::count}, 1, 100}},
      {"order", {{Dimension::count}, 0, 1e6}},
      {"for_class", {{Dimension::count}, 1, 100}},
      {"open", {{Dimension::flag}}},
  };
  return specs;
}

const std::vector<NamedSpec>& boundary_settings() {
  static const std::vector<NamedSpec> specs = {
      {"limit", {{Dimension::mass_flow, Dimension::heat_flow}, 0}},
      {"gate_fee", {{Dimension::money_per_mass, Dimension::money_per_energy}}},
      {"purchase_price", {{Dimension::money_per_mass, Dimension::money_per_energy}}},
      {"rank", {{Dimension::count}, 1, 100}},
      {"order", {{Dimension::count}, 0, 1e6}},
      {"for_class", {{Dimension::count}, 1, 100}},
      {"open", {{Dimension::flag}}},
  };
  return specs;
}

const std::vector<NamedSpec>& limit_settings() {
  static const std::vector<NamedSpec> specs = {
      {"at_most", {{Dimension::mass_flow, Dimension::heat_flow, Dimension::ratio}, 0}},
      {"open", {{Dimension::flag}}},
  };
  return specs;
}

const ValueSpec* find_spec(const std::vector<NamedSpec>& specs, const std::string& name) {
  const auto at = std::find_if(specs.begin(), specs.end(),
                               [&](const NamedSpec& named) { return named.name == name; });
  return at == specs.end() ? nullptr : &at->spec;
}

}  // namespace huan::scenarios
