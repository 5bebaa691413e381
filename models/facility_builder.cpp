#include "models/facility_builder.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace huan::models {
namespace {

/// Serves draws of every class: what is bought for want of anything better is bought for all.
constexpr int all_classes = 99;

}  // namespace

FacilityBuilder::FacilityBuilder(sim::Plan& plan, const Library& library,
                                 const FacilitySettings& settings, Surroundings* surroundings)
    : plan_(&plan),
      library_(&library),
      settings_(&settings),
      own_surroundings_(surroundings != nullptr ? nullptr : std::make_unique<Surroundings>()),
      surroundings_(surroundings != nullptr ? surroundings : own_surroundings_.get()),
      facility_(plan.add(settings.spec)) {}

sim::ProfileId FacilityBuilder::profile(const std::string& parameter) const {
  if (const auto said = settings_->profiles.find(parameter); said != settings_->profiles.end())
    return said->second;
  const std::string key = parameter + "_profile";
  if (!parameters().has(key)) return {};
  const std::string& name = parameters().text(key);
  for (std::size_t i = 0; i < plan_->profiles.size(); ++i) {
    if (plan_->profiles[i].name == name) return sim::ProfileId(i);
  }
  throw std::out_of_range(
      fmt::format("{}.{}: there is no profile '{}'", settings_->spec.id, key, name));
}

// ------------------------------------------------------------------ stocks

sim::StockId FacilityBuilder::add_stock(const std::string& name, sim::StockSpec spec) {
  const auto known = stocks_.find(name);
  if (known != stocks_.end()) {
    if (plan_->stocks[known->second.index()].holding == spec.holding) return known->second;
    throw std::invalid_argument("'" + name +
                                "' would be a material and something else of one name");
  }
  spec.name = settings_->spec.id + "." + name;
  spec.facility = facility_;
  const sim::StockId id = plan_->add(std::move(spec));
  stocks_.emplace(name, id);
  return id;
}

sim::StockId FacilityBuilder::stock(const std::string& name, const std::string& material,
                                    double capacity) {
  sim::StockSpec spec;
  spec.material = material;
  spec.composition = surroundings_->mixture(material, *library_, substances());
  spec.capacity = capacity;
  const auto said = settings_->stocks.find(name);
  if (said != settings_->stocks.end()) {
    spec.capacity = said->second.capacity.value_or(capacity);
    if (said->second.initial) spec.initial = *said->second.initial * spec.composition;
  }
  return add_stock(name, std::move(spec));
}

sim::StockId FacilityBuilder::carrier(const std::string& name, double capacity) {
  sim::StockSpec spec;
  spec.holding = sim::Holding::carrier;
  spec.material = name == "steam" ? "heat" : name;
  spec.unit = "MWh";
  spec.capacity = capacity;
  const auto said = settings_->stocks.find(name);
  if (said != settings_->stocks.end()) {
    spec.capacity = said->second.capacity.value_or(capacity);
    spec.initial_amount = said->second.initial.value_or(0);
  }
  return add_stock(name, std::move(spec));
}

sim::StockId FacilityBuilder::allowance(const std::string& name, const std::string& unit) {
  if (const auto known = stocks_.find(name); known != stocks_.end()) return known->second;
  const sim::StockId id = allowance_as_used(name, unit);
  process("unused_" + name, sim::unlimited)
      .counts_in(unit.c_str())
      .role(sim::Role::overflow)
      .draws(id);
  return id;
}

sim::StockId FacilityBuilder::allowance_as_used(const std::string& name, const std::string& unit) {
  sim::StockSpec spec;
  spec.holding = sim::Holding::allowance;
  spec.material = name;
  spec.unit = unit;
  spec.capacity = 0;
  return add_stock(name, std::move(spec));
}

sim::StockId FacilityBuilder::tally(const std::string& item, const std::string& unit) {
  sim::StockSpec spec;
  spec.holding = sim::Holding::tally;
  spec.material = item;
  spec.unit = unit;
  return add_stock(item, std::move(spec));
}

