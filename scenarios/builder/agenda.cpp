#include "scenarios/builder/agenda.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace huan::scenarios {
namespace {

/// [d] instants nearer than this are one.
constexpr double same_instant = 1e-9;

std::chrono::month_day day_of_year(const MonthDay& day) {
  return std::chrono::month_day{std::chrono::month{day.month}, std::chrono::day{day.day}};
}

}  // namespace

Agenda::Agenda(const Scenario& scenario, const sim::Era& era)
    : era_(era), start_(scenario.header.start), duration_(scenario.header.days()) {
  for (std::size_t i = 0; i < scenario.events.size(); ++i) {
    const Event& event = scenario.events[i];
    if (const auto* on = std::get_if<OnDate>(&event.trigger)) {
      enter({on->at.days_since(start_), Appointment::What::begin, i, 0, 0});
    }
    const auto* window = std::get_if<YearlyWindow>(&event.trigger);
    if (window == nullptr) continue;
    int round = 0;
    for (const sim::Window& w :
         era.yearly(day_of_year(window->from), day_of_year(window->to), duration_)) {
      enter({w.begin, Appointment::What::begin, i, round, w.begin});
      enter({w.end, Appointment::What::end, i, round, w.begin});
      ++round;
    }
  }
}

bool Agenda::next(double time, Appointment& due) {
  if (appointments_.empty() || appointments_.begin()->time > time + same_instant) return false;
  due = *appointments_.begin();
  appointments_.erase(appointments_.begin());
  return true;
}

void Agenda::enter(const Appointment& appointment) {
  if (appointment.time >= duration_) return;
  appointments_.insert(appointment);
  new_instants_.push_back(std::max(0.0, appointment.time));
}

std::vector<double> Agenda::take_new_instants() {
  std::ranges::sort(new_instants_);
  const auto repeated = std::ranges::unique(new_instants_);
  new_instants_.erase(repeated.begin(), repeated.end());
  return std::exchange(new_instants_, {});
}

double Agenda::months_after(double days, int months) const {
  using namespace std::chrono;
  const sim::Date from = era_.date_of(days);
  const double rest = days - era_.days_of(from);
  sim::Date to = from + std::chrono::months{months};
  if (!to.ok()) to = to.year() / to.month() / last;
  return era_.days_of(to) + rest;
}

void Agenda::follow_up(const Event& event, const Appointment& begin) {
  if (event.ramp) {
    int round = 0;
    for (const double time : steps(*event.ramp, begin.time)) {
      enter({time, Appointment::What::step, begin.event, ++round, begin.time});
    }
  }
  if (std::holds_alternative<YearlyWindow>(event.trigger)) return;  // all of them are entered
  if (event.lasts) {
    enter(
        {begin.time + *event.lasts, Appointment::What::end, begin.event, begin.round, begin.time});
  }
  if (event.every) recur(event, begin);
}

std::vector<double> Agenda::steps(const Ramp& ramp, double begin) const {
  const double end = ramp.months > 0 ? months_after(begin, ramp.months) : begin + ramp.duration;
  std::vector<double> times;
  for (int k = 1;; ++k) {
    const double time =
        ramp.step_months > 0 ? months_after(begin, k * ramp.step_months) : begin + k * ramp.step;
    const bool last = !(time < end - same_instant) || !(time > begin);
    times.push_back(last ? end : time);
    if (last) return times;
  }
}

/// The rounds are counted from the first one, so that the 31st stays the 31st.
void Agenda::recur(const Event& event, const Appointment& begin) {
  const auto* on = std::get_if<OnDate>(&event.trigger);
  const double first = on != nullptr ? on->at.days_since(start_) : begin.since;
  const int round = begin.round + 1;
  const double time = event.every->months > 0 ? months_after(first, round * event.every->months)
                                              : first + round * event.every->days;
  const double until = event.until ? event.until->days_since(start_) + 1 : duration_;
  if (time >= until) return;
  enter({time, Appointment::What::begin, begin.event, round, first});
}

}  // namespace huan::scenarios
