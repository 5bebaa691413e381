#include "scenarios/builder/script.h"

#include <algorithm>

#include "scenarios/builder/findings.h"
#include "sim/network.h"

namespace huan::scenarios {
namespace {

/// A window, or a level that is watched both ways: lies over permanent changes.
bool is_lifted_again(const Event& event) {
  if (event.lasts || std::holds_alternative<YearlyWindow>(event.trigger)) return true;
  const auto* when = std::get_if<When>(&event.trigger);
  return when != nullptr && when->back;
}

std::size_t owner_of(std::size_t event, int round) {
  return (event << 24U) + static_cast<std::size_t>(round);
}

/// The operation of a ramp, `share` of the way from `from`.
Operation part_way(const Operation& whole, const Setting& from, double share) {
  Operation part = whole;
  part.kind = Operation::Kind::set;
  const double start = from.number().value();
  const double target = whole.kind == Operation::Kind::times ? start * whole.value.number().value()
                                                             : whole.value.number().value();
  Number number = whole.kind == Operation::Kind::times ? from.number() : whole.value.number();
  number.written = (start + share * (target - start)) / number.factor;
  part.value.value = number;
  if (part.value.profile.empty()) {
    part.value.profile = from.profile;
    part.value.keep = from.keep;
  }
  return part;
}

}  // namespace

ScriptError::ScriptError(Complaints found)
    : std::runtime_error(found.all().empty() ? "an event cannot be carried out"
                                             : found.all().front().message),
      complaints(std::move(found)) {}

struct Script::Instant {
  explicit Instant(double t, const std::shared_ptr<SourceTexts>& sources)
      : time(t), complaints(sources) {}
  double time;
  std::set<Touched> touched;
  Answer answer;
  Complaints complaints;
};

Script::Script(const Scenario& scenario, std::shared_ptr<const Blueprint> blueprint,
               std::vector<std::size_t> watched, Complaints& complaints)
    : events_(std::make_shared<const std::vector<Event>>(scenario.events)),
      blueprint_(std::move(blueprint)),
      sources_(complaints.shared_sources()),
      watched_(std::move(watched)),
      layers_(scenario, complaints),
      agenda_(scenario, blueprint_->ground.era),
      comparison_(blueprint_) {}

std::unique_ptr<sim::Director> Script::clone() const { return std::make_unique<Script>(*this); }

std::vector<double> Script::first_dates() {
  std::vector<double> dates = agenda_.take_new_instants();
  if (busy() && (dates.empty() || dates.front() > 0)) dates.insert(dates.begin(), 0.0);
  return dates;
}

Script::Answer Script::at(double time) {
  Instant instant(time, sources_);
  if (!begun_) instant.touched = layers_.things();
  begun_ = true;
  return conclude(instant);
}

Script::Answer Script::on(double time, const sim::WatchFired& fired) {
  Instant instant(time, sources_);
  const std::size_t event = watched_.at(fired.watch);
  const bool twice = is_lifted_again((*events_)[event]);
  if (fired.back) {
    if (twice) end({time, Appointment::What::end, event, 0, time}, instant);
  } else if (twice || happened_.insert(event).second) {
    begin({time, Appointment::What::begin, event, 0, time}, instant);
  }
  return conclude(instant);
}

Script::Answer Script::on(double time, const sim::FacilityTurned& turned) {
  Instant instant(time, sources_);
  const std::string& id = blueprint_->draft.plan.facilities.at(turned.facility.index()).id;
  follow(turned.open ? Follows::What::opens : Follows::What::closes, id, time);
  return conclude(instant);
}

void Script::follow(Follows::What what, const std::string& subject, double time) {
  for (std::size_t i = 0; i < events_->size(); ++i) {
    const auto* follows = std::get_if<Follows>(&(*events_)[i].trigger);
    if (follows == nullptr || follows->what != what || follows->subject.value != subject) continue;
    const double begin = time + follows->after;
    agenda_.enter({begin, Appointment::What::begin, i, 0, begin});
  }
}

void Script::perform(const Appointment& due, Instant& instant) {
  switch (due.what) {
    case Appointment::What::look:
      instant.touched = layers_.things();
      return;
    case Appointment::What::end:
      return end(due, instant);
    case Appointment::What::step: {
      const auto at = episodes_.find({due.event, 0});
      const double steps = at == episodes_.end() ? 1 : at->second.steps;
      return ramp_to(due, std::min(1.0, due.round / steps), instant);
    }
    case Appointment::What::begin:
      return begin(due, instant);
  }
}

void Script::begin(const Appointment& due, Instant& instant) {
  const Event& event = (*events_)[due.event];
  if (runs_in_a_circle(event, instant)) return;
  instant.answer.log.push_back(event.id);
  if (event.ramp) {
    Episode episode;
    for (const Operation& operation : event.operations) {
      episode.from.push_back(layers_.settled(operation.path));
    }
    episode.steps = static_cast<double>(agenda_.steps(*event.ramp, due.time).size());
    episodes_[{due.event, 0}] = std::move(episode);
  } else {
    for (const Operation& operation : event.operations) put(event, due, operation, instant);
  }
  agenda_.follow_up(event, due);
  follow(Follows::What::event, event.id, due.time);
}

/// Events that bring each other about without delay would do so for ever.
bool Script::runs_in_a_circle(const Event& event, Instant& instant) {
  if (instant.time != busy_at_) at_once_ = 0;
  busy_at_ = instant.time;
  constexpr std::size_t often = 100;
  if (++at_once_ <= often * events_->size()) return false;
  instant.complaints.error(event.place,
                           "'" + event.id + "' takes place again and again at one instant",
                           "events that bring each other about need a time between them: "
                           "after = \"1 h\"");
  return true;
}

void Script::ramp_to(const Appointment& due, double share, Instant& instant) {
  const Event& event = (*events_)[due.event];
  const auto at = episodes_.find({due.event, 0});
  if (at == episodes_.end()) return;
  layers_.lift(owner_of(due.event, 0));
  for (std::size_t i = 0; i < event.operations.size(); ++i) {
    const Operation& whole = event.operations[i];
    const std::optional<Setting>& from = at->second.from[i];
    if (!from || !from->is_number() || !whole.value.is_number()) {
      instant.complaints.error(whole.place,
                               "'" + whole.path + "' has no number to begin the ramp from",
                               "set it in the scenario first");
      continue;
    }
    Appointment whole_event = due;
    whole_event.round = 0;
    put(event, whole_event, part_way(whole, *from, share), instant);
  }
}

void Script::put(const Event& event, const Appointment& due, const Operation& operation,
                 Instant& instant) {
  const auto thing = layers_.thing(operation.path);
  if (!thing) return;
  instant.touched.insert(*thing);
  if (is_lifted_again(event)) {
    layers_.lay(owner_of(due.event, due.round), operation);
  } else {
    layers_.settle(operation, instant.complaints);
  }
}

void Script::end(const Appointment& due, Instant& instant) {
  layers_.lift(owner_of(due.event, due.round));
  episodes_.erase({due.event, 0});
  for (const Operation& operation : (*events_)[due.event].operations) {
    if (const auto thing = layers_.thing(operation.path)) instant.touched.insert(*thing);
  }
}

void Script::watch_prices(Instant& instant) {
  for (std::size_t i = 0; i < events_->size(); ++i) {
    const auto* when = std::get_if<When>(&(*events_)[i].trigger);
    if (when == nullptr || when->of != When::Of::price) continue;
    const auto thing = layers_.thing(when->subject.value);
    const Scenario& says =
        thing ? layers_.with_windows(*thing, instant.complaints) : layers_.without_windows();
    const auto price = value_at(says, when->subject.value);
    if (!price || !price->is_number()) continue;
    const double value = price->number().value();
    const auto beyond = [&](double level) { return when->above ? value >= level : value <= level; };
    bool& past = price_past_[i];
    const Appointment due{instant.time, Appointment::What::begin, i, 0, instant.time};
    if (!past && beyond(when->level.value())) {
      past = true;
      if (when->back || happened_.insert(i).second) begin(due, instant);
    } else if (past && when->back && !beyond(when->back->value())) {
      past = false;
      end(due, instant);
    }
  }
}

void Script::look_for_openings(const Scenario& says, const Touched& thing, double time) {
  if (thing.kind != Target::Kind::facility) return;
  const Facility& facility = says.facilities[thing.index];
  for (const std::optional<Setting>* setting : {&facility.opens, &facility.closes}) {
    const Moment* moment = *setting ? std::get_if<Moment>(&(*setting)->value) : nullptr;
    const double day = moment == nullptr ? 0 : blueprint_->ground.days(*moment);
    if (day > time) agenda_.enter({day, Appointment::What::look, 0, 0, 0});
  }
}

/// Ranks that an event has changed must be as those of a scenario.
void Script::rank(Instant& instant) {
  try {
    comparison_.rank(instant.answer.changes);
  } catch (const sim::PlanError& e) {
    std::vector<sim::Finding> faults = e.findings;
    std::erase_if(faults, [](const sim::Finding& finding) { return !finding.error; });
    complain(faults, layers_.without_windows(), instant.complaints);
    if (instant.answer.log.empty()) return;
    const std::string last(instant.answer.log.back());
    const auto event = std::ranges::find(*events_, last, &Event::id);
    if (event != events_->end())
      instant.complaints.error(event->place, "'" + last + "' changes ranks so that the above holds",
                               "what an event ranks is checked like the scenario itself");
  }
}

Script::Answer Script::conclude(Instant& instant) {
  Appointment due;
  do {
    while (agenda_.next(instant.time, due)) perform(due, instant);
    const std::size_t happened = instant.answer.log.size();
    watch_prices(instant);
    if (instant.answer.log.size() == happened) break;
  } while (instant.answer.log.size() < 1000 + events_->size());
  for (const Touched& thing : instant.touched) {
    const Scenario& says = layers_.with_windows(thing, instant.complaints);
    if (!instant.complaints.fine()) break;
    look_for_openings(says, thing, instant.time);
    comparison_.compare(says, thing, instant.time, instant.answer.changes);
  }
  if (instant.complaints.fine()) rank(instant);
  if (!instant.complaints.fine()) throw ScriptError(std::move(instant.complaints));
  comparison_.size_uncapped(instant.answer.changes);
  instant.answer.ask_again = agenda_.take_new_instants();
  std::erase_if(instant.answer.ask_again, [&](double t) { return t <= instant.time; });
  return std::move(instant.answer);
}

}  // namespace huan::scenarios
