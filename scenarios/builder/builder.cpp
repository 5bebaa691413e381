#include "scenarios/builder/builder.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "scenarios/builder/comparison.h"
#include "scenarios/builder/findings.h"
#include "scenarios/builder/links.h"
#include "scenarios/builder/rehearsal.h"
#include "scenarios/builder/script.h"
#include "scenarios/builder/undone.h"

namespace huan::scenarios {
namespace {

/// Indices of `things` in the order of their ids.
template <class Thing>
std::vector<std::size_t> by_id(const std::vector<Thing>& things) {
  std::vector<std::size_t> order(things.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) -> const std::string& { return things[i].id; });
  return order;
}

/// Whether `from` may flow where `to` is kept: the same, or a grade of it.
bool fits(const models::Library& library, std::string from, const std::string& to) {
  for (int depth = 0; depth < 16 && !from.empty(); ++depth) {
    if (from == to) return true;
    const auto material = library.materials.find(from);
    if (material == library.materials.end()) return false;
    from = material->second.grade_of;
  }
  return false;
}

/// One build: a step after the other, each only when those before found nothing wrong.
class Construction {
 public:
  Construction(const Scenario& scenario, Complaints& complaints)
      : scenario_(scenario),
        complaints_(complaints),
        blueprint_(std::make_shared<Blueprint>(scenario)),
        ground_(blueprint_->ground),
        draft_(blueprint_->draft) {
    draft_.plan.substances = ground_.substances;
    draft_.plan.duration = ground_.duration;
  }

  std::optional<Built> carry_out() {
    find_driven();
    draw_sites();
    if (complaints_.fine()) check_ends();
    if (complaints_.fine()) add_link_stocks();
    if (complaints_.fine()) find_riders();
    if (complaints_.fine()) add_profiles();
    if (!complaints_.fine()) return std::nullopt;
    add_links();
    size_uncapped();
    add_watches();
    if (!complaints_.fine()) return std::nullopt;
    warn_of_undone(scenario_, complaints_);
    complain(sim::Network::check(draft_.plan), scenario_, complaints_);
    if (!complaints_.fine()) return std::nullopt;
    return finish();
  }

