#include "scenarios/builder/rehearsal.h"

#include <algorithm>
#include <functional>

namespace huan::scenarios {
namespace {

/// Days a facility opens (true) or closes (false) by its own dates.
std::multimap<double, sim::FacilityTurned> turns_of(const sim::Plan& plan) {
  std::multimap<double, sim::FacilityTurned> turns;
  for (std::size_t i = 0; i < plan.facilities.size(); ++i) {
    const sim::FacilitySpec& facility = plan.facilities[i];
    const sim::FacilityId id(i);
    if (facility.opens > 0 && facility.opens < plan.duration)
      turns.insert({facility.opens, {id, true}});
    if (facility.closes > 0 && facility.closes < plan.duration)
      turns.insert({facility.closes, {id, false}});
  }
  return turns;
}

/// Does `work`; an event that cannot be carried out becomes complaints. Returns whether it could.
bool attempt(const std::function<void()>& work, const Scenario& scenario, Complaints& complaints) {
  const Place place = scenario.events.empty() ? Place{} : scenario.events.front().place;
  try {
    work();
    return true;
  } catch (const ScriptError& e) {
    for (const Complaint& complaint : e.complaints.all()) complaints.add(complaint);
  } catch (const std::exception& e) {
    complaints.error(place, std::string("an event cannot be carried out: ") + e.what());
  }
  return false;
}

}  // namespace

void rehearse(const Script& script, const Blueprint& blueprint, const Scenario& scenario,
              Complaints& complaints) {
  Script copy = script;
  const sim::Plan& plan = blueprint.draft.plan;
  std::set<double> instants(plan.dates.begin(), plan.dates.end());
  std::multimap<double, sim::FacilityTurned> turns = turns_of(plan);
  for (const auto& [time, turned] : turns) instants.insert(time);
  const std::function<void(double, const sim::Director::Answer&)> remember =
      [&](double time, const sim::Director::Answer& answer) {
        for (const double again : answer.ask_again) {
          if (again > time) instants.insert(again);
        }
        for (const sim::Change& change : answer.changes) {
          const auto* turn = std::get_if<sim::FacilityChange>(&change);
          if (turn == nullptr) continue;
          remember(time, copy.on(time, sim::FacilityTurned{turn->facility, turn->open}));
        }
      };
  const auto play = [&] {
    while (!instants.empty()) {
      const double time = instants.extract(instants.begin()).value();
      remember(time, copy.at(time));
      const auto [first, last] = turns.equal_range(time);
      for (auto turn = first; turn != last; ++turn) remember(time, copy.on(time, turn->second));
    }
  };
  if (!attempt(play, scenario, complaints)) return;
  for (std::size_t w = 0; w < plan.watches.size(); ++w) {
    Script fresh = script;
    const auto fire = [&] {
      static_cast<void>(fresh.at(0));
      static_cast<void>(fresh.on(0, sim::WatchFired{w, false}));
    };
    if (!attempt(fire, scenario, complaints)) return;
  }
}

}  // namespace huan::scenarios
