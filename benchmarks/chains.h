/// The network that a run of Cyclus was quoted for: chains of ten facilities, monthly output.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "sim/profile.h"
#include "sim/simulation.h"

namespace huan::benchmarks {

/// `chains` chains of 3 sources, 2 storages, a mixer, a separation and 3 sinks over 240 months,
/// with 5 substances:
///
///     ore ----> storage \                      / product
///     scrap --> storage -> mixer -> separation - by-product
///     flux ------------- /                     \ waste
///
/// The sources differ from month to month, so that every month every rate is solved anew. [t],
/// [t/d]
class Chains {
 public:
  explicit Chains(int chains) {
    plan_.substances = huan::sim::SubstanceTable({{"Fe", {{"Fe", 1}}},
                                                  {"Zn", {{"Zn", 1}}},
                                                  {"Pb", {{"Pb", 1}}},
                                                  {"Cl", {{"Cl", 1}}},
                                                  {"other", {{"other", 1}}}});
    plan_.duration = era_.days_of(std::chrono::year(2041) / 1 / 1);
    add_profile();
    for (int i = 0; i < chains; ++i) add_chain(i);
  }
  [[nodiscard]] const huan::sim::Plan& plan() const { return plan_; }
  [[nodiscard]] const huan::sim::Era& era() const { return era_; }
  /// [d] ends of the 240 months.
  [[nodiscard]] std::vector<double> samples() const {
    auto edges = era_.edges(huan::sim::Period::month, plan_.duration);
    edges.erase(edges.begin());
    return edges;
  }

 private:
  using Id = huan::sim::StockId;
  using Mixture = huan::sim::Mixture;
  huan::sim::Era era_{std::chrono::year(2021) / 1 / 1};
  huan::sim::Plan plan_;
  huan::sim::ProfileId seasons_;

  static Mixture mix(double fe, double zn, double pb, double cl, double other) {
    Mixture m(5);
    m << fe, zn, pb, cl, other;
    return m;
  }
  static Mixture all(double share) { return Mixture::Constant(5, share); }

  void add_profile() {
    huan::sim::ProfileSpec profile;
    profile.name = "months";
    const auto edges = era_.edges(huan::sim::Period::month, plan_.duration);
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
      profile.at.push_back(edges[i]);
      profile.factor.push_back(0.8 + 0.05 * static_cast<double>(i * 5 % 9));
    }
    seasons_ = plan_.add(profile);
  }
  huan::sim::FacilityId facility(int chain, std::string_view what) {
    huan::sim::FacilitySpec spec;
    spec.id = fmt::format("c{}_{}", chain, what);
    return plan_.add(spec);
  }
  Id stock(huan::sim::FacilityId of, std::string_view what, double capacity, Mixture gives = {}) {
    huan::sim::StockSpec spec;
    spec.name = plan_.facilities[of.index()].id + "." + std::string(what);
    spec.facility = of;
    spec.capacity = capacity;
    spec.boundary = capacity == huan::sim::unlimited;
    spec.composition = std::move(gives);
    return plan_.add(spec);
  }
  void process(huan::sim::FacilityId of, double capacity, std::vector<huan::sim::Draw> draws,
               std::vector<huan::sim::Delivery> deliveries, huan::sim::ProfileId profile = {}) {
    huan::sim::ProcessSpec spec;
    spec.name = plan_.facilities[of.index()].id + ".work";
    spec.facility = of;
    spec.capacity = capacity;
    spec.draws = std::move(draws);
    spec.deliveries = std::move(deliveries);
    spec.profile = profile;
    plan_.add(spec);
  }
  void source(int chain, std::string_view what, double rate, Mixture gives, Id to) {
    const auto site = facility(chain, what);
    const Id world = stock(site, "world", huan::sim::unlimited, std::move(gives));
    process(site, rate, {{world}}, {{to, all(1)}}, seasons_);
  }
  void add_chain(int i) {
    const auto ore_store = facility(i, "ore_store"), scrap_store = facility(i, "scrap_store");
    const auto mixer = facility(i, "mixer"), separation = facility(i, "separation");
    const Id ore = stock(ore_store, "in", 500), scrap = stock(scrap_store, "in", 500);
    const Id ore_fed = stock(mixer, "ore", 20), scrap_fed = stock(mixer, "scrap", 20);
    const Id flux = stock(mixer, "flux", 50), mixed = stock(separation, "in", 30);
    source(i, "ore", 6, mix(0.3, 0.05, 0.01, 0, 0.64), ore);
    source(i, "scrap", 3, mix(0.9, 0.04, 0.005, 0.005, 0.05), scrap);
    source(i, "flux", 1, mix(0, 0, 0, 0, 1), flux);
    process(ore_store, 8, {{ore}}, {{ore_fed, all(1)}});
    process(scrap_store, 4, {{scrap}}, {{scrap_fed, all(1)}});
    process(mixer, 5.5, {{ore_fed}, {scrap_fed, 0.5}, {flux, 0.15}}, {{mixed, all(1)}});
    const Mixture product = mix(0.9, 0.1, 0.1, 0, 0.05), side = mix(0.02, 0.8, 0.7, 0.9, 0.05);
    std::vector<huan::sim::Delivery> parts;
    for (const auto& [name, share] : {std::pair<std::string_view, Mixture>{"product", product},
                                      {"by_product", side},
                                      {"waste", 1 - product - side}}) {
      parts.push_back({stock(facility(i, name), "in", huan::sim::unlimited), share});
    }
    process(separation, 10, {{mixed}}, std::move(parts));
  }
};

/// Reads every flow and every stock with its substances, and keeps them, as a writer would.
class ReadAll : public huan::sim::Observer {
 public:
  void sampled(const huan::sim::View& view) override {
    const auto& network = view.network();
    for (std::size_t s = 0; s < network.stocks().size(); ++s) {
      values_.push_back(view.level(huan::sim::StockId(s)));
      keep(view.content(huan::sim::StockId(s)));
    }
    for (std::size_t a = 0; a < network.arcs().size(); ++a) {
      values_.push_back(view.moved(huan::sim::ArcId(a)));
      keep(view.moved_substances(huan::sim::ArcId(a)));
    }
  }
  [[nodiscard]] std::size_t count() const { return values_.size(); }

 private:
  std::vector<double> values_;
  void keep(const huan::sim::Mixture& mixture) {
    values_.insert(values_.end(), mixture.begin(), mixture.end());
  }
};

}  // namespace huan::benchmarks
