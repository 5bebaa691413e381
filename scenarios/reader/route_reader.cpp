#include "scenarios/reader/sections.h"

namespace huan::scenarios {
namespace {

const std::vector<std::pair<std::string, OnlyWhen>> only_when_words = {
    {"full", OnlyWhen::full}, {"short", OnlyWhen::short_}, {"always", OnlyWhen::always}};

/// "facility.material"; the facility is looked up later, when all are there.
std::optional<Endpoint> read_endpoint(Fields& fields, std::string_view key) {
  const Text text = fields.text(key);
  if (!text.given()) return std::nullopt;
  const auto dot = text.value.find('.');
  if (dot == std::string::npos || dot == 0 || dot + 1 == text.value.size()) {
    fields.error(
        text.place,
        "'" + std::string(key) + "' = \"" + text.value + "\": a place and a material are needed",
        "write it as \"facility.material\"");
    return std::nullopt;
  }
  return Endpoint{text.value.substr(0, dot), text.value.substr(dot + 1), text.place};
}

void read_settings(Fields& fields, const std::vector<NamedSpec>& specs, const std::string& material,
                   std::map<std::string, Setting>& settings) {
  for (const NamedSpec& named : specs)
    if (auto setting = fields.setting(named.name, named.spec, material))
      settings[named.name] = std::move(*setting);
}

template <typename Thing>
void label(Thing& thing, Fields& fields) {
  Labels labels = read_labels(fields);
  thing.name = std::move(labels.name);
  thing.name_zh = std::move(labels.name_zh);
  thing.source = std::move(labels.source);
  thing.evidence = labels.evidence;
}

/// Lots need a lot; what flows has none.
void check_mode(Fields& fields, const Route& route, bool mode_given) {
  const bool lots = ships_lots(route.mode);
  if (!mode_given)
    fields.error(route.place, fields.who() + " has no 'mode'",
                 "conveyor, pipe and wire flow; truck, train and ship carry lots");
  if (mode_given && lots && !route.settings.contains("lot"))
    fields.error(route.place, fields.who() + " has no 'lot'", "for example lot = \"30 t\"");
  for (const char* key :
       {"lot", "fleet", "loading_rate", "unloading_rate", "push_above", "order_below"})
    if (const auto at = route.settings.find(key); mode_given && !lots && at != route.settings.end())
      fields.error(at->second.place, std::string("'") + key + "' belongs to truck, train or ship",
                   "what goes by conveyor, pipe or wire flows without lots");
  if (const auto lot = route.settings.find("lot");
      lot != route.settings.end() && lot->second.number().value() <= 0)
    fields.error(lot->second.place, "'lot' must be more than 0");
}

}  // namespace

Labels read_labels(Fields& fields) {
  Labels labels{fields.text("name"), fields.text("name_zh"), fields.text("source"), {}};
  labels.evidence = fields.one_of("evidence",
                                  {{"stated", Evidence::stated},
                                   {"implied", Evidence::implied},
                                   {"assumed", Evidence::assumed},
                                   {"hypothesis", Evidence::hypothesis}},
                                  Evidence::stated);
  return labels;
}

void read_route(const Node& node, Context& context) {
  Route route;
  route.id = *node.find("id")->text();
  route.place = node.find("id")->place;
  Fields fields(node, "route '" + route.id + "'", context);
  fields.allow({"id", "note", "assumed"});
  for (const auto& [key, end] : {std::pair("from", &route.from), std::pair("to", &route.to)}) {
    if (!fields.take(key)) fields.error(route.place, fields.who() + " has no '" + key + "'");
    if (auto endpoint = read_endpoint(fields, key)) *end = std::move(*endpoint);
  }
  const bool mode_given = fields.take("mode") != nullptr;
  route.mode = fields.one_of("mode",
                             {{"conveyor", Mode::conveyor},
                              {"pipe", Mode::pipe},
                              {"wire", Mode::wire},
                              {"truck", Mode::truck},
                              {"train", Mode::train},
                              {"ship", Mode::ship}},
                             Mode::conveyor);
  route.only_when = fields.one_of("only_when", only_when_words, OnlyWhen::always);
  label(route, fields);
  read_settings(fields, route_settings(), route.from.material, route.settings);
  check_mode(fields, route, mode_given);
  fields.finish();
  enter(route.id, Scenario::Thing::Kind::route, context.scenario.routes.size(), context);
  context.scenario.routes.push_back(std::move(route));
}

void read_boundary(const Node& node, Context& context) {
  Boundary boundary;
  boundary.id = *node.find("id")->text();
  boundary.place = node.find("id")->place;
  Fields fields(node, "boundary '" + boundary.id + "'", context);
  fields.allow({"id", "note", "assumed"});
  boundary.from = read_endpoint(fields, "from");
  boundary.to = read_endpoint(fields, "to");
  const bool from = fields.take("from") != nullptr;
  const bool to = fields.take("to") != nullptr;
  if (from == to)
    fields.error(boundary.place,
                 fields.who() + (from ? " has 'from' and 'to'" : " has neither 'from' nor 'to'"),
                 "'to' brings material into the region, 'from' takes it out");
  boundary.material = fields.text("material");
  if (!boundary.material.given() && (boundary.from || boundary.to)) {
    const Endpoint& end = boundary.from ? *boundary.from : *boundary.to;
    boundary.material = {end.material, end.place};
  }
  boundary.only_when = fields.one_of("only_when", only_when_words, OnlyWhen::always);
  label(boundary, fields);
  read_settings(fields, boundary_settings(), boundary.material.value, boundary.settings);
  fields.finish();
  enter(boundary.id, Scenario::Thing::Kind::boundary, context.scenario.boundaries.size(), context);
  context.scenario.boundaries.push_back(std::move(boundary));
}

void read_limit(const Node& node, Context& context) {
  Limit limit;
  limit.id = *node.find("id")->text();
  limit.place = node.find("id")->place;
  Fields fields(node, "limit '" + limit.id + "'", context);
  fields.allow({"id", "note", "assumed"});
  limit.of = fields.texts("of");
  limit.per = fields.text("per");
  label(limit, fields);
  read_settings(fields, limit_settings(), {}, limit.settings);
  fields.finish();
  if (limit.of.empty())
    fields.error(limit.place, fields.who() + " has no 'of'",
                 "the flows it limits: of = [\"a\", \"b\"]");
  const auto at_most = limit.settings.find("at_most");
  if (at_most == limit.settings.end()) {
    if (!node.find("at_most")) fields.error(limit.place, fields.who() + " has no 'at_most'");
  } else {
    const bool ratio = at_most->second.number().dimension == models::Dimension::ratio;
    if (ratio && !limit.per.given())
      fields.error(at_most->second.place, "'at_most' is a share, but of what?",
                   "name a flow: per = \"xc_p44.kiln\"; or write a flow: at_most = \"200 kt/a\"");
    if (!ratio && limit.per.given())
      fields.error(at_most->second.place, "with 'per' a share is needed, this is a flow",
                   "for example at_most = \"10 %\"");
  }
  enter(limit.id, Scenario::Thing::Kind::limit, context.scenario.limits.size(), context);
  context.scenario.limits.push_back(std::move(limit));
}

void read_indicator(const Node& node, Context& context) {
  Indicator indicator;
  indicator.id = *node.find("id")->text();
  indicator.place = node.find("id")->place;
  Fields fields(node, "indicator '" + indicator.id + "'", context);
  fields.allow({"id", "group", "group_zh", "note", "note_zh", "per", "by", "unit", "better",
                "coverage", "reported", "target", "source"});
  indicator.name = fields.text("name");
  indicator.name_zh = fields.text("name_zh");
  int kinds = 0;
  for (const char* kind :
       {"sum", "ratio", "growth", "last", "max", "hours", "first", "not_computable"})
    if (fields.take(kind)) ++kinds;
  if (kinds != 1)
    fields.error(indicator.place,
                 fields.who() + " needs one of sum, ratio, growth, last, max, hours, first");
  fields.finish();
  indicator.body = node;
  enter(indicator.id, Scenario::Thing::Kind::indicator, context.scenario.indicators.size(),
        context);
  context.scenario.indicators.push_back(std::move(indicator));
}

void enter(const std::string& id, Scenario::Thing::Kind kind, std::size_t index, Context& context) {
  context.scenario.things[id] = {kind, index};
}

}  // namespace huan::scenarios
