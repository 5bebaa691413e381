// Goods in use against convolutions worked out by themselves.
#include <cmath>

#include <catch2/catch.hpp>

#include "models/cohort_clerk.h"
#include "models/registry.h"
#include "sim/simulation.h"
#include "small_library.h"

using namespace huan;
using tests::Site;

namespace {

/// Bars bought at 10 t/d from day 0, or as the target asks; they retire as slag.
struct Use : Site {
  Use() {
    auto& p = settings.parameters;
    p.set("material", std::string("bar"));
    p.set("waste", std::string("slag"));
    p.set("lifetime", 100.0);
    p.set("distribution", std::string("normal"));
    p.set("lifetime_sd", 30.0);
    p.set("driven_by", std::string("inflow"));
    p.set("capture", 1.0);
    p.set("storage", 5.0);
    p.set("cohort_width", 365.0 / 12);
    p.set("entry", std::string("spread"));
    p.set("initial_ages", std::string("steady"));
  }
  Use& supplied(double rate) {
    supply = rate;
    return *this;
  }
  double supply = 10;

  sim::Network network() {
    settings.stocks["bar"];
    auto site = builder();
    models::find_model("use_phase")->build(site);
    if (settings.parameters.text("driven_by") == "inflow") {
      sim::ProcessSpec feed;
      feed.name = "feed";
      feed.capacity = supply;
      feed.draws = {{site.purchase("bar")}};
      feed.deliveries = {{id("site.bar"), sim::Mixture::Ones(plan.substances.size())}};
      plan.add(feed);
    }
    return sim::Network(plan);
  }
  [[nodiscard]] sim::StockId id(const std::string& name) const {
    for (std::size_t i = 0; i < plan.stocks.size(); ++i)
      if (plan.stocks[i].name == name) return sim::StockId(i);
    return {};
  }
};

}  // namespace

TEST_CASE("use_phase: at every round the stock is the convolution of inflow and survival") {
  const models::Lifetime life("normal", 100, 30);
  for (const double width : {365.0 / 12, 1.0, 7.0, 50.0}) {
    Use use;
    use.settings.parameters.set("cohort_width", width);
    const sim::Network network = use.network();
    sim::Simulation run(network, {});
    const models::Rounds rounds(use.settings.era, width);
    double day = 0;
    while (day < 280) day = rounds.next(day);
    run.run_until(day);
    CAPTURE(width, day);
    CHECK(run.view().level(use.id("site.in_use")) ==
          Approx(10 * life.survival_integral(day)).epsilon(1e-12));
    CHECK(run.view().level(use.id("site.slag")) + run.view().level(use.id("site.in_use")) ==
          Approx(10 * day).epsilon(1e-12));
  }
}

TEST_CASE("use_phase: between the rounds the error shrinks with their width") {
  const models::Lifetime life("normal", 100, 30);
  const auto error = [&](double width) {
    Use use;
    use.settings.parameters.set("cohort_width", width);
    const sim::Network network = use.network();
    sim::Simulation run(network, {});
    double largest = 0;
    for (double day = 80; day < 200; day += 0.37) {
      run.run_until(day);
      const double exact = 10 * life.survival_integral(day);
      largest = std::max(largest, std::abs(run.view().level(use.id("site.in_use")) / exact - 1));
    }
    return largest;
  };
  const double coarse = error(32);
  const double fine = error(16);
  CHECK(coarse < 0.02);
  CHECK(fine < 0.3 * coarse);
}

TEST_CASE("use_phase: purchases that change between two rounds are caught up with at the next") {
  const models::Lifetime life("normal", 100, 30);
  Use use;
  use.settings.parameters.set("cohort_width", 50.0);
  sim::Network network = use.network();
  sim::Plan plan = network.plan();
  const sim::ProfileId pause = plan.add(sim::ProfileSpec{"pause", {0, 75}, {1, 0}});
  for (sim::ProcessSpec& process : plan.processes)
    if (process.name == "feed") process.profile = pause;
  network = sim::Network(plan);
  sim::Simulation run(network, {});
  run.run_until(100);
  const double late =
      run.view().level(use.id("site.in_use")) + run.view().level(use.id("site.slag"));
  CHECK(late == Approx(750).epsilon(1e-12));
  run.run_until(150);
  CHECK(run.view().level(use.id("site.in_use")) ==
        Approx(500 * life.mean_survival(100, 150) + 250 * life.mean_survival(50, 100))
            .epsilon(1e-12));
}

