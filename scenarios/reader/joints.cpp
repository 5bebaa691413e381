#include "scenarios/reader/joints.h"

#include <algorithm>
#include <set>

namespace huan::scenarios {
namespace {

const std::set<std::string, std::less<>> carriers = {"electricity", "heat", "steam"};

bool is_heat(const std::string& carrier) { return carrier == "heat" || carrier == "steam"; }

class Joints {
 public:
  explicit Joints(Context& context) : context_(context), scenario_(context.scenario) {}

  void check() {
    for (auto& facility : scenario_.facilities) check_facility(facility.own());
    for (Route& route : scenario_.routes) check_route(route);
    for (Boundary& boundary : scenario_.boundaries) check_boundary(boundary);
    for (const Limit& limit : scenario_.limits) check_limit(limit);
    for (Event& event : scenario_.events) check_event(event);
  }

 private:
  void complain(const Place& place, const std::string& message, const std::string& hint = {}) {
    context_.complaints.error(place, message, hint);
  }

  /// A facility's id, by its alias too; complains and returns nothing for anything else.
  std::optional<std::string> resolve(const std::string& id, const Place& place) {
    if (const Facility* facility = scenario_.facility(id)) return facility->id;
    if (const auto off = context_.off.find(id); off != context_.off.end()) {
      complain(place, "'" + id + "' is a hypothesis that is off",
               "mark this as evidence = \"hypothesis\" too, or enable '" + id + "'");
      return std::nullopt;
    }
    const std::string what =
        scenario_.find(id) ? "'" + id + "' is no facility" : "no facility is called '" + id + "'";
    complain(place, what, context_.suggestion(id, context_.facility_ids()));
    return std::nullopt;
  }

  bool check_material(const std::string& material, const Place& place) {
    if (scenario_.library->materials.contains(material) || carriers.contains(material)) return true;
    std::vector<std::string> known(carriers.begin(), carriers.end());
    for (const auto& [id, entry] : scenario_.library->materials) known.push_back(id);
    complain(place, "no material is called '" + material + "'",
             context_.suggestion(material, known));
    return false;
  }

  bool check_end(Endpoint& end) {
    const auto id = end.facility.empty() ? std::nullopt : resolve(end.facility, end.place);
    if (id) end.facility = *id;
    return !end.material.empty() && check_material(end.material, end.place) && id.has_value();
  }

  void check_profile(const Setting& setting) {
    if (setting.profile.empty()) return;
    std::vector<std::string> ids;
    for (const Profile& profile : scenario_.profiles) {
      if (profile.id == setting.profile) return;
      ids.push_back(profile.id);
    }
    complain(setting.place, "no profile is called '" + setting.profile + "'",
             context_.suggestion(setting.profile, ids));
  }

  void check_settings(const std::map<std::string, Setting>& settings) {
    for (const auto& [name, setting] : settings) check_profile(setting);
  }

  /// A date after the end is likely a slip, unless an overlay shortened the run.
  void check_opening(const std::optional<Setting>& setting, const char* what) {
    const auto* moment = setting ? std::get_if<Moment>(&setting->value) : nullptr;
    if (!moment || context_.other_dates || *moment < scenario_.header.end) return;
    context_.complaints.warning(setting->place,
                                std::string("'") + what + "' = " + moment->text() +
                                    " lies after the run, which ends " +
                                    Moment{scenario_.header.end.at - std::chrono::days(1)}.text());
  }

  void check_facility(Facility& facility) {
    check_settings(facility.parameters);
    for (const auto& [name, setting] : facility.parameters)
      check_profile_parameter(facility, name, setting);
    check_opening(facility.opens, "opens");
    check_opening(facility.closes, "closes");
    const auto* opens = facility.opens ? std::get_if<Moment>(&facility.opens->value) : nullptr;
    const auto* closes = facility.closes ? std::get_if<Moment>(&facility.closes->value) : nullptr;
    if (opens && closes && *closes <= *opens)
      complain(facility.closes->place, "'" + facility.id + "' closes (" + closes->text() +
                                           ") before it opens (" + opens->text() + ")");
    for (const auto& [material, stock] : facility.stocks) {
      if (stock.capacity) check_profile(*stock.capacity);
    }
  }

