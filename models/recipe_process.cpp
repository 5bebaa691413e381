/// FacilityBuilder's part that turns a completed recipe into a process.
#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "models/changed_recipe.h"
#include "models/facility_builder.h"
#include "models/heating_value.h"

namespace huan::models {
namespace {

constexpr double default_storage_days = 5;  // assumed, where a recipe says nothing

/// Factor from a row's unit to the canonical one of its kind.
double canonical_factor(const std::string& unit) {
  static constexpr std::array<std::pair<const char*, double>, 14> units = {{{"kWh/t", 1e-3},
                                                                            {"MWh/t", 1},
                                                                            {"GJ/t", mwh_per_gj},
                                                                            {"kg/t", 1e-3},
                                                                            {"t/t", 1},
                                                                            {"CNY/t", 1},
                                                                            {"yuan/t", 1},
                                                                            {"CNY/kWh", 1e3},
                                                                            {"yuan/kWh", 1e3},
                                                                            {"d/a", 1},
                                                                            {"d", 1},
                                                                            {"1", 1},
                                                                            {"fraction", 1},
                                                                            {"t/d", 1}}};
  for (const auto& [name, factor] : units) {
    if (unit == name) return factor;
  }
  throw std::invalid_argument(fmt::format("no item of a recipe is in '{}'", unit));
}

struct ItemKind {
  const char* path;
  std::vector<ItemRow> Recipe::*rows;
};

constexpr std::array<ItemKind, 4> item_kinds = {{{"energy.", &Recipe::energy},
                                                 {"emission.", &Recipe::emissions},
                                                 {"cost.", &Recipe::costs},
                                                 {"availability.", &Recipe::availability}}};

/// What permits are about and few recipes state.
const std::set<std::string> stack_pollutants = {"dust", "NOx", "SO2"};

/// Whether a scenario may give a process this item although its recipe has no row of it.
bool is_declared(const ItemKind& kind, const std::string& item, const Library& library) {
  if (kind.rows == &Recipe::emissions && stack_pollutants.contains(item)) return true;
  return std::ranges::any_of(library.recipes, [&](const auto& entry) {
    return std::ranges::find(entry.second.*kind.rows, item, &ItemRow::item) !=
           (entry.second.*kind.rows).end();
  });
}

RecipeChanges changes_of(const FacilitySettings& settings, const std::string& process) {
  RecipeChanges changes;
  const std::string prefix = process + ".";
  const auto take = [&](const std::map<std::string, double>& from,
                        std::map<std::string, double>& to) {
    for (auto at = from.lower_bound(prefix); at != from.end() && at->first.starts_with(prefix);
         ++at)
      to.emplace(at->first.substr(prefix.size()), at->second);
  };
  take(settings.overrides, changes.set);
  take(settings.factors, changes.factor);
  return changes;
}

bool changes_balance(const RecipeChanges& changes) {
  for (const auto* of : {&changes.set, &changes.factor}) {
    for (const auto& [path, value] : *of) {
      if (path.starts_with("yield.") || path.starts_with("transfer.")) return true;
    }
  }
  return false;
}

/// Writes one process; lives for one call of FacilityBuilder::recipe.
class RecipeWriter {
 public:
  RecipeWriter(FacilityBuilder& site, std::string name, std::string recipe_id, double rate,
               const FacilityBuilder::RecipeUse& use)
      : site_(site),
        name_(std::move(name)),
        recipe_id_(std::move(recipe_id)),
        use_(use),
        recipe_(site.completed(name_, recipe_id_)),
        process_(site.process(name_, rate)),
        rate_(process_.spec().capacity) {}

  ProcessSentence write() {
    write_inputs();
    write_outputs();
    for (const sim::Conversion& conversion : recipe_.conversions) process_.converts(conversion);
    write_electricity();
    write_heat();
    write_tallies();
    return process_;
  }

 private:
  FacilityBuilder& site_;
  std::string name_, recipe_id_;
  const FacilityBuilder::RecipeUse& use_;
  const CompletedRecipe& recipe_;
  ProcessSentence process_;
  double rate_;  ///< [t/d]

  [[nodiscard]] std::optional<double> item(const char* item) const {
    if (use_.without.contains(item)) return std::nullopt;
    return site_.item(name_, recipe_id_, item);
  }

  /// [d] of what the process wants all year that hold as much as the days of running said.
  [[nodiscard]] double storage_days(const char* parameter, const char* row) const {
    const double of_recipe = item(row).value_or(default_storage_days);
    return site_.parameters().number_or(parameter, of_recipe) *
           site_.running_per_wanted(recipe_id_);
  }

  [[nodiscard]] int rank(const std::string& material) const {
    const auto at = use_.rank.find(material);
    return at == use_.rank.end() ? 0 : at->second;
  }

  void write_inputs() {
    const double days = storage_days("storage_feed", "feed_storage_days");
    for (std::size_t i = 0; i < recipe_.inputs.size(); ++i) {
      const CompletedRecipe::Input& in = recipe_.inputs[i];
      if (use_.inputs_elsewhere.contains(in.material)) continue;
      const double room_t = days * rate_ * in.amount;
      const auto own = use_.at.find(in.material);
      const sim::StockId stock = own != use_.at.end() ? own->second
                                 : i == 0             ? site_.main_feed(in.material, room_t)
                                                      : site_.input(in.material, room_t);
      if (in.by_feed) {
        process_.draws_by_feed(stock, *in.by_feed, rank(in.material));
      } else {
        process_.draws(stock, in.amount, rank(in.material));
      }
    }
  }