TEST_CASE("use_phase: what shops get in lots retires as if it came evenly") {
  const models::Lifetime life("weibull", 100, 30, 1.5);  // many die young
  Use use;
  auto& p = use.settings.parameters;
  p.set("driven_by", std::string("capacity"));
  p.set("capacity", 1000.0);
  p.set("distribution", std::string("weibull"));
  p.set("shape", 1.5);
  p.set("cohort_width", 20.0);
  use.settings.stocks["bar"];
  auto site = use.builder();
  models::find_model("use_phase")->build(site);
  sim::ProfileSpec bursts{
      "bursts", {}, {}};  // a day at 100 t/d every ten days, also at every round
  for (int k = 0; k < 36; ++k) {
    for (const auto& [day, factor] :
         {std::pair(10.0 * k - 0.5, 10.0), std::pair(10.0 * k + 0.5, 0.0)}) {
      bursts.at.push_back(std::max(0.0, day));
      bursts.factor.push_back(factor);
    }
  }
  site.process("feed", 10)
      .draws(site.purchase("bar"))
      .rest_to(site.stock("bar", 0))
      .follows(use.plan.add(bursts));
  const sim::Network network(use.plan);
  sim::Simulation run(network, {});
  run.run_until(300);
  CHECK(run.view().level(use.id("site.in_use")) ==
        Approx(10 * life.survival_integral(300)).epsilon(0.02));
}

TEST_CASE("use_phase: year-based conventions are met exactly at the end of every round") {
  const models::Lifetime life("normal", 100, 30);
  for (const auto& [entry, offset] :
       std::map<std::string, double>{{"start", 1}, {"middle", 0.5}, {"end", 0}}) {
    Use use;
    use.settings.parameters.set("cohort_width", 20.0);
    use.settings.parameters.set("entry", entry);
    const sim::Network network = use.network();
    sim::Simulation run(network, {});
    run.run_until(200);
    double expected = 0;
    for (int n = 0; n < 10; ++n) expected += 200 * life.survival((n + offset) * 20);
    CAPTURE(entry);
    CHECK(run.view().level(use.id("site.in_use")) == Approx(expected).epsilon(1e-12));
  }
}

TEST_CASE("use_phase: a fixed lifetime delays what was bought by itself") {
  Use use;
  use.settings.parameters.set("distribution", std::string("fixed"));
  use.settings.parameters.set("cohort_width", 10.0);
  const sim::Network network = use.network();
  sim::Simulation run(network, {});
  run.run_until(100);
  CHECK(run.view().level(use.id("site.slag")) == 0);
  run.run_until(150);
  CHECK(run.view().level(use.id("site.slag")) == Approx(500).epsilon(1e-12));
}

TEST_CASE("use_phase: goods there at the start go by their ages") {
  const models::Lifetime life("normal", 100, 30);
  const auto left = [&](const std::string& ages, double oldest) {
    Use use;
    use.settings.parameters.set("initial_ages", ages);
    use.settings.parameters.set("cohort_width", 10.0);
    if (oldest > 0) use.settings.parameters.set("oldest", oldest);
    use.settings.stocks["in_use"].initial = 1000;
    const sim::Network network = use.supplied(0).network();
    sim::Simulation run(network, {});
    run.run_until(80);
    return run.view().level(use.id("site.in_use"));
  };
  CHECK(left("steady", 0) == Approx(1000 * life.steady_survival(80)).epsilon(1e-9));
  CHECK(left("new", 0) == Approx(1000 * life.survival(80) / life.survival(0)).epsilon(1e-9));
  CHECK(left("even", 50) < left("new", 0));
  CHECK(left("even", 1e-6) == Approx(left("new", 0)).epsilon(1e-6));
}