  /// Parameters that are themselves ids of profiles.
  void check_profile_parameter(const Facility& facility, const std::string& name,
                               const Setting& setting) {
    if (!facility.model) return;
    for (const models::ParameterSpec& parameter : facility.model->parameters)
      if (parameter.name == name && parameter.dimension == models::Dimension::profile)
        if (const auto* id = std::get_if<std::string>(&setting.value); id && !id->empty()) {
          Setting named = setting;
          named.profile = *id;
          check_profile(named);
        }
  }

  void check_route(Route& route) {
    check_settings(route.settings);
    const bool from = check_end(route.from);
    const bool to = check_end(route.to);
    if (!from || !to) return;
    if (!may_go_into(*scenario_.library, route.from.material, route.to.material))
      complain(route.to.place,
               "route '" + route.id + "' takes '" + route.from.material +
                   "' from a place and brings it to one for '" + route.to.material + "'",
               "both ends hold the same material, or the first is a grade_of the second");
    const bool wire = carriers.contains(route.from.material);
    if (wire && ships_lots(route.mode))
      complain(route.place, "energy cannot go by truck, train or ship",
               "mode = \"wire\" or \"pipe\"");
    if (route.from.text() == route.to.text())
      complain(route.to.place, "route '" + route.id + "' leads back to where it begins");
  }

  void check_boundary(Boundary& boundary) {
    check_settings(boundary.settings);
    Endpoint* end = boundary.to ? &*boundary.to : boundary.from ? &*boundary.from : nullptr;
    if (!end || !check_end(*end)) return;
    if (!check_material(boundary.material.value, boundary.material.place)) return;
    const bool in = boundary.to.has_value();
    const std::string& from = in ? boundary.material.value : end->material;
    const std::string& to = in ? end->material : boundary.material.value;
    if (!may_go_into(*scenario_.library, from, to))
      complain(end->place, "boundary '" + boundary.id + "' joins '" + from + "' to '" + to + "'",
               "both are the same material, or the first is a grade_of the second");
  }

  /// A route, a boundary, or "facility.process".
  void check_flow(const Text& flow) {
    const std::string id = flow.value.substr(0, flow.value.find('.'));
    if (scenario_.find(id)) return;
    if (context_.off.contains(id)) return;
    complain(flow.place, "no flow is called '" + flow.value + "'",
             context_.suggestion(id, context_.thing_ids(),
                                 "a flow is a route, a boundary or \"facility.process\""));
  }

  void check_limit(const Limit& limit) {
    check_settings(limit.settings);
    for (const Text& flow : limit.of) check_flow(flow);
    if (limit.per.given()) check_flow(limit.per);
  }

  void check_event(Event& event) {
    for (const Operation& operation : event.operations) check_profile(operation.value);
    if (auto* follows = std::get_if<Follows>(&event.trigger)) check_follows(*follows, event);
    if (auto* when = std::get_if<When>(&event.trigger)) check_when(*when);
  }

  void check_follows(Follows& follows, const Event& event) {
    Text& subject = follows.subject;
    if (follows.what != Follows::What::event) {
      if (const auto id = resolve(subject.value, subject.place)) subject.value = *id;
      return;
    }
    std::vector<std::string> ids;
    for (const Event& other : scenario_.events) ids.push_back(other.id);
    if (subject.value == event.id)
      complain(subject.place, "event '" + event.id + "' follows itself");
    else if (std::find(ids.begin(), ids.end(), subject.value) == ids.end())
      complain(subject.place, "no event is called '" + subject.value + "'",
               context_.suggestion(subject.value, ids));
  }

  void check_when(When& when) {
    if (when.of == When::Of::flow) return check_flow(when.subject);
    if (when.of == When::Of::price) return;
    const auto dot = when.subject.value.find('.');
    if (dot == std::string::npos)
      return complain(when.subject.place, "'" + when.subject.value + "' is no stock",
                      "write it as \"facility.material\"");
    if (const auto id = resolve(when.subject.value.substr(0, dot), when.subject.place))
      when.subject.value = *id + when.subject.value.substr(dot);
  }

  Context& context_;
  Scenario& scenario_;
};

}  // namespace

void check_joints(Context& context) { Joints(context).check(); }

bool may_go_into(const models::Library& library, const std::string& from, const std::string& to) {
  if (from == to || (is_heat(from) && is_heat(to))) return true;
  std::string grade = from;
  for (int steps = 0; steps < 16; ++steps) {
    const auto at = library.materials.find(grade);
    if (at == library.materials.end() || at->second.grade_of.empty()) return false;
    grade = at->second.grade_of;
    if (grade == to) return true;
  }
  return false;
}

}  // namespace huan::scenarios
