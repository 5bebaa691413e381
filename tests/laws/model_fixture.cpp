#include "model_fixture.h"

#include <stdexcept>

#include "scenarios/reader/library.h"

namespace huan::tests {
namespace {

using models::FacilitySettings;
using Texts = std::vector<std::string>;

void fill_defaults(const models::ModelKind& kind, FacilitySettings& settings) {
  for (const models::ParameterSpec& spec : kind.parameters) {
    if (settings.parameters.has(spec.name)) continue;
    if (const auto* number = std::get_if<double>(&spec.fallback))
      settings.parameters.set(spec.name, *number);
    if (const auto* text = std::get_if<std::string>(&spec.fallback))
      settings.parameters.set(spec.name, *text);
    if (const auto* flag = std::get_if<bool>(&spec.fallback))
      settings.parameters.set(spec.name, *flag);
  }
}

class Catalogue {
 public:
  explicit Catalogue(double scale) : scale_(scale) {}

  models::Parameters& add(const std::string& kind, const std::string& name,
                          const Texts& named_stocks = {}) {
    ModelFixture fixture{name, kind, {}, {}};
    fixture.settings.spec.id = "site";
    fixture.settings.spec.kind = kind;
    for (const std::string& stock : named_stocks) fixture.settings.stocks[stock] = {};
    fixtures_.push_back(std::move(fixture));
    return fixtures_.back().settings.parameters;
  }
  void size(models::Parameters& parameters, const std::string& name, double value) const {
    parameters.set(name, scale_ * value);
  }
  std::vector<ModelFixture> done() {
    for (ModelFixture& fixture : fixtures_) {
      const models::ModelKind* kind = models::find_model(fixture.kind);
      if (kind == nullptr) throw std::logic_error("no model " + fixture.kind);
      fill_defaults(*kind, fixture.settings);
    }
    return std::move(fixtures_);
  }

