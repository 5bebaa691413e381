// Laws that hold for every kind of facility and for every recipe, at every size.
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "model_fixture.h"
#include "models/completion.h"
#include "scenarios/reader/library.h"
#include "sim/simulation.h"

using namespace huan;

namespace {

constexpr double scales[] = {0, 1, 1e9};

bool holds_mass(const sim::Plan& plan, sim::StockId stock) {
  return plan.stocks[stock.index()].holding == sim::Holding::material;
}

/// Largest difference to 1 of the shares of any substance; 0 for a process that moves no mass.
double share_error(const sim::Plan& plan, const sim::ProcessSpec& process) {
  sim::Mixture sum = plan.substances.zero();
  bool moves_mass = false;
  for (const sim::Draw& draw : process.draws) moves_mass |= holds_mass(plan, draw.stock);
  for (const sim::Delivery& delivery : process.deliveries) {
    if (!holds_mass(plan, delivery.stock)) continue;
    if (delivery.share.minCoeff() < -1e-12) return 1;
    sum += delivery.share;
  }
  return moves_mass ? (sum - 1).abs().maxCoeff() : sum.abs().maxCoeff();
}

double element_error(const sim::Plan& plan, const sim::Mixture& change) {
  return (plan.substances.element_matrix() * change.matrix()).cwiseAbs().maxCoeff();
}

/// Of its main process: grates share their capacity with sludge, kilns give some of their time to
/// it, sorting lines are larger than what arrives, ovens wait for nothing.
double least_load(const std::string& kind) {
  if (kind == "incinerator" || kind == "cement_kiln" || kind == "sorting") return 0.79;
  if (kind == "remelter") return 0.3;  // two scraps share its furnaces, and primary metal
  return 0.99;
}

/// The plan with a main feed of another composition: every substance of it, one after the other, a
/// tenth to a third more or less.
sim::Plan fed_otherwise(sim::Plan plan, const std::string& feed) {
  constexpr double factors[] = {0.7, 1.3, 0.9, 1.2, 0.8, 1.1};
  bool changed = false;
  for (sim::StockSpec& stock : plan.stocks) {
    if (!stock.boundary || !stock.name.starts_with("outside." + feed + ".")) continue;
    std::size_t next = 0;
    for (double& share : stock.composition)
      if (share > 0) share *= factors[next++ % std::size(factors)];
    stock.composition /= stock.composition.sum();
    changed = true;
  }
  if (!changed) throw std::logic_error("nothing feeds " + feed);
  return plan;
}

sim::ProcessId process_named(const sim::Network& network, const std::string& name) {
  for (std::size_t p = 0; p < network.processes().size(); ++p)
    if (network.processes()[p].name == name) return sim::ProcessId(p);
  throw std::out_of_range(name);
}

/// Each output of the facility got the share of every substance that the recipe says, whatever came
/// in; of substances that no reaction makes or uses up.
void check_transfers(const sim::View& view, sim::ProcessId process, const std::string& recipe_id) {
  const sim::Network& network = view.network();
  const auto& library = scenarios::shipped_library();
  const auto done = models::complete(library.recipe(recipe_id), library, network.substances());
  sim::Mixture kept = sim::Mixture::Ones(network.substances().size());
  for (const sim::Conversion& conversion : done.conversions)
    kept = (conversion.change == 0).select(kept, 0.0);
  sim::Mixture drawn = network.substances().zero();
  std::map<std::string, sim::Mixture> given;
  for (const sim::Arc& arc : network.arcs_of(process)) {
    const sim::StockSpec& stock = network.stocks()[arc.stock.index()];
    if (stock.holding != sim::Holding::material) continue;
    const sim::ArcId id(static_cast<std::size_t>(&arc - network.arcs().data()));
    if (arc.draws) drawn += view.moved_substances(id);
    if (!arc.draws) given[stock.name] = view.moved_substances(id);
  }
  for (const auto& output : done.outputs) {
    const auto got = given.find("site." + output.material);
    if (got == given.end()) continue;  // to the air, with others
    CAPTURE(output.material);
    const sim::Mixture difference = (got->second - output.share * drawn) * kept;
    CHECK(difference.abs().maxCoeff() <= 1e-9 * drawn.maxCoeff());
  }
}

}  // namespace

