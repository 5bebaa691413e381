/// A few materials and recipes that can be checked by hand.
#pragma once

#include "models/facility_builder.h"

namespace huan::tests {

inline models::Quantity share(double value) { return {value, value, value, "1", "test"}; }
inline models::Quantity per_tonne(double value) {
  return {value, 0.5 * value, 2 * value, "t/t", "test"};
}

inline void add_material(models::Library& library, const std::string& id,
                         const std::map<std::string, double>& fractions,
                         const std::string& environment = "") {
  models::Material material;
  material.id = id;
  material.environment = environment;
  for (const auto& [substance, fraction] : fractions)
    material.composition[substance] = share(fraction);
  library.materials[id] = material;
}

/// ore (0.6 Fe) and flux (Ca) -> metal (0.6 t/t of Fe) and slag; slag is what closes the balance.
inline models::Recipe smelting() {
  models::Recipe recipe;
  recipe.id = "smelting";
  recipe.feed = "ore";
  recipe.balance = "slag";
  recipe.inputs = {{"ore", share(1)}, {"flux", per_tonne(0.1)}};
  recipe.outputs = {{"metal", per_tonne(0.54)}, {"slag", per_tonne(0.56)}};
  recipe.transfers = {{"Fe", "metal", share(0.9)}, {"Fe", "slag", share(0.1)}};
  recipe.energy = {{"electricity_use", {500, 400, 600, "kWh/t", "test"}},
                   {"heat_use", {3.6, 3, 4, "GJ/t", "test"}},
                   {"heat_recovered", {1.8, 1, 2, "GJ/t", "test"}}};
  recipe.emissions = {{"co2_fuel", {340, 300, 400, "kg/t", "test"}},
                      {"co2_direct_fossil", {7, 7, 7, "kg/t", "test"}}};
  recipe.costs = {{"opex", {100, 50, 150, "CNY/t", "test"}}};
  recipe.availability = {{"operating_days", {292, 280, 300, "d/a", "test"}},
                         {"feed_storage_days", {10, 5, 15, "d", "test"}},
                         {"product_storage_days", {2, 1, 3, "d", "test"}}};
  return recipe;
}

/// metal -> bar, a little lost as slag.
inline models::Recipe rolling() {
  models::Recipe recipe;
  recipe.id = "rolling";
  recipe.feed = "metal";
  recipe.inputs = {{"metal", share(1)}};
  recipe.outputs = {{"bar", per_tonne(0.95)}, {"slag", per_tonne(0.05)}};
  recipe.transfers = {{"Fe", "bar", share(0.95)}, {"Fe", "slag", share(0.05)}};
  return recipe;
}

inline models::Library small_library() {
  models::Library library;
  add_material(library, "ore", {{"Fe", 0.6}, {"Si", 0.4}});
  add_material(library, "flux", {{"Ca", 1}});
  add_material(library, "metal", {{"Fe", 1}});
  add_material(library, "bar", {{"Fe", 1}});
  add_material(library, "slag", {{"Si", 0.714}, {"Ca", 0.179}, {"Fe", 0.107}});
  add_material(library, "oxygen_air", {{"O", 1}}, "air");
  add_material(library, "water_process", {{"water", 1}}, "water");
  add_material(library, "vapour", {{"water", 1}}, "air");
  add_material(library, "msw", {{"water", 0.5}, {"C_biogenic", 0.2}, {"Si", 0.3}});
  add_material(library, "kitchen_waste", {{"water", 0.8}, {"C_biogenic", 0.2}});
  add_material(library, "recyclables_mixed", {{"C_biogenic", 0.9}, {"Si", 0.1}});
  add_material(library, "hw_mixed", {{"Si", 1}});
  library.recipes["smelting"] = smelting();
  library.recipes["rolling"] = rolling();
  return library;
}

/// One facility on a plan of a year.
struct Site {
  sim::Plan plan;
  models::Library library = small_library();
  models::FacilitySettings settings;

  Site() {
    plan.substances = sim::SubstanceTable::standard();
    plan.duration = 365;
    settings.spec.id = "site";
  }
  models::FacilityBuilder builder() { return {plan, library, settings}; }
  [[nodiscard]] const sim::StockSpec* stock(const std::string& name) const {
    for (const sim::StockSpec& s : plan.stocks) {
      if (s.name == name) return &s;
    }
    return nullptr;
  }
  [[nodiscard]] const sim::ProcessSpec* process(const std::string& name) const {
    for (const sim::ProcessSpec& p : plan.processes) {
      if (p.name == name) return &p;
    }
    return nullptr;
  }
  /// [unit per unit of rate] drawn from, or given to, the stock; nullopt without such an arc.
  [[nodiscard]] std::optional<double> drawn(const std::string& of, const std::string& from) const {
    for (const sim::Draw& d : process(of)->draws) {
      if (plan.stocks[d.stock.index()].name == from) return d.amount;
    }
    return std::nullopt;
  }
  [[nodiscard]] const sim::Delivery* given(const std::string& of, const std::string& to) const {
    for (const sim::Delivery& d : process(of)->deliveries) {
      if (plan.stocks[d.stock.index()].name == to) return &d;
    }
    return nullptr;
  }
  [[nodiscard]] double share_of(const sim::Delivery& delivery, const char* substance) const {
    return delivery.share[plan.substances.at(substance).value];
  }
};

}  // namespace huan::tests
