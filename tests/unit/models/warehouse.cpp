// A store where nothing should stay too long.
#include <catch2/catch.hpp>

#include "models/registry.h"
#include "sim/simulation.h"
#include "small_library.h"

using namespace huan;
using tests::Site;

namespace {

/// 1 t/d comes to the store from day 0 to `until`; `taken` t/d leave from day `from` on.
struct Store : Site {
  sim::StockId find(const std::string& name) const {
    for (std::size_t i = 0; i < plan.stocks.size(); ++i)
      if (plan.stocks[i].name == name) return sim::StockId(i);
    return {};
  }
  sim::Network network(double limit, double until, double taken, double from, double initial = 0) {
    auto& p = settings.parameters;
    p.set("materials", std::vector<std::string>{"msw"});
    p.set("storage", 1000.0);
    p.set("timed", true);
    p.set("age_limit", limit);
    settings.stocks["msw"].initial = initial;
    auto site = builder();
    models::find_model("warehouse")->build(site);
    const sim::StockId store = site.stock("msw", 0);
    site.process("feed", 1)
        .draws(site.purchase("msw"))
        .rest_to(store)
        .follows(plan.add(sim::ProfileSpec{"feed", {0, until}, {1, 0}}));
    site.process("take", taken)
        .draws(store)
        .rest_to(site.purchase("slag"))
        .follows(plan.add(sim::ProfileSpec{"take", {0, from}, {0, 1}}));
    return sim::Network(plan);
  }
  double tally(const sim::View& view, const std::string& name) const {
    double sum = 0;
    for (const sim::ArcId arc : view.network().arcs_at(find("site." + name)))
      sum += view.moved(arc);
    return sum;
  }
};

}  // namespace

TEST_CASE("warehouse: nothing is overdue that leaves in time") {
  Store store;
  const sim::Network network = store.network(10, 365, 1, 5);  // waits 5 days
  sim::Simulation run(network, {});
  run.run_until(100);
  CHECK(store.tally(run.view(), "overdue") == 0);
  CHECK(store.tally(run.view(), "overdue_waiting") == 0);
}

TEST_CASE("warehouse: what stays longer than the limit is counted once, and so is its waiting") {
  Store store;
  const sim::Network network = store.network(10, 365, 1, 15);  // waits 15 days, 5 too long
  sim::Simulation run(network, {});
  run.run_until(111);
  // From day 10 on 1 t/d reaches the limit; one round of lag.
  CHECK(store.tally(run.view(), "overdue") == Approx(100).epsilon(0.01));
  // From day 15 on 5 t are overdue all the time, before it they grow from 0.
  CHECK(store.tally(run.view(), "overdue_waiting") == Approx(12.5 + 96 * 5).epsilon(0.01));
}

TEST_CASE(
    "warehouse: what was there at the start came then, and what leaves first is not overdue") {
  Store store;
  const sim::Network network = store.network(2, 1e-6, 1, 1e-6, 10);  // 10 t, gone by day 10
  sim::Simulation run(network, {});
  run.run_until(30);
  CHECK(store.tally(run.view(), "overdue") == Approx(8).epsilon(0.02));
  CHECK(store.tally(run.view(), "overdue_waiting") == Approx(32).epsilon(0.02));
}

TEST_CASE("warehouse: what waits at its loading dock for a full lot is still there") {
  Store store;
  store.network(2, 365, 0, 1);
  sim::StockSpec works;
  works.name = "works.msw";
  works.material = "msw";
  works.boundary = true;
  works.composition = store.plan.substances.pure("Si");
  sim::ShipmentSpec lorry;
  lorry.name = "lorry";
  lorry.from = store.find("site.msw");
  lorry.to = store.plan.add(works);
  lorry.lot = 5;
  lorry.loading_rate = 1000;
  lorry.unloading_rate = 1000;
  store.plan.add(lorry);
  const sim::Network network(store.plan);
  sim::Simulation run(network, {});
  run.run_until(100.1);
  // Five days fill a lot. Of each, what came in the first three passes two days: 3 t, and waits
  // (5 - 2)^2 / 2 = 4.5 t d beyond.
  CHECK(store.tally(run.view(), "overdue") == Approx(20 * 3.0).epsilon(0.03));
  CHECK(store.tally(run.view(), "overdue_waiting") == Approx(20 * 4.5).epsilon(0.03));
}

TEST_CASE("warehouse: without timing there is nobody to count") {
  Store store;
  store.settings.parameters.set("materials", std::vector<std::string>{"msw"});
  store.settings.parameters.set("storage", 1000.0);
  store.settings.parameters.set("timed", false);
  auto site = store.builder();
  models::find_model("warehouse")->build(site);
  CHECK(store.plan.clerks.empty());
  CHECK(store.plan.processes.empty());
}
