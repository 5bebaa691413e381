#include <algorithm>

#include <fmt/core.h>

#include "scenarios/reader/library_text.h"
#include "scenarios/reader/override_path.h"
#include "scenarios/reader/reader.h"
#include "scenarios/reader/toml_source.h"
#include "scenarios/reader/toml_writer.h"

namespace huan::scenarios {
namespace {

std::string text_of(const MonthDay& day) {
  return fmt::format("\"{:02}-{:02}\"", day.month, day.day);
}

std::string list_of(const std::vector<std::string>& texts) {
  return scenarios::text_of(Value(texts));
}

/// The day before, for ends that include their day.
std::string last_day(const Moment& end) { return Moment{end.at - std::chrono::days(1)}.text(); }

std::string days_text(double days) {
  return "\"" + canonical(days, models::Dimension::time).text() + "\"";
}

std::string span_text(double days, int months) {
  return months > 0 ? fmt::format("\"{} months\"", months) : days_text(days);
}

/// "a.b.c" with every part quoted where TOML wants it.
std::string dotted(const std::string& path) {
  std::string result;
  for (const std::string& part : parts_of(path))
    result += (result.empty() ? "" : ".") + toml_key(part);
  return result;
}

constexpr std::string_view evidence_words[] = {"stated", "implied", "assumed", "hypothesis"};
constexpr std::string_view mode_words[] = {"conveyor", "pipe", "wire", "truck", "train", "ship"};

/// What was a hypothesis and takes part is written as assumed: the text stands for itself.
void write_evidence(TomlWriter& out, Evidence evidence) {
  if (evidence == Evidence::hypothesis) evidence = Evidence::assumed;
  if (evidence != Evidence::stated)
    out.text("evidence", evidence_words[static_cast<int>(evidence)]);
}

template <typename Thing>
void write_labels(TomlWriter& out, const Thing& thing) {
  out.text("name", thing.name);
  out.text("name_zh", thing.name_zh);
  out.text("source", thing.source);
}

void write_settings(TomlWriter& out, const std::map<std::string, Setting>& settings) {
  for (const auto& [key, setting] : settings)
    if (!setting.fallback) out.setting(toml_key(key), setting);
}

/// Dates that an overlay's shorter run left outside: no slips of the pen.
bool has_dates_outside(const Scenario& scenario) {
  const Header& header = scenario.header;
  const auto outside = [&](const Moment& at) { return at < header.start || at >= header.end; };
  const auto late = [&](const std::optional<Setting>& setting) {
    const auto* at = setting ? std::get_if<Moment>(&setting->value) : nullptr;
    return at && *at >= header.end;
  };
  return std::any_of(scenario.events.begin(), scenario.events.end(),
                     [&](const Event& event) {
                       const auto* on = std::get_if<OnDate>(&event.trigger);
                       return on && outside(on->at);
                     }) ||
         std::any_of(scenario.facilities.begin(), scenario.facilities.end(),
                     [&](const Facility& facility) {
                       return late(facility.opens) || late(facility.closes);
                     });
}

void write_header(TomlWriter& out, const Scenario& scenario) {
  const Header& header = scenario.header;
  out.raw("format", "1");
  out.text("name", header.name);
  out.text("name_zh", header.name_zh);
  out.text("description", header.description);
  out.text("region", header.region);
  out.text("source", header.source);
  out.raw("start", header.start.text());
  const bool whole_day = std::chrono::floor<std::chrono::days>(header.end.at) == header.end.at;
  out.raw("end", whole_day ? last_day(header.end) : header.end.text());
  out.raw("seed", std::to_string(header.seed));
  out.raw("blend_tolerance", shortest(header.blend_tolerance));
  if (header.convoys > 0) out.text("convoys", shortest(header.convoys) + " d");
  if (has_dates_outside(scenario)) out.raw("dates_outside", "true");
}

void write_output(TomlWriter& out, const Output& output) {
  out.table("output");
  out.raw("every", span_text(output.every_days, output.every_months));
  std::string series;
  for (const Output::Series& one : output.series) {
    series += series.empty() ? "" : ", ";
    if (one.substances.empty() && one.properties.empty()) {
      series += toml_string(one.pattern);
      continue;
    }
    series += "{ match = " + toml_string(one.pattern);
    if (!one.substances.empty()) series += ", substances = " + list_of(one.substances);
    if (!one.properties.empty()) series += ", properties = " + list_of(one.properties);
    series += " }";
  }
  out.raw("series", "[" + series + "]");
}

void write_profile(TomlWriter& out, const Profile& profile) {
  out.list_entry("profile");
  out.text("id", profile.id);
  write_labels(out, profile);
  std::string text;
  for (const double factor : profile.months) text += (text.empty() ? "" : ", ") + shortest(factor);
  for (const auto& [at, factor] : profile.steps)
    text += (text.empty() ? "[" : ", [") + at.text() + ", " + shortest(factor) + "]";
  out.raw(profile.months.empty() ? "steps" : "months", "[" + text + "]");
}

void write_stocks(TomlWriter& out, const Facility& facility) {
  for (const auto& [material, stock] : facility.stocks) {
    const std::string key = "stocks." + toml_key(material);
    if (!stock.capacity && !stock.initial) out.raw(key, "{}");
    if (stock.capacity) out.setting(key + ".capacity", *stock.capacity);
    if (stock.initial) out.setting(key + ".initial", *stock.initial);
  }
}

void write_stops(TomlWriter& out, const Facility& facility) {
  std::string text;
  for (const Outage& outage : facility.outages)
    text +=
        std::string(text.empty() ? "" : ", ") + "{ mean_up = " + written_setting(outage.mean_up) +
        ", mean_down = " + written_setting(outage.mean_down) +
        ", clock = " + (outage.clock == sim::Clock::calendar ? "\"calendar\"" : "\"operating\"") +
        (outage.base_mean_up ? ", base_mean_up = " + written_setting(*outage.base_mean_up) : "") +
        (outage.base_mean_down ? ", base_mean_down = " + written_setting(*outage.base_mean_down)
                               : "") +
        (outage.fixed ? ", fixed = true }" : " }");
  if (!text.empty()) out.raw("outages", "[" + text + "]");
  text.clear();
  for (const Maintenance& stop : facility.maintenance) {
    text += text.empty() ? "" : ", ";
    if (stop.yearly)
      text += "{ from = " + text_of(stop.yearly->first) + ", to = " + text_of(stop.yearly->second) +
              ", every = \"year\" }";
    else if (stop.once)
      text +=
          "{ from = " + stop.once->first.text() + ", to = " + last_day(stop.once->second) + " }";
  }
  if (!text.empty()) out.raw("maintenance", "[" + text + "]");
}

void write_facility(TomlWriter& out, const Facility& facility) {
  out.list_entry("facility");
  out.text("id", facility.id);
  if (!facility.aliases.empty()) out.raw("alias", list_of(facility.aliases));
  out.text("kind", facility.kind);
  write_labels(out, facility);
  out.text("region", facility.region);
  out.text("county", facility.county);
  if (facility.at)
    out.raw("at", "[" + shortest(facility.at->first) + ", " + shortest(facility.at->second) + "]");
  write_evidence(out, facility.evidence);
  if (facility.assumed) out.raw("assumed", "true");
  if (facility.opens) out.setting("opens", *facility.opens);
  if (facility.closes) out.setting("closes", *facility.closes);
  if (facility.available) out.setting("available", *facility.available);
  write_settings(out, facility.parameters);
  write_stocks(out, facility);
  write_stops(out, facility);
  for (const auto& [path, number] : facility.overrides)
    if (number.set) out.setting(dotted(path), *number.set);
}

void write_only_when(TomlWriter& out, OnlyWhen only_when) {
  if (only_when == OnlyWhen::full) out.text("only_when", "full");
  if (only_when == OnlyWhen::short_) out.text("only_when", "short");
}

void write_route(TomlWriter& out, const Route& route) {
  out.list_entry("route");
  out.text("id", route.id);
  write_labels(out, route);
  out.text("from", route.from.text());
  out.text("to", route.to.text());
  out.text("mode", mode_words[static_cast<int>(route.mode)]);
  write_only_when(out, route.only_when);
  write_evidence(out, route.evidence);
  write_settings(out, route.settings);
}

void write_boundary(TomlWriter& out, const Boundary& boundary) {
  out.list_entry("boundary");
  out.text("id", boundary.id);
  write_labels(out, boundary);
  out.text("material", boundary.material);
  if (boundary.from) out.text("from", boundary.from->text());
  if (boundary.to) out.text("to", boundary.to->text());
  write_only_when(out, boundary.only_when);
  write_evidence(out, boundary.evidence);
  write_settings(out, boundary.settings);
}

void write_limit(TomlWriter& out, const Limit& limit) {
  out.list_entry("limit");
  out.text("id", limit.id);
  write_labels(out, limit);
  std::vector<std::string> of;
  for (const Text& flow : limit.of) of.push_back(flow.value);
  out.raw("of", list_of(of));
  out.text("per", limit.per);
  write_evidence(out, limit.evidence);
  write_settings(out, limit.settings);
}

std::string written(const OnDate& on) { return "on = " + on.at.text(); }

std::string written(const Follows& follows) {
  constexpr std::string_view words[] = {"opens", "closes", "event"};
  return "on = { " + std::string(words[static_cast<int>(follows.what)]) + " = " +
         toml_string(follows.subject.value) + ", after = " + days_text(follows.after) + " }";
}

std::string written(const When& when) {
  constexpr std::string_view words[] = {"stock", "flow", "price"};
  std::string text = "when = { " + std::string(words[static_cast<int>(when.of)]) + " = " +
                     toml_string(when.subject.value) + (when.above ? ", above = " : ", below = ") +
                     toml_string(when.level.text());
  if (when.back)
    text += (when.above ? ", back_below = " : ", back_above = ") + toml_string(when.back->text());
  if (when.over) text += ", over = " + days_text(*when.over);
  return text + " }";
}

std::string written(const YearlyWindow& window) {
  return "from = " + text_of(window.from) + "\nto = " + text_of(window.to) + "\nevery = \"year\"";
}

void write_operations(TomlWriter& out, const Event& event, Operation::Kind kind) {
  std::string text;
  for (const Operation& operation : event.operations)
    if (operation.kind == kind)
      text += (text.empty() ? " " : ", ") + toml_string(operation.path) + " = " +
              written_setting(operation.value);
  if (!text.empty()) out.raw(kind == Operation::Kind::set ? "set" : "times", "{" + text + " }");
}

void write_event(TomlWriter& out, const Event& event) {
  out.list_entry("event");
  out.text("id", event.id);
  write_labels(out, event);
  out.text("why", event.why);
  write_evidence(out, event.evidence);
  const std::string trigger =
      std::visit([](const auto& held) { return written(held); }, event.trigger);
  out.raw(trigger.substr(0, trigger.find(" = ")), trigger.substr(trigger.find(" = ") + 3));
  if (event.lasts) out.raw("for", days_text(*event.lasts));
  if (event.ramp) {
    out.raw("ramp", span_text(event.ramp->duration, event.ramp->months));
    out.raw("step", span_text(event.ramp->step, event.ramp->step_months));
  }
  if (event.every) out.raw("every", span_text(event.every->days, event.every->months));
  if (event.until) out.raw("until", last_day(*event.until));
  write_operations(out, event, Operation::Kind::set);
  write_operations(out, event, Operation::Kind::times);
}

void write_indicator(TomlWriter& out, const Indicator& indicator) {
  out.list_entry("indicator");
  for (const auto& [key, node] : *indicator.body.table())
    out.raw(toml_key(key.name), node.as_written());
}

/// Factors on numbers of recipes have no place among a facility's keys.
void write_factors(TomlWriter& out, const Scenario& scenario) {
  std::string text;
  for (const Facility& facility : scenario.facilities)
    for (const auto& [path, number] : facility.overrides)
      if (!number.set && number.times != 1)
        text += (text.empty() ? " " : ", ") + toml_string(facility.id + "." + path) + " = " +
                shortest(number.times);
  if (!text.empty()) out.raw("times", "{" + text + " }");
}

}  // namespace

std::string resolved_text(const Scenario& scenario) {
  TomlWriter out;
  write_header(out, scenario);
  write_factors(out, scenario);
  write_output(out, scenario.output);
  for (const std::string& id : scenario.own_materials)
    write_material(out, scenario.library->materials.at(id));
  for (const std::string& id : scenario.own_recipes)
    write_recipe(out, scenario.library->recipes.at(id));
  for (const Profile& profile : scenario.profiles) write_profile(out, profile);
  for (const Facility& facility : scenario.facilities) write_facility(out, facility);
  for (const Route& route : scenario.routes) write_route(out, route);
  for (const Boundary& boundary : scenario.boundaries) write_boundary(out, boundary);
  for (const Limit& limit : scenario.limits) write_limit(out, limit);
  for (const Event& event : scenario.events) write_event(out, event);
  for (const Indicator& indicator : scenario.indicators) write_indicator(out, indicator);
  return out.result();
}

}  // namespace huan::scenarios
