#include "scenarios/builder/site.h"

#include <algorithm>
#include <stdexcept>

namespace huan::scenarios {
namespace {

models::ParameterValue value_of(const Setting& setting, const Ground& ground) {
  struct {
    const Ground* ground;
    models::ParameterValue operator()(const Number& n) const { return n.value(); }
    models::ParameterValue operator()(const std::string& s) const { return s; }
    models::ParameterValue operator()(bool b) const { return b; }
    models::ParameterValue operator()(const Moment& m) const { return ground->days(m); }
    models::ParameterValue operator()(const std::vector<std::string>& v) const { return v; }
  } visitor{&ground};
  return std::visit(visitor, setting.value);
}

models::Parameters parameters_of(const Facility& facility, const Ground& ground) {
  models::Parameters parameters;
  for (const auto& [name, setting] : facility.parameters) {
    parameters.set(name, value_of(setting, ground));
    if (setting.is_number() && !setting.number().per_calendar) parameters.set_running_rate(name);
  }
  return parameters;
}

/// [d] when it opens or closes; `otherwise` when nothing is said or an event will say it.
double instant(const std::optional<Setting>& setting, const Ground& ground, bool means_now,
               double otherwise) {
  if (!setting) return otherwise;
  if (const auto* moment = std::get_if<Moment>(&setting->value)) return ground.days(*moment);
  if (const auto* yes = std::get_if<bool>(&setting->value)) {
    return *yes == means_now ? 0 : sim::unlimited;
  }
  return otherwise;
}

sim::FacilitySpec spec_of(const Facility& facility, const Ground& ground) {
  sim::FacilitySpec spec;
  spec.id = facility.id;
  spec.name = facility.name.empty() ? facility.id : facility.name.value;
  spec.name_zh = facility.name_zh.value;
  spec.kind = facility.kind.value;
  spec.region = facility.region.empty() ? ground.region : facility.region.value;
  spec.county = facility.county.value;
  spec.at = facility.at;
  spec.opens = instant(facility.opens, ground, true, 0);
  spec.closes = instant(facility.closes, ground, true, sim::unlimited);
  return spec;
}

void add_stocks(const Facility& facility, const Ground& ground,
                std::map<std::string, models::StockSettings>& stocks) {
  if (const auto at = ground.joined.find(facility.id); at != ground.joined.end()) {
    for (const std::string& material : at->second) stocks[material];
  }
  for (const auto& [material, setting] : facility.stocks) {
    models::StockSettings& stock = stocks[material];
    if (setting.capacity) stock.capacity = setting.capacity->number().value();
    if (setting.initial) stock.initial = setting.initial->number().value();
  }
}

/// [d/a] what outages and stops left before something set the outages; nullopt when nothing did.
std::optional<double> base_operating_days(const Facility& facility,
                                          const models::FacilitySettings& settings,
                                          double duration) {
  std::vector<sim::OutageSpec> outages = settings.outages;
  bool changed = false;
  for (std::size_t i = 0; i < outages.size(); ++i) {
    const Outage& said = facility.outages[i];
    if (said.base_mean_up) outages[i].mean_up = said.base_mean_up->number().value();
    if (said.base_mean_down) outages[i].mean_down = said.base_mean_down->number().value();
    changed |= said.base_mean_up || said.base_mean_down;
  }
  if (!changed) return std::nullopt;
  return models::days_left_by(outages, settings.stops, duration);
}

/// The main process is the first one; its recipe knows the operating days.
std::optional<models::Capacity> capacity_of(const models::FacilityBuilder& site) {
  const std::string& id = site.settings().spec.id;
  const auto& all = site.parameters().all();
  const auto said = all.find("capacity");
  if (said == all.end() || !std::holds_alternative<double>(said->second)) return std::nullopt;
  for (const sim::ProcessSpec& process : site.plan().processes) {
    if (!process.name.starts_with(id + ".")) continue;
    const auto recipe = site.recipes().find(process.name.substr(id.size() + 1));
    if (recipe == site.recipes().end()) break;
    return site.capacity("capacity", recipe->second);
  }
  const auto told =
      models::days_left_by(site.settings().outages, site.settings().stops, site.plan().duration);
  const double days =
      told.value_or(site.parameters().number_or("operating_days", models::days_per_year));
  return models::capacity_of(std::get<double>(said->second),
                             site.parameters().is_running_rate("capacity"), days, told.has_value());
}

}  // namespace

models::FacilitySettings settings_of(const Facility& facility, const Ground& ground) {
  models::FacilitySettings settings;
  settings.spec = spec_of(facility, ground);
  settings.era = ground.era;
  settings.parameters = parameters_of(facility, ground);
  add_stocks(facility, ground, settings.stocks);
  for (const Outage& outage : facility.outages) {
    settings.outages.push_back({outage.purpose, outage.mean_up.number().value(),
                                outage.mean_down.number().value(), outage.clock, outage.fixed});
  }
  settings.stops = stops_of(facility.maintenance, ground);
  settings.base_operating_days = base_operating_days(facility, settings, ground.duration);
  for (const auto& [path, change] : facility.overrides) {
    if (change.set) settings.overrides[path] = change.set->number().value();
    if (change.times != 1) settings.factors[path] = change.times;
  }
  return settings;
}

std::vector<sim::StopSpec> stops_of(const std::vector<Maintenance>& maintenance,
                                    const Ground& ground) {
  std::vector<sim::StopSpec> stops;
  for (const Maintenance& stop : maintenance) {
    if (stop.yearly) {
      const auto& [first, last] = *stop.yearly;
      using std::chrono::day, std::chrono::month, std::chrono::month_day;
      for (const sim::Window& window :
           ground.era.yearly(month_day{month{first.month}, day{first.day}},
                             month_day{month{last.month}, day{last.day}}, ground.duration)) {
        stops.push_back({window.begin, window.end});
      }
    }
    if (stop.once) {
      stops.push_back({std::max(0.0, ground.days(stop.once->first)),
                       std::min(ground.duration, ground.days(stop.once->second))});
    }
  }
  std::erase_if(stops, [](const sim::StopSpec& s) { return s.begin >= s.end; });
  std::ranges::sort(stops, {}, &sim::StopSpec::begin);
  std::vector<sim::StopSpec> merged;
  for (const sim::StopSpec& stop : stops) {
    if (!merged.empty() && stop.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, stop.end);
    } else {
      merged.push_back(stop);
    }
  }
  return merged;
}