 private:
  double scale_;
  std::vector<ModelFixture> fixtures_;
};

void add_recipes(Catalogue& all) {
  for (const auto& [id, recipe] : scenarios::shipped_library().recipes) {
    auto& p = all.add("recipe", "recipe " + id, {"electricity", "heat"});
    p.set("recipe", id);
    all.size(p, "capacity", 100);
  }
}

void add_places(Catalogue& all) {
  auto& source = all.add("source", "source");
  source.set("material", std::string("msw"));
  all.size(source, "rate", 100);
  auto& mine = all.add("source", "mine");
  mine.set("material", std::string("raw_coking_coal"));
  mine.set("forced", false);
  all.size(mine, "rate", 100);
  auto& homes = all.add("households", "households");
  all.size(homes, "population", 1e6);
  homes.set("coverage", 0.36);
  all.size(all.add("transfer_station", "transfer_station"), "storage", 1000);
  auto& store = all.add("warehouse", "warehouse");
  store.set("materials", Texts{"coke", "clinker"});
  all.size(store, "storage", 1000);
  auto& timed = all.add("warehouse", "warehouse with an age limit");
  timed.set("materials", Texts{"medical_waste"});
  timed.set("timed", true);
  timed.set("age_limit", 2.0);
  all.size(timed, "storage", 10);
  all.size(all.add("sewage_works", "sewage_works"), "population", 1e6);
  auto& market = all.add("market", "market");
  market.set("material", std::string("coke"));
  all.size(market, "demand", 100);
  all.size(all.add("heat_network", "heat_network"), "demand", 1000);
}

void add_use_phases(Catalogue& all) {
  auto& bought = all.add("use_phase", "use_phase sold by shops");
  bought.set("driven_by", std::string("capacity"));
  bought.set("material", std::string("rolled_steel"));
  bought.set("waste", std::string("carbon_steel_scrap"));
  bought.set("lifetime", 60.0);
  all.size(bought, "capacity", 100);
  auto& kept = all.add("use_phase", "use_phase driven by stock", {"hoarded"});
  kept.set("material", std::string("rolled_steel"));
  kept.set("waste", std::string("carbon_steel_scrap"));
  kept.set("driven_by", std::string("stock"));
  kept.set("distribution", std::string("weibull"));
  kept.set("lifetime", 200.0);
  kept.set("capture", 0.6);
  all.size(kept, "stock_target", 1000);
}

void add_plants(Catalogue& all) {
  auto& works = all.add("works", "works");
  works.set("recipes", Texts{"ss_eaf_aod", "ss_hot_rolling", "ss_pickling", "acid_recovery"});
  works.set("exports", Texts{"regenerated_acid"});
  all.size(works, "capacity", 3000);
  all.size(all.add("sorting", "sorting"), "arrivals", 10000);
  all.size(all.add("incinerator", "incinerator", {"sludge_35"}), "capacity", 2250);
  all.size(all.add("incinerator", "incinerator without sludge"), "capacity", 2250);
  all.size(all.add("sludge_dryer", "sludge_dryer"), "capacity", 100);
  all.size(all.add("landfill", "landfill"), "capacity", 1000);
  auto& kiln = all.add("cement_kiln", "cement_kiln");
  kiln.set("takes", Texts{"msw", "sludge", "hw"});
  kiln.set("imports", Texts{"raw_meal"});
  all.size(kiln, "capacity", 5000);
  all.size(kiln, "msw_limit", 650);
  all.size(kiln, "sludge_limit", 164);
  all.size(kiln, "hw_limit", 80);
  auto& coke = all.add("coke_plant", "coke_plant");
  coke.set("capacity_of", std::string("coke_hot"));
  all.size(coke, "capacity", 5500);
}

void add_conversions(Catalogue& all) {
  auto& collection = all.add("collection", "collection");
  collection.set("material", std::string("mixed_metal_scrap"));
  collection.set("collected_as", std::string("al_scrap_mixed"));
  collection.set("coverage", 0.5);
  collection.set("capture", 0.6);
  all.size(collection, "capacity", 100);
  all.size(all.add("digester", "digester"), "capacity", 100);
  all.size(all.add("chp", "chp with extraction"), "capacity", 1000);
  auto& back = all.add("chp", "chp with back-pressure");
  back.set("turbine", std::string("back_pressure"));
  all.size(back, "capacity", 1000);
  auto& remelter = all.add("remelter", "remelter");
  remelter.set("feeds", Texts{"ubc", "al_scrap_mixed"});
  all.size(remelter, "capacity", 100);
  all.size(remelter, "primary_capacity", 50);
}

bool is_bounded(const sim::StockSpec& stock) {
  return stock.facility.valid() && !stock.boundary && stock.holding != sim::Holding::tally &&
         stock.holding != sim::Holding::allowance;
}

struct Traffic {
  double drawn = 0;  ///< [unit/d] by processes that want a finite rate
  bool is_filled = false, is_emptied = false;
};

std::vector<Traffic> traffic(const sim::Plan& plan) {
  std::vector<Traffic> at(plan.stocks.size());
  for (const sim::ProcessSpec& process : plan.processes) {
    for (const sim::Draw& draw : process.draws) {
      at[draw.stock.index()].is_emptied = true;
      const double amount = draw.by_feed ? 1 : draw.amount;
      if (process.capacity < sim::unlimited)
        at[draw.stock.index()].drawn += amount * process.capacity;
    }
    if (process.role == sim::Role::make_up) continue;
    for (const sim::Delivery& delivery : process.deliveries)
      at[delivery.stock.index()].is_filled = true;
  }
  return at;
}

sim::StockId world_of(sim::Plan& plan, const sim::StockSpec& like) {
  sim::StockSpec outside = like;
  outside.name = "outside." + like.material + "." + std::to_string(plan.stocks.size());
  outside.facility = {};
  outside.boundary = true;
  outside.capacity = sim::unlimited;
  outside.initial = {};
  outside.initial_amount = 0;
  return plan.add(outside);
}

void join(sim::Plan& plan, sim::StockId from, sim::StockId to, double rate, sim::Role role) {
  sim::ProcessSpec pipe;
  pipe.name = plan.stocks[from.index()].name + ">" + plan.stocks[to.index()].name;
  pipe.route = true;
  pipe.role = role;
  pipe.capacity = rate;
  pipe.draws = {{from, 1, std::nullopt, 0}};
  sim::Delivery delivery{to, {}, {}, 0};
  if (plan.stocks[to.index()].holding == sim::Holding::material) {
    delivery.share = sim::Mixture::Ones(plan.substances.size());
  } else {
    delivery.amount.constant = 1;
  }
  pipe.deliveries = {delivery};
  plan.add(pipe);
}

}  // namespace

std::vector<ModelFixture> model_fixtures(double scale) {
  Catalogue all(scale);
  add_recipes(all);
  add_places(all);
  add_use_phases(all);
  add_plants(all);
  add_conversions(all);
  return all.done();
}

sim::Plan build_alone(const ModelFixture& fixture) {
  sim::Plan plan;
  plan.substances = sim::SubstanceTable::standard();
  plan.duration = 365;
  plan.profiles = fixture.profiles;
  models::FacilityBuilder site(plan, scenarios::shipped_library(), fixture.settings);
  models::find_model(fixture.kind)->build(site);
  return plan;
}

sim::Plan build_in_the_world(const ModelFixture& fixture, double days) {
  sim::Plan plan = build_alone(fixture);
  plan.duration = days;
  const std::vector<Traffic> at = traffic(plan);
  const std::size_t own = at.size();
  for (std::size_t i = 0; i < own; ++i) {
    const sim::StockId stock(i);
    const sim::StockSpec spec = plan.stocks[i];
    if (!is_bounded(spec)) continue;
    if (!at[i].is_filled && at[i].is_emptied)
      join(plan, world_of(plan, spec), stock, 2 * at[i].drawn, sim::Role::ordinary);
    if (!at[i].is_emptied && at[i].is_filled && spec.capacity < sim::unlimited)
      join(plan, stock, world_of(plan, spec), sim::unlimited, sim::Role::overflow);
  }
  return plan;
}

}  // namespace huan::tests
