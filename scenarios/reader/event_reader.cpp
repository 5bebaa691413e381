#include <algorithm>
#include <cmath>

#include "scenarios/reader/change_reader.h"
#include "scenarios/reader/sections.h"

namespace huan::scenarios {
namespace {

using models::Dimension;

std::optional<Follows> read_follows(const Node& node, Context& context) {
  Fields fields(node, "'on'", context);
  Follows follows;
  int ways = 0;
  for (const auto& [key, what] :
       {std::pair("opens", Follows::What::opens), std::pair("closes", Follows::What::closes),
        std::pair("event", Follows::What::event)}) {
    const Text subject = fields.text(key);
    if (!subject.given()) continue;
    follows.what = what;
    follows.subject = subject;
    ++ways;
  }
  if (const auto after = fields.setting("after", {{Dimension::time}, 0}))
    follows.after = after->number().value();
  fields.finish();
  if (ways == 1) return follows;
  fields.error(node.place, "an event follows one thing: 'opens', 'closes' or 'event'",
               "for example on = { opens = \"xc_p59\", after = \"30 d\" }");
  return std::nullopt;
}

std::optional<Event::Trigger> read_on(const Node& node, Context& context) {
  if (const auto moment = moment_of(node)) return OnDate{*moment};
  if (node.table())
    if (auto follows = read_follows(node, context)) return *follows;
  if (!node.table())
    context.complaints.error(node.place, "'on' = " + node.as_written() + ": a date is needed",
                             "for example on = 2021-06-01, without quotes");
  return std::nullopt;
}

struct Watched {
  const char* key;
  When::Of of;
  ValueSpec spec;
};
const Watched watched[] = {
    {"stock", When::Of::stock, {{Dimension::mass, Dimension::energy}, 0}},
    {"flow", When::Of::flow, {{Dimension::mass_flow, Dimension::heat_flow}, 0}},
    {"price", When::Of::price, {{Dimension::money_per_mass, Dimension::money_per_energy}}},
};

/// `above` or `below`, and `back_...` on its other side.
bool read_levels(Fields& fields, When& when, const ValueSpec& spec) {
  const auto above = fields.setting("above", spec);
  const auto below = fields.setting("below", spec);
  const bool both = fields.take("above") && fields.take("below");
  const bool none = !fields.take("above") && !fields.take("below");
  if (both || none) fields.error(fields.place(), "'when' needs 'above' or 'below', one of them");
  if (both || (!above && !below)) return false;
  when.above = above.has_value();
  when.level = (above ? above : below)->number();
  const std::string back_key = when.above ? "back_below" : "back_above";
  const std::string other = when.above ? "back_above" : "back_below";
  if (const Node* wrong = fields.take(other))
    fields.error(wrong->place,
                 "what goes " + std::string(when.above ? "above" : "below") + " comes back " +
                     (when.above ? "below" : "above"),
                 "write '" + back_key + "'");
  if (const auto back = fields.setting(back_key, spec)) {
    when.back = back->number();
    const double gap = when.level.value() - back->number().value();
    if (when.above ? gap <= 0 : gap >= 0)
      fields.error(back->place, "'" + back_key + "' must be " + (when.above ? "less" : "more") +
                                    " than " + when.level.text());
  }
  return true;
}

std::optional<When> read_when(const Node& node, Context& context) {
  Fields fields(node, "'when'", context);
  When when;
  const ValueSpec* spec = nullptr;
  int subjects = 0;
  for (const Watched& watch : watched) {
    const Text subject = fields.text(watch.key);
    if (!subject.given()) continue;
    ++subjects;
    when.of = watch.of;
    when.subject = subject;
    spec = &watch.spec;
  }
  if (subjects != 1 || !spec) {
    fields.error(node.place, "'when' watches one thing: 'stock', 'flow' or 'price'",
                 "for example when = { stock = \"xc_transfer.msw\", above = \"3000 t\" }");
    return std::nullopt;
  }
  if (const auto over = fields.setting("over", {{Dimension::time}, 0}))
    when.over = over->number().value();
  const bool levels = read_levels(fields, when, *spec);
  fields.finish();
  return levels ? std::optional(when) : std::nullopt;
}

std::optional<YearlyWindow> read_window(Fields& fields) {
  const Text from = fields.text("from");
  const Text to = fields.text("to");
  const auto first = month_day_of(from.value);
  const auto last = month_day_of(to.value);
  for (const auto& [text, day] : {std::pair(&from, &first), std::pair(&to, &last)})
    if (!*day)
      fields.error(text->given() ? text->place : fields.place(),
                   "a window needs 'from' and 'to' as month and day",
                   "for example from = \"11-15\", to = \"03-15\"");
  return first && last ? std::optional(YearlyWindow{*first, *last}) : std::nullopt;
}

/// Exactly one of `on`, `when`, `from` and `to`.
bool read_trigger(Fields& fields, Event& event) {
  Context& context = fields.context();
  const Node* on = fields.take("on");
  const Node* when = fields.take("when");
  const Node* from = fields.take("from");
  if (!from) from = fields.take("to");
  if (!on && !when && !from) {
    fields.error(event.place, fields.who() + " has no 'on' and no 'when'",
                 "say when it happens: on = 2021-06-01");
    return false;
  }
  if ((on && when) || (from && (on || when))) {
    fields.error((when ? when : from)->place,
                 "an event has 'on', 'when' or 'from' and 'to', one of them");
    return false;
  }
  if (on)
    if (auto trigger = read_on(*on, context)) return event.trigger = *trigger, true;
  if (when)
    if (auto trigger = read_when(*when, context)) return event.trigger = *trigger, true;
  if (from)
    if (auto trigger = read_window(fields)) return event.trigger = *trigger, true;
  return false;
}

void check_date(const Node& node, const Event& event, Context& context) {
  const auto* date = std::get_if<OnDate>(&event.trigger);
  const Header& header = context.scenario.header;
  if (!date || context.other_dates || header.end <= header.start) return;
  const std::string day = "'on' = " + date->at.text();
  if (date->at < header.start)
    context.complaints.error(node.place,
                             day + " lies before the run, which starts " + header.start.text());
  if (date->at >= header.end)
    context.complaints.error(node.place, day + " lies after the run, which ends " +
                                             Moment{header.end.at - std::chrono::days(1)}.text());
}

void read_ramp(Fields& fields, Event& event) {
  const Node* ramp = fields.take("ramp");
  const Node* step = fields.take("step");
  if (step && !ramp) fields.error(step->place, "'step' belongs to a 'ramp'");
  if (!ramp) return;
  const auto span = read_span(*ramp, "ramp", fields.context());
  const auto width = step ? read_span(*step, "step", fields.context()) : Span{365.0 / 12, 1};
  if (!span || !width) return;
  event.ramp = {span->months > 0 ? 0 : span->days, span->months,
                width->months > 0 ? 0 : width->days, width->months};
  if (width->days > span->days)
    fields.error(step ? step->place : ramp->place, "a step is longer than the ramp");
  if (span->days / width->days > 100000)
    fields.error(step ? step->place : ramp->place, "a ramp of more than 100000 steps");
}

void read_recurrence(Fields& fields, Event& event) {
  const Node* every = fields.take("every");
  const Node* until = fields.take("until");
  const bool window = std::holds_alternative<YearlyWindow>(event.trigger);
  if (until && (!every || window))
    fields.error(until->place, "'until' belongs to an event that recurs by 'every'");
  if (window && every && (!every->text() || *every->text() != "year"))
    fields.error(every->place, "a window recurs every \"year\"");
  if (!every || window) return;
  if (const auto span = read_span(*every, "every", fields.context()))
    event.every = Recurrence{span->months, span->months > 0 ? 0 : span->days};
  if (!std::holds_alternative<OnDate>(event.trigger))
    fields.error(every->place, "an event that recurs needs a date to begin with",
                 "on = 2021-01-01");
  if (const auto last = fields.moment("until"))
    event.until = Moment{std::chrono::floor<std::chrono::days>(last->at) + std::chrono::days(1)};
}

void read_operations(Fields& fields, Event& event) {
  Context& context = fields.context();
  bool any = false;
  for (const auto& [key, kind] :
       {std::pair("set", Operation::Kind::set), std::pair("times", Operation::Kind::times)}) {
    const Node* node = fields.take(key);
    any |= node != nullptr;
    for (const RawChange& change : raw_changes(node, key, kind, context)) {
      auto operation = read_change(change, context);
      if (!operation) continue;
      check_by_event(*operation, event, context);
      event.operations.push_back(std::move(*operation));
    }
  }
  if (!any)
    fields.error(event.place, fields.who() + " changes nothing",
                 "say what: set = { \"xc_p44.capacity\" = \"120 kt/a\" }");
}

}  // namespace

void read_event(const Node& node, Context& context) {
  Event event;
  event.id = *node.find("id")->text();
  event.place = node.find("id")->place;
  Fields fields(node, "event '" + event.id + "'", context);
  fields.allow({"id", "note"});
  const Labels labels = read_labels(fields);
  event.name = labels.name;
  event.name_zh = labels.name_zh;
  event.source = labels.source;
  event.evidence = labels.evidence;
  event.why = fields.text("why");
  const bool triggered = read_trigger(fields, event);
  if (const Node* on = fields.take("on"); on && triggered) check_date(*on, event, context);
  if (const auto lasts = fields.setting("for", {{Dimension::time}, 0})) {
    event.lasts = lasts->number().value();
    if (*event.lasts <= 0) fields.error(lasts->place, "'for' must be longer than 0");
    if (std::holds_alternative<YearlyWindow>(event.trigger) && triggered)
      fields.error(lasts->place, "a window from day to day has no 'for'");
  }
  read_ramp(fields, event);
  if (event.ramp && event.lasts) fields.error(event.place, "a ramp is permanent: it has no 'for'");
  if (triggered || !fields.take("every")) read_recurrence(fields, event);
  fields.allow({"step", "until", "every", "to"});
  read_operations(fields, event);
  fields.finish();
  enter(event.id, Scenario::Thing::Kind::event, context.scenario.events.size(), context);
  context.scenario.events.push_back(std::move(event));
}

}  // namespace huan::scenarios