TEST_CASE("use_phase: a constant inflow of all times keeps a steady stock steady") {
  Use use;
  const models::Lifetime life("normal", 100, 30);
  use.settings.parameters.set("cohort_width", 5.0);
  use.settings.stocks["in_use"].initial = 10 * life.survival_integral(1e5);
  const sim::Network network = use.network();
  sim::Simulation run(network, {});
  for (const double day : {50.0, 150.0, 300.0}) {
    run.run_until(day);
    CHECK(run.view().level(use.id("site.in_use")) ==
          Approx(10 * life.survival_integral(1e5)).epsilon(1e-9));
  }
}

TEST_CASE("use_phase: driven by stock, purchases replace what retires and follow the target") {
  Use use;
  auto& p = use.settings.parameters;
  p.set("driven_by", std::string("stock"));
  p.set("stock_target", 500.0);
  p.set("cohort_width", 10.0);
  sim::ProfileSpec growth{"growth", {0, 100, 200}, {1, 2, 0.5}};
  use.settings.profiles["stock_target"] = use.plan.add(growth);
  // Named, so that it must be joined: here bought for the asking.
  const sim::Network network = [&] {
    use.settings.stocks.erase("bar");
    auto site = use.builder();
    models::find_model("use_phase")->build(site);
    return sim::Network(use.plan);
  }();
  sim::Simulation run(network, {});
  for (const auto& [day, level] :
       std::map<double, double>{{10, 500}, {100, 500}, {110, 1000}, {200, 1000}}) {
    run.run_until(day);
    CAPTURE(day);
    CHECK(run.view().level(use.id("site.in_use")) == Approx(level).epsilon(1e-9));
  }
  run.run_until(210);  // shrinking: nothing is bought, what is old retires
  const double bought = run.view().activity(run.view().network().arcs()[0].process);
  run.run_until(220);
  CHECK(run.view().activity(run.view().network().arcs()[0].process) == bought);
  CHECK(run.view().level(use.id("site.in_use")) > 500);
}

TEST_CASE("use_phase: what is not captured is hoarded where that is named, else it leaves") {
  Use use;
  use.settings.parameters.set("capture", 0.6);
  use.settings.stocks["hoarded"];
  const sim::Network network = use.network();
  sim::Simulation run(network, {});
  run.run_until(300);
  const double retired =
      run.view().level(use.id("site.slag")) + run.view().level(use.id("site.hoarded"));
  CHECK(run.view().level(use.id("site.slag")) == Approx(0.6 * retired).epsilon(1e-9));

  Use leaves;
  leaves.settings.parameters.set("capture", 0.6);
  static_cast<void>(leaves.network());
  CHECK(leaves.given("site.retire", "world.bar") != nullptr);
}

TEST_CASE("use_phase: what cannot retire for want of room stays in use and retires later") {
  Use use;
  use.settings.stocks["slag"].capacity = 100;
  const sim::Network network = use.network();
  sim::Simulation run(network, {});
  run.run_until(300);
  CHECK(run.view().level(use.id("site.slag")) == Approx(100));
}

TEST_CASE("use_phase: numbers that make no sense are refused") {
  const auto wrong = [](const std::string& name, const models::ParameterValue& value) {
    Use use;
    use.settings.parameters.set(name, value);
    static_cast<void>(use.network());
  };
  CHECK_THROWS_WITH(wrong("driven_by", std::string("stock")), Catch::Contains("stock_target"));
  CHECK_THROWS_WITH(wrong("driven_by", std::string("wind")), Catch::Contains("wind"));
  CHECK_THROWS_WITH(wrong("entry", std::string("noon")), Catch::Contains("noon"));
  CHECK_THROWS_WITH(wrong("driven_by", std::string("capacity")), Catch::Contains("capacity"));
  CHECK_THROWS_WITH(wrong("initial_ages", std::string("old")), Catch::Contains("old"));
  CHECK_THROWS_WITH(wrong("waste", std::string("bar")), Catch::Contains("another material"));
}