Sheet::Sheet(const Ground& ground) : ground_(&ground) {
  plan_.substances = ground.substances;
  plan_.duration = ground.duration;
}

void Sheet::follow_profiles(const Facility& facility, models::FacilitySettings& settings) {
  const auto follow = [&](const std::string& parameter, const std::string& profile) {
    const auto at = ground_->profiles.find(profile);
    if (at == ground_->profiles.end()) {
      throw std::invalid_argument("'" + parameter + "': there is no profile '" + profile +
                                  "' that is above 0 at some time");
    }
    auto known = std::ranges::find(plan_.profiles, profile, &sim::ProfileSpec::name);
    if (known == plan_.profiles.end()) known = plan_.profiles.insert(known, at->second);
    settings.profiles[parameter] =
        sim::ProfileId(static_cast<std::size_t>(known - plan_.profiles.begin()));
  };
  constexpr std::string_view ending = "_profile";
  for (const auto& [name, setting] : facility.parameters) {
    if (!setting.profile.empty()) follow(name, profile_name(setting));
    const auto* text = std::get_if<std::string>(&setting.value);
    if (text != nullptr && !text->empty() && name.ends_with(ending)) {
      follow(name.substr(0, name.size() - ending.size()), *text);
    }
  }
}

sim::Plan& Sheet::draw(const Facility& facility) {
  plan_.facilities.clear();
  plan_.stocks.clear();
  plan_.processes.clear();
  plan_.profiles.clear();
  plan_.clerks.clear();
  const models::ModelKind* model =
      facility.model != nullptr ? facility.model : models::find_model(facility.kind.value);
  if (model == nullptr) throw std::logic_error("no model '" + facility.kind.value + "'");
  models::FacilitySettings settings = settings_of(facility, *ground_);
  follow_profiles(facility, settings);
  surroundings_.leave_plan();
  models::FacilityBuilder site(plan_, *ground_->library, settings, &surroundings_);
  model->build(site);
  unused_ = site.unused_stocks();
  const std::vector<std::string> overrides = site.unused_overrides();
  unused_.insert(unused_.end(), overrides.begin(), overrides.end());
  asked_ = site.asked();
  capacity_ = capacity_of(site);
  for (sim::StockSpec& stock : plan_.stocks) stock.blend_tolerance = ground_->blend_tolerance;
  return plan_;
}

}  // namespace huan::scenarios
