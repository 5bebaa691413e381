#include "scenarios/builder/builder.h"

#include <algorithm>
#include <stdexcept>

#include "scenarios/builder/assumed.h"
#include "scenarios/builder/by_id.h"
#include "scenarios/builder/comparison.h"
#include "scenarios/builder/convoys.h"
#include "scenarios/builder/drawn_sites.h"
#include "scenarios/builder/ends.h"
#include "scenarios/builder/findings.h"
#include "scenarios/builder/link_stocks.h"
#include "scenarios/builder/links.h"
#include "scenarios/builder/queues.h"
#include "scenarios/builder/rehearsal.h"
#include "scenarios/builder/script.h"
#include "scenarios/builder/uncapped.h"
#include "scenarios/builder/undone.h"

namespace huan::scenarios {
namespace {

/// One build: a step after the other, each only when those before found nothing wrong.
class Construction {
 public:
  Construction(const Scenario& scenario, Complaints& complaints, DrawnSites& drawn)
      : scenario_(scenario),
        complaints_(complaints),
        drawn_(drawn),
        blueprint_(std::make_shared<Blueprint>(scenario)),
        ground_(blueprint_->ground),
        draft_(blueprint_->draft) {
    draft_.plan.substances = ground_.substances;
    draft_.plan.duration = ground_.duration;
  }

  std::optional<Built> carry_out() {
    find_driven();
    draw_sites();
    if (complaints_.fine()) check_ends(scenario_, *ground_.library, draft_, complaints_);
    if (complaints_.fine()) add_link_stocks(scenario_, ground_, draft_);
    if (complaints_.fine()) find_riders();
    if (complaints_.fine()) add_profiles();
    if (!complaints_.fine()) return std::nullopt;
    add_links();
    blueprint_->appetite = uncapped_.size(draft_.plan, complaints_);
    if (scenario_.header.convoys > 0) form_convoys(draft_.plan, scenario_.header.convoys);
    add_watches();
    if (!complaints_.fine()) return std::nullopt;
    warn_of_undone(scenario_, complaints_);
    return finish();
  }

 private:
  const Scenario& scenario_;
  Complaints& complaints_;
  DrawnSites& drawn_;
  std::shared_ptr<Blueprint> blueprint_;
  Ground& ground_;
  Draft& draft_;
  Riders riders_;
  Uncapped uncapped_;
  std::vector<CapacityLine> capacities_;
  std::vector<std::size_t> watched_;

  // ---------------------------------------------------------------------------------- sites

  /// Facilities that events open or close.
  void find_driven() {
    for (const Event& event : scenario_.events) {
      for (const Operation& operation : event.operations) {
        const auto target = target_of(scenario_, operation.path);
        if (!target || target->kind != Target::Kind::facility) continue;
        const Facility& facility = scenario_.facilities[target->index];
        if (target->rest == "opens" || target->rest == "closes") {
          blueprint_->driven.insert(facility.id);
        }
      }
    }
  }

  void draw_sites() {
    Sheet sheet(ground_);
    drawn_.begin(ground_);
    for (const std::size_t i : by_id(scenario_.facilities)) {
      const Facility& facility = scenario_.facilities[i];
      try {
        const DrawnSite& site = drawn_.draw(scenario_.facilities[i], sheet);
        const sim::FacilityId id = draft_.take(site.plan);
        if (blueprint_->driven.contains(facility.id))
          drive(facility, draft_.plan.facilities[id.index()]);
        note_capacity(facility, site);
        for (const std::string& name : site.unused) complain_unused(facility, name, site);
      } catch (const std::invalid_argument& e) {
        complaints_.error(facility.place, "'" + facility.id + "': " + e.what());
      } catch (const std::out_of_range& e) {
        complaints_.error(facility.place, "'" + facility.id + "': " + e.what());
      }
    }
  }

  /// The script opens and closes it: the engine is told only how it begins.
  void drive(const Facility& facility, sim::FacilitySpec& spec) const {
    spec.opens = Comparison::is_open(facility, 0, ground_) ? 0 : sim::unlimited;
    spec.closes = sim::unlimited;
  }

  void note_capacity(const Facility& facility, const DrawnSite& site) {
    const std::optional<models::Capacity>& capacity = site.capacity;
    const auto said = facility.parameters.find("capacity");
    if (!capacity || said == facility.parameters.end() || !said->second.is_number()) return;
    capacities_.push_back({facility.id, said->second.number().text(), capacity->running,
                           capacity->running * capacity->operating_days, capacity->operating_days,
                           facility.assumed || said->second.assumed});
  }