TEST_CASE("Every kind of facility has a fixture") {
  std::set<std::string> seen;
  for (const auto& fixture : tests::model_fixtures(1)) seen.insert(fixture.kind);
  for (const models::ModelKind& kind : models::all_models()) {
    CAPTURE(kind.kind);
    CHECK(seen.contains(kind.kind));
  }
}

TEST_CASE("What a facility draws leaves it: shares of every substance sum to 1") {
  for (const double scale : scales) {
    for (const auto& fixture : tests::model_fixtures(scale)) {
      const sim::Plan plan = tests::build_alone(fixture);
      for (const sim::ProcessSpec& process : plan.processes) {
        CAPTURE(scale, fixture.name, process.name);
        CHECK(share_error(plan, process) < 1e-9);
        for (const sim::Conversion& conversion : process.conversions)
          CHECK(element_error(plan, conversion.change) < 1e-9);
      }
    }
  }
}

TEST_CASE("A facility is one structure at every size, so that events may change its numbers") {
  const auto small = tests::model_fixtures(0);
  const auto large = tests::model_fixtures(3);
  for (std::size_t i = 0; i < small.size(); ++i) {
    CAPTURE(small[i].name);
    const sim::Plan a = tests::build_alone(small[i]);
    const sim::Plan b = tests::build_alone(large[i]);
    REQUIRE(a.stocks.size() == b.stocks.size());
    REQUIRE(a.processes.size() == b.processes.size());
    for (std::size_t s = 0; s < a.stocks.size(); ++s) CHECK(a.stocks[s].name == b.stocks[s].name);
    for (std::size_t p = 0; p < a.processes.size(); ++p) {
      CHECK(a.processes[p].name == b.processes[p].name);
      REQUIRE(a.processes[p].draws.size() == b.processes[p].draws.size());
      REQUIRE(a.processes[p].deliveries.size() == b.processes[p].deliveries.size());
    }
  }
}

TEST_CASE("Names of stocks and processes are not used twice, and no flow has two arcs") {
  for (const auto& fixture : tests::model_fixtures(1)) {
    const sim::Plan plan = tests::build_alone(fixture);
    std::set<std::string> names;
    for (const auto& stock : plan.stocks) CHECK(names.insert(stock.name).second);
    for (const auto& process : plan.processes) {
      CAPTURE(fixture.name, process.name);
      CHECK(names.insert(process.name).second);
      std::set<std::int32_t> given;
      for (const auto& delivery : process.deliveries)
        CHECK(given.insert(delivery.stock.value).second);
      std::set<std::int32_t> taken;
      for (const auto& draw : process.draws) CHECK(taken.insert(draw.stock.value).second);
    }
  }
}

TEST_CASE("Every facility is a plan the engine accepts") {
  for (const double scale : scales) {
    for (const auto& fixture : tests::model_fixtures(scale)) {
      for (const sim::Finding& finding :
           sim::Network::check(tests::build_in_the_world(fixture, 365))) {
        CAPTURE(scale, fixture.name, finding.message);
        CHECK_FALSE(finding.error);
      }
    }
  }
}

TEST_CASE("A year of every facility between sources and sinks conserves every element") {
  for (const double scale : scales) {
    for (const auto& fixture : tests::model_fixtures(scale)) {
      CAPTURE(scale, fixture.name);
      const sim::Network network(tests::build_in_the_world(fixture, 365));
      sim::Simulation run(network, {});
      sim::Account account;
      REQUIRE_NOTHROW(account = run.run());
      CHECK(account.largest_relative_residual < 1e-9);
      const auto& elements = network.substances().element_matrix();
      const Eigen::VectorXd in = elements * (account.initial + account.in).matrix();
      const Eigen::VectorXd out = elements * (account.out + account.final).matrix();
      CHECK((in - out).cwiseAbs().maxCoeff() <= 1e-9 * std::max(1e-9, in.maxCoeff()));
      CHECK(run.view().work().unsettled == 0);
      // The acid of the works goes in a circle that is empty at the start.
      CHECK(run.view().work().unsettled_blends <= (fixture.kind == "works" ? 1U : 0U));
    }
  }
}

