#include "scenarios/builder/draft.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "sim/profile.h"

namespace huan::scenarios {
namespace {

sim::Date date_of(const Moment& moment) { return std::chrono::floor<std::chrono::days>(moment.at); }

template <class Id>
Id found(const std::unordered_map<std::string, Id>& index, const std::string& name) {
  const auto at = index.find(name);
  return at == index.end() ? Id{} : at->second;
}

template <class Id>
void enter(std::unordered_map<std::string, Id>& index, const std::string& name, Id id) {
  if (!index.emplace(name, id).second) {
    throw std::logic_error("two things of a plan are called '" + name + "'");
  }
}

/// A profile as written, its first factor also before its first instant.
sim::ProfileSpec spec_of(const Profile& profile, const Ground& ground) {
  if (!profile.months.empty()) {
    std::array<double, 12> months{};
    std::copy_n(profile.months.begin(), months.size(), months.begin());
    return sim::monthly_profile(profile.id, months, ground.era, ground.duration);
  }
  sim::ProfileSpec spec{profile.id, {}, {}};
  for (const auto& [moment, factor] : profile.steps) {
    spec.at.push_back(ground.days(moment));
    spec.factor.push_back(factor);
  }
  if (!spec.at.empty() && spec.at.front() > 0) spec.at.front() = 0;
  return spec;
}

}  // namespace

Ground::Ground(const Scenario& scenario)
    : library(scenario.library),
      substances(sim::SubstanceTable::standard()),
      era(date_of(scenario.header.start)),
      start(scenario.header.start),
      duration(scenario.header.days()),
      blend_tolerance(scenario.header.blend_tolerance),
      region(scenario.header.region.value) {
  for (const Profile& profile : scenario.profiles) {
    sim::ProfileSpec spec = spec_of(profile, *this);
    sim::ProfileSpec mean = spec;
    mean.name += "/total";
    const bool flows = std::ranges::any_of(spec.factor, [](double f) { return f > 0; });
    if (flows) {
      const std::string name = mean.name;  // kept: the right side is evaluated before the left
      profiles[name] = sim::scaled(std::move(mean), sim::Keep::total, 0, duration);
    }
    profiles[spec.name] = std::move(spec);
  }
  for (const Route& route : scenario.routes) {
    joined[route.from.facility].insert(route.from.material);
    joined[route.to.facility].insert(route.to.material);
  }
  for (const Boundary& boundary : scenario.boundaries) {
    if (boundary.from) joined[boundary.from->facility].insert(boundary.from->material);
    if (boundary.to) joined[boundary.to->facility].insert(boundary.to->material);
  }
}

std::string profile_name(const Setting& setting) {
  if (setting.profile.empty()) return {};
  return setting.keep == Keep::total ? setting.profile + "/total" : setting.profile;
}

sim::FacilityId Draft::facility(const std::string& id) const { return found(facilities_, id); }
sim::StockId Draft::stock(const std::string& name) const { return found(stocks_, name); }
sim::ProcessId Draft::process(const std::string& name) const { return found(processes_, name); }
sim::ShipmentId Draft::shipment(const std::string& name) const { return found(shipments_, name); }
sim::ProfileId Draft::profile(const std::string& name) const { return found(profiles_, name); }

sim::StockId Draft::add(sim::StockSpec stock) {
  enter(stocks_, stock.name, sim::StockId(plan.stocks.size()));
  return plan.add(std::move(stock));
}

sim::ProcessId Draft::add(sim::ProcessSpec process) {
  enter(processes_, process.name, sim::ProcessId(plan.processes.size()));
  return plan.add(std::move(process));
}

sim::ShipmentId Draft::add(sim::ShipmentSpec shipment) {
  enter(shipments_, shipment.name, sim::ShipmentId(plan.shipments.size()));
  return plan.add(std::move(shipment));
}

sim::ProfileId Draft::add(const sim::ProfileSpec& profile) {
  if (const sim::ProfileId id = this->profile(profile.name); id.valid()) return id;
  enter(profiles_, profile.name, sim::ProfileId(plan.profiles.size()));
  return plan.add(profile);
}

void Draft::add_user(const std::string& limit, const std::string& process) {
  users_[limit].push_back(process);
}

const std::vector<std::string>& Draft::users_of(const std::string& limit) const {
  return users_.at(limit);
}

sim::FacilityId Draft::take(const sim::Plan& site) {
  if (site.facilities.size() != 1) throw std::logic_error("a site is one facility");
  const sim::FacilityId facility(plan.facilities.size());
  enter(facilities_, site.facilities[0].id, facility);
  plan.add(site.facilities[0]);
  for (const sim::StockSpec& stock : site.stocks) {
    if (!stock.facility.valid()) {
      if (!this->stock(stock.name).valid()) add(stock);
      continue;
    }
    sim::StockSpec own = stock;
    own.facility = facility;
    add(std::move(own));
  }
  for (const sim::ProfileSpec& profile : site.profiles) add(profile);
  for (const sim::ProcessSpec& process : site.processes) {
    sim::ProcessSpec own = translated(process, site);
    own.facility = facility;
    add(std::move(own));
  }
  for (const sim::ClerkSpec& clerk : site.clerks) plan.clerks.push_back(translated(clerk, site));
  return facility;
}

sim::ClerkSpec Draft::translated(sim::ClerkSpec clerk, const sim::Plan& apart) const {
  for (sim::StockId& id : clerk.stocks) id = stock(apart.stocks.at(id.index()).name);
  for (sim::ProcessId& id : clerk.processes) id = process(apart.processes.at(id.index()).name);
  return clerk;
}

sim::ProcessSpec Draft::translated(sim::ProcessSpec process, const sim::Plan& apart) const {
  const auto here = [&](sim::StockId id) {
    const std::string& name = apart.stocks.at(id.index()).name;
    const sim::StockId own = stock(name);
    if (!own.valid()) {
      throw std::logic_error("'" + process.name + "' touches '" + name + "', which is not there");
    }
    return own;
  };
  for (sim::Draw& draw : process.draws) draw.stock = here(draw.stock);
  for (sim::Delivery& delivery : process.deliveries) delivery.stock = here(delivery.stock);
  if (process.profile.valid()) {
    const std::string& name = apart.profiles.at(process.profile.index()).name;
    process.profile = profile(name);
    if (!process.profile.valid()) throw std::logic_error("no profile '" + name + "'");
  }
  return process;
}

}  // namespace huan::scenarios