  /// A name that the model did not ask for: at the end that says it, else at its setting.
  void complain_unused(const Facility& facility, const std::string& name, const DrawnSite& site) {
    if (const auto change = facility.overrides.find(name); change != facility.overrides.end()) {
      complaints_.error(change->second.place,
                        "'" + facility.id + "' has no number '" + name + "' to change",
                        number_hint(facility, name, site));
      return;
    }
    const auto stock = facility.stocks.find(name);
    if (stock == facility.stocks.end()) return;  // an end of a route complains itself
    complaints_.error(stock->second.place, "'" + facility.id + "' has no stock '" + name + "'",
                      stocks_hint(facility.id, name, draft_));
  }

  /// The nearest process, or where the process is right, the items of the same kind that it has.
  static std::string number_hint(const Facility& facility, const std::string& name,
                                 const DrawnSite& site) {
    const std::string kind = name.substr(0, name.rfind('.') + 1);
    std::vector<std::string> items;
    std::string list;
    for (const std::string& path : site.asked) {
      if (!path.starts_with(kind)) continue;
      items.push_back(path);
      list += (list.empty() ? "it has " : ", ") + path.substr(kind.size());
    }
    if (kind.ends_with(".emission.") && !items.empty()) {
      for (const char* item : {"dust", "NOx", "SO2"}) items.push_back(kind + item);
    }
    if (!items.empty()) return did_you_mean(name, items, list);
    std::vector<std::string> processes;
    for (const sim::ProcessSpec& p : site.plan.processes) processes.push_back(p.name);
    return did_you_mean(facility.id + "." + name.substr(0, name.find('.')), processes);
  }

  // ---------------------------------------------------------------------------------- profiles

  /// Profiles of links: only what a process wants can follow one.
  void add_profiles() {
    for (const Route& route : scenario_.routes) {
      add_profiles(route.id, route.settings, ships_lots(route.mode) ? "" : "capacity");
    }
    for (const Boundary& boundary : scenario_.boundaries) {
      add_profiles(boundary.id, boundary.settings, "limit");
    }
    for (const Limit& limit : scenario_.limits) {
      add_profiles(limit.id, limit.settings, limit.per.empty() ? "at_most" : "");
    }
  }

  void add_profiles(const std::string& id, const std::map<std::string, Setting>& settings,
                    const std::string& follower) {
    for (const auto& [name, setting] : settings) {
      if (setting.profile.empty()) continue;
      const auto profile = ground_.profiles.find(profile_name(setting));
      if (name == follower && profile != ground_.profiles.end()) {
        draft_.add(profile->second);
        continue;
      }
      complaints_.error(
          setting.place,
          "'" + name + "' of '" + id + "' cannot follow the profile '" + setting.profile + "'",
          name == follower ? "the profile is 0 all through the run"
                           : "change it by events instead");
    }
  }

  // ---------------------------------------------------------------------------------- limits

  void find_riders() {
    for (const std::size_t i : by_id(scenario_.limits)) {
      const Limit& limit = scenario_.limits[i];
      bool known = true;
      for (const Text& flow : limit.of) known &= check_flow(flow) && check_limitable(flow);
      if (!limit.per.empty()) known &= check_flow(limit.per);
      if (!known) continue;
      for (auto& [process, riders] : riders_of(limit, scenario_, draft_)) {
        draft_.add_user(limit.id, process);
        std::vector<Rider>& all = riders_[process];
        all.insert(all.end(), riders.begin(), riders.end());
      }
    }
    for (sim::ProcessSpec& process : draft_.plan.processes) ride(process, riders_, draft_);
  }

  bool check_flow(const Text& flow) {
    if (!flow_process(flow.value, scenario_, draft_).empty()) return true;
    complain_of_flow(flow, "or a process: \"facility.process\"");
    return false;
  }

  /// `others`: what may be named beside routes and boundaries.
  void complain_of_flow(const Text& flow, const std::string& others) {
    std::vector<std::string> names;
    for (const sim::ProcessSpec& process : draft_.plan.processes) names.push_back(process.name);
    for (const Route& route : scenario_.routes) names.push_back(route.id);
    for (const Boundary& boundary : scenario_.boundaries) names.push_back(boundary.id);
    complaints_.error(flow.place, "there is no flow '" + flow.value + "'",
                      did_you_mean(flow.value, names, "name a route, a boundary " + others));
  }

  /// A last resort takes whatever nobody else takes: no limit can hold that back.
  bool check_limitable(const Text& flow) {
    const auto is_last_resort = [&](const auto& link) {
      return link.id == flow.value && link.only_when == OnlyWhen::full;
    };
    const bool route = std::ranges::any_of(scenario_.routes, is_last_resort);
    if (!route && std::ranges::none_of(scenario_.boundaries, is_last_resort)) return true;
    const std::string size = route ? "capacity" : "limit";
    complaints_.error(
        flow.place,
        "'" + flow.value + "' is a last resort (only_when = \"full\"): no limit holds it back",
        "give it a " + size +
            " of its own, or leave only_when out and let it come last by its rank");
    return false;
  }