TEST_CASE("A year of every recipe at another feed than its own conserves every element") {
  for (const auto& fixture : tests::model_fixtures(1)) {
    if (fixture.kind != "recipe") continue;
    CAPTURE(fixture.name);
    const std::string& id = fixture.settings.parameters.text("recipe");
    const models::Recipe& recipe = scenarios::shipped_library().recipe(id);
    const sim::Network network(fed_otherwise(tests::build_in_the_world(fixture, 365), recipe.feed));
    sim::Simulation run(network, {});
    sim::Account account;
    REQUIRE_NOTHROW(account = run.run());
    CHECK(account.largest_relative_residual < 1e-9);
    const auto& elements = network.substances().element_matrix();
    const Eigen::VectorXd in = elements * (account.initial + account.in).matrix();
    const Eigen::VectorXd out = elements * (account.out + account.final).matrix();
    CHECK((in - out).cwiseAbs().maxCoeff() <= 1e-9 * in.maxCoeff());
    const sim::ProcessId main = process_named(network, "site.run");
    CHECK(run.view().activity(main) > 0.99 * run.view().wanted(main));
    CHECK(run.view().work().unsettled == 0);
    check_transfers(run.view(), main, id);
  }
}

TEST_CASE("Nothing runs in a facility of size 0, and a facility of 1e9 does 1e9 times as much") {
  const auto unit = tests::model_fixtures(1);
  const auto huge = tests::model_fixtures(1e9);
  const auto none = tests::model_fixtures(0);
  for (std::size_t i = 0; i < unit.size(); ++i) {
    CAPTURE(unit[i].name);
    const auto moved = [](const tests::ModelFixture& fixture) {
      const sim::Network network(tests::build_in_the_world(fixture, 30));
      sim::Simulation run(network, {});
      const sim::Account account = run.run();
      return (account.in + account.initial).sum();
    };
    const double one = moved(unit[i]);
    CHECK(moved(none[i]) == 0);
    CHECK(moved(huge[i]) == Approx(1e9 * one).epsilon(1e-6));
  }
}

TEST_CASE("Fed and emptied without limit, the main process does its capacity") {
  for (const auto& fixture : tests::model_fixtures(1)) {
    const models::FacilitySettings& settings = fixture.settings;
    sim::Plan plan;
    plan.substances = sim::SubstanceTable::standard();
    plan.duration = 365;
    models::FacilityBuilder site(plan, scenarios::shipped_library(), settings);
    models::find_model(fixture.kind)->build(site);
    if (!site.main_process().valid()) continue;
    CAPTURE(fixture.name);
    const sim::Network network(tests::build_in_the_world(fixture, 365));
    sim::Simulation run(network, {});
    run.run();
    const double done = run.view().activity(site.main_process());
    const double wanted = run.view().wanted(site.main_process());
    CHECK(wanted > 0);
    CHECK(done > least_load(fixture.kind) * wanted);
  }
}

TEST_CASE("A run of every facility that is copied on its way ends as the run that was not") {
  for (const auto& fixture : tests::model_fixtures(1)) {
    if (fixture.kind == "recipe") continue;
    CAPTURE(fixture.name);
    const sim::Network network(tests::build_in_the_world(fixture, 200));
    sim::Simulation run(network, {});
    run.run_until(77.7);
    sim::Simulation copy = run.clone();
    run.run();
    copy.run();
    for (std::size_t s = 0; s < network.stocks().size(); ++s) {
      CAPTURE(network.stocks()[s].name);
      CHECK(copy.view().level(sim::StockId(s)) == run.view().level(sim::StockId(s)));
    }
  }
}
