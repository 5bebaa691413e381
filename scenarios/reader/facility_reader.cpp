#include <algorithm>

#include "scenarios/reader/guards.h"
#include "scenarios/reader/library.h"
#include "scenarios/reader/override_path.h"
#include "scenarios/reader/sections.h"
#include "scenarios/reader/toml_source.h"

namespace huan::scenarios {
namespace {

using models::Dimension;

const ValueSpec a_time{{Dimension::time}, 0};

void read_stocks(Fields& fields, Facility& facility) {
  const Node* stocks = fields.take("stocks");
  if (!stocks) return;
  if (!stocks->table())
    return fields.error(stocks->place, "'stocks' is a table of materials",
                        "for example stocks.msw = { capacity = \"9 kt\", initial = \"0 t\" }");
  for (const auto& [material, node] : *stocks->table()) {
    Fields inner(node, "stock '" + material.name + "'", fields.context());
    StockSetting stock;
    stock.place = material.place;
    stock.capacity = inner.setting("capacity", a_holding, material.name);
    stock.initial = inner.setting("initial", a_holding, material.name);
    inner.allow({"source", "note", "assumed"});
    inner.finish();
    if (stock.capacity && stock.initial &&
        stock.initial->number().value() > stock.capacity->number().value())
      fields.error(stock.initial->place, "more at the start than the stock can hold (" +
                                             stock.capacity->number().text() + ")");
    facility.stocks[material.name] = std::move(stock);
  }
}

void read_outage(const Node& node, Facility& facility, Context& context) {
  Fields fields(node, "an outage", context);
  Outage outage;
  outage.place = node.place;
  const auto up = fields.setting("mean_up", a_time);
  const auto down = fields.setting("mean_down", a_time);
  outage.clock = fields.one_of(
      "clock", {{"operating", sim::Clock::operating}, {"calendar", sim::Clock::calendar}},
      sim::Clock::operating);
  outage.fixed = fields.flag("fixed");
  outage.base_mean_up = fields.setting("base_mean_up", a_time);
  outage.base_mean_down = fields.setting("base_mean_down", a_time);
  fields.allow({"source", "note", "assumed"});
  fields.finish();
  for (const auto& [key, time] : {std::pair("mean_up", &up), std::pair("mean_down", &down)}) {
    if (!fields.take(key)) fields.error(node.place, std::string("an outage has no '") + key + "'");
    if (*time && (*time)->number().value() <= 0)
      fields.error((*time)->place, std::string("'") + key + "' must be longer than 0");
  }
  if (!up || !down) return;
  outage.mean_up = *up;
  outage.mean_down = *down;
  if (!facility.outages.empty())
    outage.purpose = "outage " + std::to_string(facility.outages.size() + 1);
  facility.outages.push_back(std::move(outage));
}

void read_maintenance(const Node& node, Facility& facility, Context& context) {
  using namespace std::chrono;
  Fields fields(node, "a maintenance", context);
  const Node* from = fields.take("from");
  const Node* to = fields.take("to");
  const Text every = fields.text("every");
  fields.allow({"source", "note", "assumed"});
  fields.finish();
  if (!from || !to)
    return fields.error(node.place, "a maintenance needs 'from' and 'to'",
                        "for example { from = \"02-10\", to = \"02-24\", every = \"year\" }");
  Maintenance maintenance;
  maintenance.place = node.place;
  const auto first = from->text() ? month_day_of(*from->text()) : std::nullopt;
  const auto last = to->text() ? month_day_of(*to->text()) : std::nullopt;
  const auto begin = moment_of(*from);
  const auto end = moment_of(*to);
  if (every.given() && every.value != "year")
    fields.error(every.place, "a maintenance recurs every \"year\", or has dates");
  if (first && last) {
    maintenance.yearly = {*first, *last};
  } else if (begin && end && *begin <= *end) {
    maintenance.once = {*begin, Moment{end->at + days(1)}};
  } else {
    return fields.error(begin && end ? to->place : from->place,
                        begin && end
                            ? "the maintenance ends before it begins"
                            : "these are no days: " + from->as_written() + ", " + to->as_written(),
                        begin && end ? "" : "\"02-10\" (month and day, every year) or 2021-02-10");
  }
  facility.maintenance.push_back(maintenance);
}

void read_each(Fields& fields, Facility& facility, std::string_view key,
               void (*read)(const Node&, Facility&, Context&)) {
  const Node* node = fields.take(key);
  if (!node) return;
  if (node->list()) {
    for (const Node& item : *node->list()) read(item, facility, fields.context());
  } else {
    read(*node, facility, fields.context());
  }
}

void read_position(Fields& fields, Facility& facility) {
  const Node* node = fields.take("at");
  if (!node) return;
  std::vector<double> degrees;
  if (const List* list = node->list())
    for (const Node& item : *list)
      if (const auto number = plain_of(item)) degrees.push_back(*number);
  if (node->cell && node->text()) {
    Node part = *node;
    const auto half = node->text()->find(';');
    for (const std::string& text :
         {node->text()->substr(0, half),
          half == std::string::npos ? std::string() : node->text()->substr(half + 1)}) {
      part.value = text;
      if (const auto number = plain_of(part)) degrees.push_back(*number);
    }
  }
  const bool fits =
      degrees.size() == 2 && std::abs(degrees[0]) <= 90 && std::abs(degrees[1]) <= 180;
  if (!fits)
    return fields.error(node->place,
                        "'at' = " + node->as_written() + ": latitude and longitude are needed",
                        "for example at = [34.2, 113.9]");
  facility.at = {degrees[0], degrees[1]};
}

/// recipe = "mine.toml": reads the file and puts the recipe's id in its place.
std::optional<std::string> recipe_in_file(const Node& name, Context& context) {
  const auto file = context.files.open(name, largest_toml);
  const auto document = file ? parse_toml(*file, context.complaints) : std::nullopt;
  const Node* id = document ? document->find("id") : nullptr;
  if (document && (!id || !id->text()))
    context.complaints.error({*file, 1, 1}, "the recipe has no 'id'");
  if (!id || !id->text()) return std::nullopt;
  auto& own = context.scenario.own_recipes;
  if (std::find(own.begin(), own.end(), *id->text()) == own.end()) {
    read_recipe(*document, context.scenario.library.own(), context.complaints);
    own.push_back(*id->text());
  }
  return *id->text();
}

/// Ids of materials and recipes that a parameter names must be there.
void check_names(const std::string& key, Setting& setting, const Node& node, Context& context) {
  const bool recipes = key == "recipe" || key == "recipes";
  static const std::vector<std::string> of_materials = {"material", "materials",   "imports",
                                                        "exports",  "composition", "buries"};
  const bool materials =
      std::find(of_materials.begin(), of_materials.end(), key) != of_materials.end();
  if (!recipes && !materials) return;
  const auto check = [&](std::string& name, const Place& place) {
    if (recipes && name.ends_with(".toml")) {
      Node file;
      file.value = name;
      file.place = place;
      name = recipe_in_file(file, context).value_or(name);
      return;
    }
    const models::Library& library = *context.scenario.library;
    if (recipes ? library.recipes.contains(name) : library.materials.contains(name)) return;
    std::vector<std::string> known;
    if (recipes)
      for (const auto& [id, recipe] : library.recipes) known.push_back(id);
    else
      for (const auto& [id, material] : library.materials) known.push_back(id);
    context.complaints.error(
        place, std::string(recipes ? "no recipe" : "no material") + " is called '" + name + "'",
        context.suggestion(name, known));
  };
  if (auto* text = std::get_if<std::string>(&setting.value)) check(*text, setting.place);
  if (auto* texts = std::get_if<std::vector<std::string>>(&setting.value))
    for (std::size_t i = 0; i < texts->size(); ++i)
      check((*texts)[i], node.list() ? (*node.list())[i].place : setting.place);
}

/// Numbers of processes: `kiln.yield.waelz_oxide = 0.36`.
void read_overrides(const std::string& path, const Key& key, const Node& node, Facility& facility,
                    Context& context) {
  const bool setting = node.find("value") != nullptr;
  if (node.table() && !setting) {
    for (const auto& [inner, child] : *node.table())
      read_overrides(path + "." + inner.name, inner, child, facility, context);
    return;
  }
  const auto spec = override_spec(path);
  if (!spec) {
    const auto known = parameter_names(facility);
    return context.complaints.error(
        key.place, "facility '" + facility.id + "' has no '" + path + "'",
        context.suggestion(path.substr(0, path.find('.')), known, override_forms()));
  }
  if (auto value = read_setting(node, path, *spec, context))
    facility.overrides[path] = {std::move(value), 1, key.place};
}

void read_parameters(Fields& fields, Facility& facility) {
  Context& context = fields.context();
  for (const models::ParameterSpec& parameter : facility.model->parameters) {
    if (const Node* node = fields.take(parameter.name)) {
      if (auto setting = read_setting(*node, parameter.name, spec_of(parameter), context)) {
        check_names(parameter.name, *setting, *node, context);
        facility.parameters[parameter.name] = std::move(*setting);
      }
    } else if (auto setting = default_of(parameter)) {
      facility.parameters[parameter.name] = std::move(*setting);
    } else if (!parameter.optional) {
      fields.error(facility.place,
                   facility.kind.value + " '" + facility.id + "' needs '" + parameter.name + "'",
                   parameter.doc);
    }
  }
  for (const auto* entry : fields.rest()) {
    if (entry->node.table() && !entry->node.find("value")) {
      read_overrides(entry->key.name, entry->key, entry->node, facility, context);
      continue;
    }
    auto known = parameter_names(facility);
    for (const char* key :
         {"id", "alias", "kind", "name", "name_zh", "region", "county", "at", "opens", "closes",
          "stocks", "outages", "maintenance", "source", "evidence", "assumed"})
      known.emplace_back(key);
    fields.error(entry->key.place,
                 facility.kind.value + " has no parameter '" + entry->key.name + "'",
                 context.suggestion(entry->key.name, known));
  }
}

const models::ModelKind* model_of(const Text& kind, Context& context) {
  std::vector<std::string> kinds;
  for (const models::ModelKind& model : context.shelf.models) {
    if (model.kind == kind.value) return &model;
    kinds.push_back(model.kind);
  }
  if (!kind.empty())
    context.complaints.error(kind.place, "no kind of facility is called '" + kind.value + "'",
                             context.suggestion(kind.value, kinds, "'huan models' lists them"));
  return nullptr;
}

}  // namespace

void read_facility(const Node& node, Context& context) {
  Facility facility;
  facility.id = *node.find("id")->text();
  facility.place = node.find("id")->place;
  Fields fields(node, "facility '" + facility.id + "'", context);
  fields.allow({"id", "note"});
  facility.kind = fields.needed_text("kind");
  facility.model = model_of(facility.kind, context);
  const Labels labels = read_labels(fields);
  facility.name = labels.name;
  facility.name_zh = labels.name_zh;
  facility.source = labels.source;
  facility.evidence = labels.evidence;
  facility.region = fields.text("region");
  facility.county = fields.text("county");
  facility.assumed = fields.flag("assumed");
  for (const Text& alias : fields.texts("alias")) facility.aliases.push_back(alias.value);
  read_position(fields, facility);
  facility.opens = fields.setting("opens", date_or_flag);
  facility.closes = fields.setting("closes", date_or_flag);
  facility.available = fields.setting("available", {{Dimension::flag}});
  read_stocks(fields, facility);
  read_each(fields, facility, "outages", read_outage);
  read_each(fields, facility, "maintenance", read_maintenance);
  if (facility.model) read_parameters(fields, facility);
  const std::size_t index = context.scenario.facilities.size();
  enter(facility.id, Scenario::Thing::Kind::facility, index, context);
  context.scenario.facilities.push_back(std::move(facility));
}

}  // namespace huan::scenarios