  // ---------------------------------------------------------------------------------- links

  void add_links() {
    for (const Route& route : scenario_.routes)
      if (route.only_when == OnlyWhen::full) draft_.overflowing.insert(route.from.text());
    for (const Boundary& boundary : scenario_.boundaries)
      if (boundary.only_when == OnlyWhen::full && boundary.from)
        draft_.overflowing.insert(boundary.from->text());
    for (const std::size_t i : by_id(scenario_.routes)) add_route(scenario_.routes[i]);
    for (const std::size_t i : by_id(scenario_.boundaries)) {
      const Boundary& boundary = scenario_.boundaries[i];
      const sim::ProcessId id = add(crossing(boundary, draft_));
      if (is_uncapped(boundary)) uncapped_.note(draft_.plan, id, {}, boundary.place);
    }
    for (const std::size_t i : by_id(scenario_.limits)) {
      const Limit& limit = scenario_.limits[i];
      draft_.add(limit.per.empty() ? supply(limit, draft_) : unused(limit, draft_));
    }
  }

  sim::ProcessId add(sim::ProcessSpec process) {
    ride(process, riders_, draft_);
    return draft_.add(std::move(process));
  }

  void add_route(const Route& route) {
    if (!ships_lots(route.mode)) {
      const sim::ProcessId id = add(conveyor(route, draft_));
      if (is_uncapped(route)) uncapped_.note(draft_.plan, id, {}, route.place);
      return;
    }
    sim::ProcessId before_loading;
    if (draft_.stock(behind_gate(route)).valid()) before_loading = add(gate(route, draft_));
    const sim::ShipmentId id = draft_.add(shipment(route, draft_));
    warn_of_queues(route, draft_.plan, complaints_);
    if (is_uncapped(route)) uncapped_.note(draft_.plan, before_loading, id, route.place);
  }

  // ---------------------------------------------------------------------------------- events

  void add_watches() {
    for (const std::size_t i : by_id(scenario_.events)) {
      const Event& event = scenario_.events[i];
      const auto* when = std::get_if<When>(&event.trigger);
      if (when == nullptr || when->of == When::Of::price) continue;
      sim::WatchSpec watch;
      if (when->of == When::Of::flow) {
        watch.flow = watched_flow(when->subject.value, scenario_, draft_);
        if (!watch.flow) {
          complain_of_flow(when->subject, "or an arc: \"facility.process>facility.material\"");
          continue;
        }
        watch.flow->over = when->over.value_or(0);
      }
      const sim::StockId stock = draft_.stock(when->subject.value);
      if (!watch.flow && !stock.valid()) {
        const std::string facility = when->subject.value.substr(0, when->subject.value.find('.'));
        complaints_.error(when->subject.place, "there is no stock '" + when->subject.value + "'",
                          stocks_hint(facility,
                                      when->subject.value.substr(std::min(
                                          facility.size() + 1, when->subject.value.size())),
                                      draft_));
        continue;
      }
      watch.name = event.id;
      watch.stock = stock;
      watch.above = when->above;
      watch.level = when->level.value();
      if (when->back) watch.back = when->back->value();
      draft_.plan.watches.push_back(std::move(watch));
      watched_.push_back(i);
    }
  }

  std::optional<Built> finish() {
    Built built;
    built.capacities = std::move(capacities_);
    built.sizes = uncapped_.sizes();
    built.assumed = count_assumed(scenario_);
    auto script = std::make_unique<Script>(scenario_, blueprint_, watched_, complaints_);
    const bool scripted = script->busy();
    if (scripted) draft_.plan.dates = script->first_dates();
    built.network = linked(scripted ? draft_.plan : std::move(draft_.plan));
    if (!complaints_.fine() || !scripted) return ended(std::move(built));
    rehearse(*script, *blueprint_, scenario_, complaints_);
    built.script = std::move(script);
    return ended(std::move(built));
  }

  [[nodiscard]] std::optional<Built> ended(Built built) const {
    if (!complaints_.fine()) return std::nullopt;
    return built;
  }

  /// Null where the engine refuses the plan.
  std::unique_ptr<const sim::Network> linked(sim::Plan plan) {
    try {
      auto network = std::make_unique<const sim::Network>(std::move(plan));
      complain(network->warnings(), scenario_, complaints_);
      return network;
    } catch (const sim::PlanError& e) {
      complain(e.findings, scenario_, complaints_);
      return nullptr;
    }
  }
};

}  // namespace

std::optional<Built> build(const Scenario& scenario, Complaints& complaints) {
  DrawnSites drawn;
  return build(scenario, complaints, drawn);
}

std::optional<Built> build(const Scenario& scenario, Complaints& complaints, DrawnSites& drawn) {
  return Construction(scenario, complaints, drawn).carry_out();
}

}  // namespace huan::scenarios
