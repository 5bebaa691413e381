#include "scenarios/reader/operation.h"

#include <algorithm>
#include <stdexcept>

#include "scenarios/reader/change_reader.h"
#include "scenarios/reader/reach.h"

namespace huan::scenarios {
namespace {

using models::Dimension;

bool holds(const ValueSpec& spec, Dimension dimension) {
  return std::find(spec.dimensions.begin(), spec.dimensions.end(), dimension) !=
         spec.dimensions.end();
}

/// Whether a typed value is of the kind the target wants.
bool fits(const Value& value, const ValueSpec& spec) {
  if (const auto* number = std::get_if<Number>(&value)) return holds(spec, number->dimension);
  if (std::holds_alternative<Moment>(value)) return holds(spec, Dimension::date);
  if (std::holds_alternative<bool>(value)) return holds(spec, Dimension::flag);
  if (std::holds_alternative<std::string>(value))
    return holds(spec, Dimension::text) || holds(spec, Dimension::profile);
  return holds(spec, Dimension::texts);
}

std::string opening(const Operation& operation) {
  return "'" + operation.path + "' = " + text_of(operation.value.value) + ": ";
}

/// The number at the target lies in its range.
bool check_range(const Scenario& scenario, const Reach& at, const Operation& operation,
                 Complaints& complaints) {
  const auto now = get(scenario, at);
  std::string fault;
  if (!now || !now->is_number() || in_range(now->number(), at.spec, fault)) return true;
  const std::string became = operation.kind == Operation::Kind::times
                                 ? "this makes it " + now->number().text() + ", "
                                 : std::string();
  complaints.error(operation.place, opening(operation) + became + fault);
  return false;
}

std::string described(const Setting& setting) {
  if (std::holds_alternative<Moment>(setting.value)) return "a date";
  if (std::holds_alternative<bool>(setting.value)) return "true or false";
  return "a text";
}

bool apply_times(Scenario& scenario, const Reach& at, const Operation& operation,
                 Complaints& complaints) {
  const auto before = get(scenario, at);
  if (multiply(scenario, at, operation.value.number().value())) {
    if (check_range(scenario, at, operation, complaints)) return true;
    if (before) put(scenario, at, *before);
    return false;
  }
  complaints.error(operation.place,
                   before ? "'" + operation.path + "' is " + described(*before) +
                                ": it can be set, not multiplied"
                          : "'" + operation.path + "' has no value to multiply",
                   before ? "" : "give it one by 'set'");
  return false;
}

bool apply_set(Scenario& scenario, const Reach& at, const Operation& operation,
               Complaints& complaints) {
  if (!fits(operation.value.value, at.spec)) {
    complaints.error(
        operation.place,
        opening(operation) + std::string(words_for(at.spec.dimensions.front())) + " is needed");
    return false;
  }
  const auto before = get(scenario, at);
  put(scenario, at, operation.value);
  if (check_range(scenario, at, operation, complaints)) return true;
  if (before) put(scenario, at, *before);
  return false;
}

void complain(const PathFault& fault, const Place& place, Complaints& complaints) {
  complaints.error(place, fault.message,
                   did_you_mean(fault.word, fault.candidates, fault.otherwise));
}

/// What stands before the id.
std::string root_of(Target::Kind kind) {
  if (kind == Target::Kind::material) return "material.";
  return kind == Target::Kind::recipe ? "recipe." : "";
}

}  // namespace

bool apply(Scenario& scenario, const Operation& operation, Complaints& complaints) {
  PathFault fault;
  const auto at = reach(scenario, operation.path, fault);
  if (!at) return complain(fault, operation.place, complaints), false;
  const bool times = operation.kind == Operation::Kind::times;
  try {
    return (times ? apply_times : apply_set)(scenario, *at, operation, complaints);
  } catch (const std::invalid_argument& why) {
    complaints.error(operation.place, opening(operation) + why.what());
    return false;
  }
}

std::optional<Setting> value_at(const Scenario& scenario, const std::string& path) {
  PathFault fault;
  const auto at = reach(scenario, path, fault);
  return at ? get(scenario, *at) : std::nullopt;
}

std::optional<Operation> read_change(const RawChange& change, Context& context) {
  const std::string id = change.path.name.substr(0, change.path.name.find('.'));
  if (context.off.contains(id)) return std::nullopt;
  PathFault fault;
  const auto at = reach(context.scenario, change.path.name, fault);
  if (!at) {
    context.complaints.error(change.path.place, fault.message,
                             context.suggestion(fault.word, fault.candidates, fault.otherwise));
    return std::nullopt;
  }
  Operation operation;
  operation.kind = change.kind;
  operation.path = root_of(at->target.kind) + at->target.id + "." + at->target.rest;
  operation.place = change.path.place;
  const bool times = change.kind == Operation::Kind::times;
  const ValueSpec spec = times ? ValueSpec{{Dimension::ratio}, 0} : at->spec;
  const bool wants_number = at->spec.dimensions.front() < Dimension::date;
  if (times && !wants_number) {
    const char* what = holds(at->spec, Dimension::date) ? "a date" : "no number";
    context.complaints.error(change.path.place, "'" + change.path.name + "' is " + what +
                                                    ": it can be set, not multiplied");
    return std::nullopt;
  }
  const std::string material = at->where == Reach::Where::stock_capacity ? at->key : "";
  auto setting = read_setting(change.value, change.path.name, spec, context, material);
  if (!setting) return std::nullopt;
  operation.value = std::move(*setting);
  return operation;
}

void check_by_event(const Operation& operation, const Event& event, Context& context) {
  PathFault fault;
  const auto at = reach(context.scenario, operation.path, fault);
  if (!at) return;
  if (at->structural)
    context.complaints.error(
        operation.place,
        "'" + operation.path + "' decides what the facility consists of: no event can change it");
  const bool number = at->spec.dimensions.front() < Dimension::date;
  if (event.ramp && !number)
    context.complaints.error(operation.place,
                             "'" + operation.path + "' is no number: it cannot ramp");
  if (at->where == Reach::Where::stock_initial)
    context.complaints.error(
        operation.place,
        "'" + operation.path + "' is what a stock holds at the start: no event can change it");
}

}  // namespace huan::scenarios