 private:
  const Scenario& scenario_;
  Complaints& complaints_;
  std::shared_ptr<Blueprint> blueprint_;
  Ground& ground_;
  Draft& draft_;
  Riders riders_;
  std::vector<Appetite::Uncapped> uncapped_;
  std::vector<Place> uncapped_places_;
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
    for (const std::size_t i : by_id(scenario_.facilities)) {
      const Facility& facility = scenario_.facilities[i];
      try {
        sim::Plan& site = sheet.draw(facility);
        if (blueprint_->driven.contains(facility.id)) drive(facility, site.facilities[0]);
        draft_.take(site);
        note_capacity(facility, sheet);
        for (const std::string& name : sheet.unused()) complain_unused(facility, name, site);
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

  void note_capacity(const Facility& facility, const Sheet& sheet) {
    const std::optional<models::Capacity>& capacity = sheet.capacity();
    const auto said = facility.parameters.find("capacity");
    if (!capacity || said == facility.parameters.end() || !said->second.is_number()) return;
    capacities_.push_back({facility.id, said->second.number().text(), capacity->running,
                           capacity->running * capacity->operating_days, capacity->operating_days,
                           facility.assumed || said->second.assumed});
  }

  /// A name that the model did not ask for: at the end that says it, else at its setting.
  void complain_unused(const Facility& facility, const std::string& name, const sim::Plan& site) {
    if (const auto change = facility.overrides.find(name); change != facility.overrides.end()) {
      std::vector<std::string> processes;
      for (const sim::ProcessSpec& p : site.processes) processes.push_back(p.name);
      complaints_.error(
          change->second.place, "'" + facility.id + "' has no number '" + name + "' to change",
          did_you_mean(facility.id + "." + name.substr(0, name.find('.')), processes));
      return;
    }
    const auto stock = facility.stocks.find(name);
    if (stock == facility.stocks.end()) return;  // an end of a route complains itself
    complaints_.error(stock->second.place, "'" + facility.id + "' has no stock '" + name + "'",
                      stocks_hint(facility.id, name));
  }

  [[nodiscard]] std::string stocks_hint(const std::string& facility,
                                        const std::string& name) const {
    std::vector<std::string> names;
    std::string list;
    const sim::FacilityId id = draft_.facility(facility);
    for (const sim::StockSpec& stock : draft_.plan.stocks) {
      if (stock.facility != id || stock.holding == sim::Holding::tally) continue;
      names.push_back(stock.name.substr(facility.size() + 1));
      list += (list.empty() ? "" : ", ") + names.back();
    }
    return did_you_mean(name, names, list.empty() ? "it has no stocks" : "it has " + list);
  }

  // ---------------------------------------------------------------------------------- ends

  bool check_end(const Endpoint& end, bool gives) {
    const sim::StockId id = draft_.stock(end.text());
    if (id.valid()) return true;
    complaints_.error(end.place,
                      "'" + end.facility + "' has no stock '" + end.material + "' to " +
                          (gives ? "take from" : "bring to"),
                      stocks_hint(end.facility, end.material));
    return false;
  }

  void check_ends() {
    for (const Route& route : scenario_.routes) {
      const bool from = check_end(route.from, true);
      if (!check_end(route.to, false) || !from) continue;
      const sim::StockSpec& source = draft_.plan.stocks[draft_.stock(route.from.text()).index()];
      check_materials(source.material, source.holding, route.to, route.place, route.id);
      if (ships_lots(route.mode) && source.holding != sim::Holding::material) {
        complaints_.error(route.place,
                          "'" + route.id + "': " + source.material + " cannot be shipped",
                          "use mode = \"wire\" or \"pipe\"");
      }
    }
    for (const Boundary& boundary : scenario_.boundaries) {
      if (boundary.from) check_end(*boundary.from, true);
      if (!boundary.to || !check_end(*boundary.to, false)) continue;
      const sim::StockSpec& stock = draft_.plan.stocks[draft_.stock(boundary.to->text()).index()];
      check_materials(boundary.material.value, stock.holding, *boundary.to, boundary.place,
                      boundary.id);
    }
  }

  void check_materials(const std::string& material, sim::Holding holding, const Endpoint& to,
                       const Place& place, const std::string& id) {
    const sim::StockSpec& stock = draft_.plan.stocks[draft_.stock(to.text()).index()];
    if (holding == stock.holding &&
        (holding != sim::Holding::material ? material == stock.material
                                           : fits(ground_.library, material, stock.material))) {
      return;
    }
    complaints_.error(place,
                      "'" + id + "' brings " + material + " to '" + to.text() + "', which holds " +
                          stock.material,
                      "only the same material, or one that is a grade_of it, may flow there");
  }

  // ---------------------------------------------------------------------------------- stocks

  void add_link_stocks() {
    for (const std::size_t i : by_id(scenario_.boundaries)) add_world(scenario_.boundaries[i]);
    for (const std::size_t i : by_id(scenario_.limits)) {
      sim::StockSpec right;
      right.name = scenario_.limits[i].id;
      right.holding = sim::Holding::allowance;
      right.material = scenario_.limits[i].id;
      right.capacity = 0;
      draft_.add(std::move(right));
      for (const Text& flow : scenario_.limits[i].of) add_gate(flow.value);
      add_gate(scenario_.limits[i].per.value);
    }
  }

  void add_world(const Boundary& boundary) {
    const Endpoint& end = boundary.to ? *boundary.to : *boundary.from;
    const sim::StockSpec& inside = draft_.plan.stocks[draft_.stock(end.text()).index()];
    if (!draft_.stock(world_name(boundary)).valid()) {
      sim::StockSpec world;
      world.name = world_name(boundary);
      world.holding = inside.holding;
      world.material = boundary.material.value;
      world.unit = inside.unit;
      world.boundary = true;
      if (world.holding == sim::Holding::material) {
        world.composition = ground_.library.material(world.material).mixture(ground_.substances);
      }
      draft_.add(std::move(world));
    }
    for (const auto& [price, tally] : tallies_of(boundary)) {
      if (!has_price(boundary, price) || draft_.stock(tally).valid()) continue;
      sim::StockSpec money;
      money.name = tally;
      money.facility = draft_.facility(end.facility);
      money.holding = sim::Holding::tally;
      money.material = tally.substr(end.facility.size() + 1);
      money.unit = "yuan";
      draft_.add(std::move(money));
    }
  }

  [[nodiscard]] bool has_price(const Boundary& boundary, const std::string& price) const {
    if (boundary.settings.contains(price)) return true;
    return std::ranges::any_of(scenario_.events, [&](const Event& event) {
      return std::ranges::any_of(event.operations, [&](const Operation& operation) {
        return operation.path == boundary.id + "." + price;
      });
    });
  }

  /// A shipment under a limit loads from a junction behind its gate.
  void add_gate(const std::string& flow) {
    const Scenario::Thing* thing = scenario_.find(flow);
    if (thing == nullptr || thing->kind != Scenario::Thing::Kind::route) return;
    const Route& route = scenario_.routes[thing->index];
    if (!ships_lots(route.mode) || draft_.stock(behind_gate(route)).valid()) return;
    sim::StockSpec junction = draft_.plan.stocks[draft_.stock(route.from.text()).index()];
    junction.name = behind_gate(route);
    junction.facility = {};
    junction.capacity = 0;
    junction.initial = {};
    junction.initial_amount = 0;
    draft_.add(std::move(junction));
  }

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
      for (const Text& flow : limit.of) known &= check_flow(flow);
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
    std::vector<std::string> names;
    for (const sim::ProcessSpec& process : draft_.plan.processes) names.push_back(process.name);
    for (const Route& route : scenario_.routes) names.push_back(route.id);
    for (const Boundary& boundary : scenario_.boundaries) names.push_back(boundary.id);
    complaints_.error(flow.place, "there is no flow '" + flow.value + "'",
                      did_you_mean(flow.value, names,
                                   "name a route, a boundary or a process: \"facility.process\""));
    return false;
  }

  // ---------------------------------------------------------------------------------- links

  void add_links() {
    for (const std::size_t i : by_id(scenario_.routes)) add_route(scenario_.routes[i]);
    for (const std::size_t i : by_id(scenario_.boundaries)) {
      const Boundary& boundary = scenario_.boundaries[i];
      const sim::ProcessId id = add(crossing(boundary, draft_));
      if (is_uncapped(boundary)) note_uncapped(id, {}, boundary.place);
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
      if (is_uncapped(route)) note_uncapped(id, {}, route.place);
      return;
    }
    sim::ProcessId before_loading;
    if (draft_.stock(behind_gate(route)).valid()) before_loading = add(gate(route, draft_));
    const sim::ShipmentId id = draft_.add(shipment(route, draft_));
    if (is_uncapped(route)) note_uncapped(before_loading, id, route.place);
  }

  void note_uncapped(sim::ProcessId process, sim::ShipmentId shipment, const Place& place) {
    Appetite::Uncapped route{process, shipment, {}, {}};
    if (shipment.valid()) {
      const sim::ShipmentSpec& spec = draft_.plan.shipments[shipment.index()];
      route.from = spec.from;
      route.to = spec.to;
    }
    if (process.valid()) {
      const sim::ProcessSpec& spec = draft_.plan.processes[process.index()];
      route.from = spec.draws[0].stock;
      if (!shipment.valid()) route.to = spec.deliveries[0].stock;
    }
    uncapped_.push_back(route);
    uncapped_places_.push_back(place);
  }

  void size_uncapped() {
    blueprint_->appetite = std::make_unique<Appetite>(draft_.plan, std::move(uncapped_));
    const std::vector<Appetite::Uncapped>& routes = blueprint_->appetite->routes();
    const std::vector<double> rates = blueprint_->appetite->rates();
    for (std::size_t r = 0; r < routes.size(); ++r) {
      if (!(rates[r] > 0)) complain_unsized(routes[r], rates[r] < 0, uncapped_places_[r]);
      if (routes[r].process.valid()) {
        draft_.plan.processes[routes[r].process.index()].capacity = rates[r];
      }
      if (!routes[r].shipment.valid()) continue;
      sim::ShipmentSpec& shipment = draft_.plan.shipments[routes[r].shipment.index()];
      shipment.loading_rate = rates[r];
      if (!(shipment.unloading_rate > 0)) shipment.unloading_rate = rates[r];
    }
  }

  void complain_unsized(const Appetite::Uncapped& route, bool in_circle, const Place& place) {
    const std::string name = route.shipment.valid()
                                 ? draft_.plan.shipments[route.shipment.index()].name
                                 : draft_.plan.processes[route.process.index()].name;
    const std::string& to = draft_.plan.stocks[route.to.index()].name;
    if (in_circle) {
      complaints_.error(place,
                        "'" + name +
                            "' has no capacity and leads into a circle of routes "
                            "without one, so none of them has a size",
                        "give one of them a capacity");
    } else if (draft_.plan.stocks[route.to.index()].boundary) {
      complaints_.error(place, "'" + name + "' leaves the region without a limit",
                        "say how much may leave (limit = \"200 kt/a\"), or make it a last resort: "
                        "only_when = \"full\"");
    } else {
      complaints_.error(place, "'" + name + "' needs a capacity: nothing draws on '" + to + "'",
                        route.shipment.valid() ? "say capacity = \"500 t/d\" (or loading_rate)"
                                               : "say capacity = \"500 t/d\", or make it a last "
                                                 "resort: only_when = \"full\"");
    }
  }

  // ---------------------------------------------------------------------------------- events

  void add_watches() {
    for (const std::size_t i : by_id(scenario_.events)) {
      const Event& event = scenario_.events[i];
      const auto* when = std::get_if<When>(&event.trigger);
      if (when == nullptr || when->of == When::Of::price) continue;
      const sim::StockId stock = draft_.stock(when->subject.value);
      if (when->of == When::Of::flow) {
        complaints_.error(when->subject.place, "'" + event.id + "': a flow cannot be watched yet",
                          "watch the stock that it fills or empties");
        continue;
      }
      if (!stock.valid()) {
        const std::string facility = when->subject.value.substr(0, when->subject.value.find('.'));
        complaints_.error(
            when->subject.place, "there is no stock '" + when->subject.value + "'",
            stocks_hint(facility, when->subject.value.substr(
                                      std::min(facility.size() + 1, when->subject.value.size()))));
        continue;
      }
      sim::WatchSpec watch;
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
    auto script = std::make_unique<Script>(scenario_, blueprint_, watched_, complaints_);
    if (!script->busy()) {
      built.plan = std::move(draft_.plan);
      return built;
    }
    draft_.plan.dates = script->first_dates();
    rehearse(*script, *blueprint_, scenario_, complaints_);
    if (!complaints_.fine()) return std::nullopt;
    built.plan = draft_.plan;
    built.script = std::move(script);
    return built;
  }
};

}  // namespace

std::optional<Built> build(const Scenario& scenario, Complaints& complaints) {
  return Construction(scenario, complaints).carry_out();
}

}  // namespace huan::scenarios