sim::StockId FacilityBuilder::world_material(const std::string& name, const std::string& material) {
  const std::string full = "world." + name;
  if (const sim::StockId known = surroundings_->find(full); known.valid()) return known;
  sim::StockSpec spec;
  spec.name = full;
  spec.material = material;
  spec.boundary = true;
  spec.composition = surroundings_->mixture(material, *library_, substances());
  return surroundings_->world(*plan_, std::move(spec));
}

sim::StockId FacilityBuilder::world_carrier(const std::string& name) {
  const std::string full = "world." + name;
  if (const sim::StockId known = surroundings_->find(full); known.valid()) return known;
  sim::StockSpec spec;
  spec.name = full;
  spec.holding = sim::Holding::carrier;
  spec.material = name == "grid" ? "electricity" : "heat";
  spec.unit = "MWh";
  spec.boundary = true;
  return surroundings_->world(*plan_, std::move(spec));
}

// ------------------------------------------------------------------ where streams come from and go

bool FacilityBuilder::lists(const std::string& parameter, const std::string& material) const {
  if (!parameters().has(parameter)) return false;
  return std::ranges::find(parameters().texts(parameter), material) !=
         parameters().texts(parameter).end();
}

void FacilityBuilder::buy_when_short(const std::string& material, sim::StockId stock) {
  if (processes_.contains("buy_" + material)) return;
  process("buy_" + material, sim::unlimited)
      .role(sim::Role::make_up, 0, all_classes)
      .draws(purchase(material))
      .rest_to(stock);
}

void FacilityBuilder::sell_when_full(const std::string& material, sim::StockId stock) {
  if (processes_.contains("sell_" + material)) return;
  process("sell_" + material, sim::unlimited)
      .role(sim::Role::overflow)
      .draws(stock)
      .rest_to(purchase(material));
}

sim::StockId FacilityBuilder::main_feed(const std::string& material, double capacity) {
  if (lists("imports", material)) return input(material, capacity);
  return stock(material, capacity);
}

sim::StockId FacilityBuilder::input(const std::string& material, double capacity) {
  const bool imported = lists("imports", material);
  const bool made_here = shared_.contains(material);
  if (is_named(material) || made_here) {
    const sim::StockId id = stock(material, capacity);
    const bool short_return = made_here && !is_named(material) && !lists("never_buy", material);
    if (imported || short_return) buy_when_short(material, id);
    return id;
  }
  if (!imported) {
    const Material& good = library_->material(material);
    if (good.environment == "air" && material == "oxygen_air") return air();
    if (good.environment == "water" && material == "water_process") return water();
  }
  return purchase(material);
}

sim::StockId FacilityBuilder::output(const std::string& material, double capacity) {
  const bool exported = lists("exports", material);
  if (is_named(material) || shared_.contains(material)) {
    const sim::StockId id = stock(material, capacity);
    if (exported) sell_when_full(material, id);
    return id;
  }
  if (exported) return purchase(material);
  const std::string& environment = library_->material(material).environment;
  if (environment == "air") return air();
  if (environment == "water") return water();
  return stock(material, capacity);
}

sim::StockId FacilityBuilder::electricity() {
  const sim::StockId grid = world_carrier("grid");
  if (!is_named("electricity")) return grid;
  const sim::StockId bus = carrier("electricity");
  if (!processes_.contains("buy_electricity")) {
    process("buy_electricity", sim::unlimited)
        .counts_in("MWh")
        .role(sim::Role::make_up, 0, all_classes)
        .draws(grid)
        .delivers_amount(bus, 1.0);
    process("sell_electricity", sim::unlimited)
        .counts_in("MWh")
        .role(sim::Role::overflow)
        .draws(bus)
        .delivers_amount(grid, 1.0);
  }
  return bus;
}

