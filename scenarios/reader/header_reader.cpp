#include <cmath>

#include "scenarios/reader/sections.h"

namespace huan::scenarios {
namespace {

constexpr double longest_run = 1000 * 365.25;  ///< [d]
constexpr double most_samples = 1e6;

/// The header as one table again, so that Fields can read it.
Node header_node(const Assembly& assembly) {
  Node node;
  Table table;
  for (const auto& [key, entry] : assembly.header) table.push_back(entry);
  node.value = std::move(table);
  node.place = {0, 1, 1};
  if (!assembly.header.empty()) node.place.file = assembly.header.begin()->second.key.place.file;
  return node;
}

void read_dates(Fields& fields, Header& header) {
  using namespace std::chrono;
  Context& context = fields.context();
  const Node* start_node = fields.take("start");
  const Node* end_node = fields.take("end");
  for (const auto& [key, node] : {std::pair("start", start_node), std::pair("end", end_node)})
    if (!node)
      fields.error(fields.place(), std::string("the scenario has no '") + key + "'",
                   std::string("for example ") + key +
                       (key == std::string("start") ? " = 2019-01-01" : " = 2025-12-31"));
  const auto start = fields.moment("start");
  const auto end = fields.moment("end");
  if (!start || !end) return;
  header.start = *start;
  header.end = Moment{*end}.at == floor<days>(end->at) ? Moment{end->at + days(1)} : *end;
  header.start_place = start_node->place;
  header.end_place = end_node->place;
  if (header.end <= header.start)
    fields.error(end_node->place,
                 "the run ends (" + end->text() + ") before it starts (" + start->text() + ")");
  if (header.days() > longest_run)
    context.complaints.error(end_node->place, "the run is longer than 1000 years");
}

void read_format(Fields& fields, Header& header) {
  const Node* node = fields.take("format");
  if (!node)
    return fields.error(fields.place(), "the scenario has no 'format'", "write format = 1");
  const auto format = plain_of(*node);
  if (!format || *format != 1)
    return fields.error(node->place,
                        "'format' = " + node->as_written() + ": this program reads format 1");
  header.format = 1;
}

void read_seed(Fields& fields, Header& header) {
  const Node* node = fields.take("seed");
  if (!node) return;
  const auto seed = plain_of(*node);
  if (!seed || *seed < 0 || *seed > 9e15 || *seed != std::floor(*seed))
    return fields.error(node->place, "'seed' = " + node->as_written() +
                                         ": a whole number from 0 to 9e15 is needed");
  header.seed = static_cast<std::uint64_t>(*seed);
}

void read_series(const Node& node, Context& context) {
  Output::Series series;
  series.place = node.place;
  if (node.text()) {
    series.pattern = *node.text();
  } else {
    Fields fields(node, "a series", context);
    series.pattern = fields.needed_text("match").value;
    for (Text& text : fields.texts("substances")) series.substances.push_back(text.value);
    for (Text& text : fields.texts("properties")) series.properties.push_back(text.value);
    fields.finish();
  }
  context.scenario.output.series.push_back(std::move(series));
}

void read_every(const Node& node, Context& context) {
  Output& output = context.scenario.output;
  const auto span = read_span(node, "every", context);
  if (!span) return;
  output.every_months = span->months;
  output.every_days = span->months > 0 ? 0 : span->days;
  if (context.scenario.header.days() / span->days > most_samples)
    context.complaints.error(
        node.place, "'every' = " + node.as_written() + ": this would be more than a million rows");
}

}  // namespace

void read_header(const Assembly& assembly, Context& context) {
  const Node node = header_node(assembly);
  Header& header = context.scenario.header;
  Fields fields(node, "the scenario", context);
  read_format(fields, header);
  read_dates(fields, header);
  read_seed(fields, header);
  header.name = fields.text("name");
  header.name_zh = fields.text("name_zh");
  header.description = fields.text("description");
  header.region = fields.text("region");
  header.source = fields.text("source");
  if (const auto eps = fields.setting("blend_tolerance", {{models::Dimension::ratio}, 1e-9, 1}))
    header.blend_tolerance = eps->number().value();
  if (const auto time = fields.setting("convoys", {{models::Dimension::time}, 0, 366}))
    header.convoys = time->number().value();
  const bool outside = fields.flag("dates_outside");
  context.other_dates = assembly.other_dates || outside;
}

void read_output(const Assembly& assembly, Context& context) {
  Node node;
  Table table;
  for (const auto& [key, entry] : assembly.output) table.push_back(entry);
  node.value = std::move(table);
  Fields fields(node, "[output]", context);
  if (const Node* every = fields.take("every")) read_every(*every, context);
  const Node* series = fields.take("series");
  if (series && series->list()) {
    for (const Node& item : *series->list()) read_series(item, context);
  } else if (series) {
    context.complaints.error(series->place, "'series' is a list of patterns",
                             "for example series = [\"*\"]");
  } else {
    context.scenario.output.series.push_back({"*", {}, {}, {}});
  }
  fields.finish();
}

std::optional<Span> read_span(const Node& node, const std::string& name, Context& context) {
  static const std::vector<std::pair<std::string, Span>> words = {{"day", {1, 0}},
                                                                  {"week", {7, 0}},
                                                                  {"month", {365.0 / 12, 1}},
                                                                  {"quarter", {365.0 / 4, 3}},
                                                                  {"year", {365, 12}}};
  if (node.text())
    for (const auto& [word, span] : words)
      if (*node.text() == word) return span;
  const auto value = read_value(node, name, {{models::Dimension::time}}, context);
  if (!value) return std::nullopt;
  const Number& number = std::get<Number>(*value);
  if (number.value() <= 0) {
    context.complaints.error(
        node.place, "'" + name + "' = " + node.as_written() + ": this is no length of time");
    return std::nullopt;
  }
  Span span{number.value(), 0};
  const double months =
      number.unit.starts_with("month") ? number.written
      : number.unit == "a" || number.unit.starts_with("year") || number.unit == "年"
          ? number.written * 12
          : 0;
  if (months >= 1 && months == std::floor(months) && months <= 12000)
    span.months = static_cast<int>(months);
  return span;
}

}  // namespace huan::scenarios