  /// Outputs that go to one place, as the stack gases to the air, are one flow.
  void write_outputs() {
    const double days = storage_days("storage_product", "product_storage_days");
    struct Place {
      sim::StockId stock;
      sim::Mixture share;
      int rank;
    };
    std::vector<Place> places;
    for (const CompletedRecipe::Output& out : recipe_.outputs) {
      const auto own = use_.at.find(out.material);
      const sim::StockId stock =
          own != use_.at.end() ? own->second : site_.output(out.material, days * rate_ * out.yield);
      bool known = false;
      for (Place& place : places) {
        if (place.stock != stock) continue;
        place.share += out.share;
        known = true;
      }
      if (!known) places.push_back({stock, out.share, rank(out.material)});
    }
    for (Place& place : places) process_.delivers(place.stock, std::move(place.share), place.rank);
  }

  void write_electricity() {
    if (const auto used = item("electricity_use")) process_.draws(site_.electricity(), *used);
    if (const auto given = item("electricity_recovered"))
      process_.delivers_amount(site_.electricity(), *given);
  }

  /// Bought fuel alone emits co2_fuel; that of joined heat is its make-up's.
  void write_heat() {
    const auto use = item("heat_use");
    const auto extra = item("heat_use_extra");
    const double co2 = item("co2_fuel").value_or(0);
    const auto diesel = item("co2_fuel_diesel");
    double tallied = diesel.value_or(0);
    bool tallies = diesel.has_value();
    if (use || extra) {
      const double heat = use.value_or(0) + extra.value_or(0);
      const FacilityBuilder::Heat from = site_.heat(heat > 0 ? co2 / heat : 0, heat * rate_);
      process_.draws(from.stock, heat);
      if (from.bought) {
        tallied += co2;
        tallies = true;
      }
    } else if (item("co2_fuel")) {
      tallied += co2;
      tallies = true;
    }
    if (tallies) process_.delivers_amount(site_.tally("co2_fuel", "t"), tallied);
    if (const auto given = item("heat_recovered")) process_.delivers_amount(site_.steam(), *given);
  }

  void write_tallies() {
    static constexpr std::array<std::pair<const char*, const char*>, 4> tallied = {
        {{"opex", "yuan"}, {"gate_fee", "yuan"}, {"diesel_use", "MWh"}, {"fuel_saved", "MWh"}}};
    for (const auto& [name, unit] : tallied) {
      if (const auto amount = item(name))
        process_.delivers_amount(site_.tally(name, unit), *amount);
    }
    for (const std::string& name : emissions()) {
      if (const auto amount = item(name.c_str()))
        process_.delivers_amount(site_.tally(name, "t"), *amount);
    }
  }

  /// What may be tallied besides the CO2 of fuel: the recipe's rows, the pollutants that permits
  /// are about, and what any recipe of the library emits. Direct CO2 leaves with the mass balance.
  [[nodiscard]] std::set<std::string> emissions() const {
    std::set<std::string> items = stack_pollutants;
    for (const auto& [id, recipe] : site_.library().recipes) {
      for (const ItemRow& row : recipe.emissions) {
        if (!row.item.starts_with("co2_")) items.insert(row.item);
      }
    }
    return items;
  }
};

}  // namespace

const CompletedRecipe& FacilityBuilder::completed(const std::string& name,
                                                  const std::string& recipe_id) {
  if (const auto at = changed_.find(name); at != changed_.end()) return at->second;
  const RecipeChanges changes = changes_of(*settings_, name);
  if (!changes_balance(changes))
    return surroundings_->completed(recipe_id, *library_, substances());
  const Recipe own = changed(library_->recipe(recipe_id), changes);
  return changed_.emplace(name, complete(own, *library_, substances())).first->second;
}

std::optional<double> FacilityBuilder::item(const std::string& name, const std::string& recipe_id,
                                            const std::string& item) const {
  const Recipe& recipe = library_->recipe(recipe_id);
  const RecipeChanges changes = changes_of(*settings_, name);
  for (const ItemKind& kind : item_kinds) {
    const std::string path = kind.path + item;
    const auto row = std::ranges::find(recipe.*kind.rows, item, &ItemRow::item);
    const bool has_row = row != (recipe.*kind.rows).end();
    if (!has_row && !(changes.set.contains(path) && is_declared(kind, item, *library_))) continue;
    asked_.insert(name + "." + path);
    const double own = has_row ? row->amount.value * canonical_factor(row->amount.unit) : 0;
    return changes.apply(path, own);
  }
  return std::nullopt;
}

double FacilityBuilder::running_per_wanted(const std::string& recipe_id) const {
  if (days_left_by(settings_->outages, settings_->stops, plan_->duration)) return 1;
  const double of_recipe = item("", recipe_id, "operating_days").value_or(days_per_year);
  return days_per_year / parameters().number_or("operating_days", of_recipe);
}

ProcessSentence FacilityBuilder::recipe(const std::string& name, const std::string& recipe_id,
                                        double rate, const RecipeUse& use) {
  recipes_.emplace(name, recipe_id);
  return RecipeWriter(*this, name, recipe_id, rate, use).write();
}

}  // namespace huan::models