FacilityBuilder::Heat FacilityBuilder::heat(double co2_per_mwh, double wanted_mwh) {
  const sim::StockId fuel = world_carrier("fuel");
  if (!is_named("heat")) return {fuel, true};
  const sim::StockId bus = carrier("heat");
  if (!buy_heat_.valid()) {
    buy_heat_ = process("buy_heat", parameters().number_or("backup_heat", sim::unlimited))
                    .counts_in("MWh")
                    .role(sim::Role::make_up, 0, all_classes)
                    .draws(fuel)
                    .delivers_amount(bus, 1.0)
                    .delivers_amount(tally("co2_fuel", "t"), co2_per_mwh)
                    .id();
  }
  heat_wanted_mwh_ += wanted_mwh;
  heat_co2_t_ += co2_per_mwh * wanted_mwh;
  if (heat_wanted_mwh_ > 0) {
    plan_->processes[buy_heat_.index()].deliveries.back().amount.constant =
        heat_co2_t_ / heat_wanted_mwh_;
  }
  return {bus, false};
}

sim::StockId FacilityBuilder::steam() {
  const sim::StockId surroundings = world_carrier("surroundings");
  if (!is_named("steam")) return surroundings;
  const sim::StockId bus = carrier("steam");
  if (!processes_.contains("vent")) {
    process("vent", sim::unlimited)
        .counts_in("MWh")
        .role(sim::Role::overflow)
        .draws(bus)
        .delivers_amount(surroundings, 1.0);
  }
  return bus;
}

// ------------------------------------------------------------------ processes

ProcessSentence FacilityBuilder::process(const std::string& name, double rate) {
  if (!processes_.insert(name).second)
    throw std::logic_error(fmt::format("{} builds process '{}' twice", settings_->spec.id, name));
  sim::ProcessSpec spec;
  spec.name = settings_->spec.id + "." + name;
  spec.facility = facility_;
  spec.capacity = rate;
  if (const auto said = settings_->overrides.find(name + ".capacity");
      said != settings_->overrides.end())
    spec.capacity = said->second;
  if (const auto factor = settings_->factors.find(name + ".capacity");
      factor != settings_->factors.end())
    spec.capacity *= factor->second;
  return {*plan_, plan_->add(std::move(spec))};
}

void FacilityBuilder::clerk(const std::string& name, std::vector<sim::StockId> stocks,
                            std::vector<sim::ProcessId> processes,
                            std::shared_ptr<const sim::Clerk> clerk) {
  plan_->clerks.push_back(
      {settings_->spec.id + "." + name, std::move(stocks), std::move(processes), std::move(clerk)});
}

Capacity FacilityBuilder::capacity(const std::string& parameter,
                                   const std::string& recipe_id) const {
  const bool running = parameters().is_running_rate(parameter);
  const double amount = parameters().number(parameter);
  const auto told = days_left_by(settings_->outages, settings_->stops, plan_->duration);
  if (told) {
    const double days = settings_->base_operating_days.value_or(*told);
    return capacity_of(amount, running, days, true);
  }
  const double of_recipe = item("", recipe_id, "operating_days").value_or(days_per_year);
  return capacity_of(amount, running, parameters().number_or("operating_days", of_recipe), false);
}

// ------------------------------------------------------------------ what nothing answered to

std::vector<std::string> FacilityBuilder::unused_stocks() const {
  std::vector<std::string> unused;
  for (const auto& [name, said] : settings_->stocks) {
    if (!stocks_.contains(name)) unused.push_back(name);
  }
  return unused;
}

std::vector<std::string> FacilityBuilder::unused_overrides() const {
  const auto is_known = [&](const std::string& path) {
    const auto dot = path.find('.');
    if (dot == std::string::npos || !processes_.contains(path.substr(0, dot))) return false;
    const std::string what = path.substr(dot);
    const bool balance = what.starts_with(".yield.") || what.starts_with(".transfer.");
    return what == ".capacity" || asked_.contains(path) ||
           (balance && recipes_.contains(path.substr(0, dot)));
  };
  std::vector<std::string> unused;
  for (const auto& [path, value] : settings_->overrides) {
    if (!is_known(path)) unused.push_back(path);
  }
  for (const auto& [path, value] : settings_->factors) {
    if (!is_known(path)) unused.push_back(path);
  }
  return unused;
}

}  // namespace huan::models
