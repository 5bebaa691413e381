// Stocks that shrink, sites that open and close, watches, seasons and scripted changes.
#include <catch2/catch.hpp>

#include "tests/sketch.h"

using namespace huan::sim;

namespace {

/// Makes one list of changes at one day, and remembers what it was told.
class Script final : public Director {
 public:
  double day = 0;
  std::vector<Change> changes;
  std::vector<WatchFired> fired;
  std::vector<bool> turned;
  std::shared_ptr<std::vector<double>> fired_at = std::make_shared<std::vector<double>>();

  [[nodiscard]] std::unique_ptr<Director> clone() const override {
    return std::make_unique<Script>(*this);
  }
  [[nodiscard]] Answer at(double time) override {
    return time == day ? Answer{changes, {}, {}} : Answer{};
  }
  [[nodiscard]] Answer on(double time, const WatchFired&) override {
    fired_at->push_back(time);
    return {};
  }
  [[nodiscard]] Answer on(double, const FacilityTurned&) override { return {}; }
};

}  // namespace

TEST_CASE("a stock that shrinks below its level accepts nothing until it fits") {
  Sketch n;
  const auto world = n.world("world");
  const auto yard = n.stock("yard", 100, 80);
  const auto feed = n.process("feed", 5, {{world}}, {{yard}});
  n.process("use", 4, {{yard}}, {{world}});
  n.plan.dates = {10};
  const Network network(n.plan);
  auto script = std::make_unique<Script>();
  script->day = 10;
  script->changes = {StockChange{yard, 50}};
  Simulation run(network, {}, std::move(script));
  run.run_until(10.5);  // 90 t on day 10
  CHECK(run.view().rate(feed) == 0);
  CHECK(run.view().level(yard) == Approx(88).epsilon(1e-12));
  run.run_until(19.9);
  CHECK(run.view().rate(feed) == 0);
  run.run_until(20.1);
  CHECK(run.view().level(yard) == Approx(50).epsilon(1e-12));
  CHECK(run.view().rate(feed) == Approx(4).epsilon(1e-12));
}

TEST_CASE("an overflow runs at capacity on a stock that is over its capacity") {
  Sketch n;
  const auto world = n.world("world");
  const auto yard = n.stock("yard", 100, 80);
  n.process("feed", 5, {{world}}, {{yard}});
  const double capacity = GENERATE(10.0, unlimited);
  const auto spill = n.process("spill", capacity, {{yard}}, {{world}}, Role::overflow);
  n.plan.dates = {1};
  const Network network(n.plan);
  auto script = std::make_unique<Script>();
  script->day = 1;
  script->changes = {StockChange{yard, 50}};
  Simulation run(network, {}, std::move(script));
  run.run_until(1.5);
  if (capacity == unlimited) {  // the excess of 35 t leaves at once, then the feed passes through
    CHECK(run.view().level(yard) == Approx(50).epsilon(1e-12));
    CHECK(run.view().activity(spill) == Approx(35 + 2.5).epsilon(1e-12));
  } else {  // 85 t on day 1; nothing comes in while it is over
    CHECK(run.view().level(yard) == Approx(80).epsilon(1e-12));
    run.run_until(5);
    CHECK(run.view().level(yard) == Approx(50).epsilon(1e-12));
    CHECK(run.view().rate(spill) == Approx(5).epsilon(1e-12));
  }
  CHECK(run.view().account().largest_relative_residual < 1e-12);
}

TEST_CASE("a closed site wants nothing and refuses deliveries; its content may be drawn") {
  Sketch n;
  const auto world = n.world("world");
  const auto yard = n.stock("yard", 1000);
  FacilitySpec site;
  site.id = "site";
  site.opens = 10;
  site.closes = 30;
  n.plan.stocks[yard.index()].facility = n.plan.add(site);
  const auto feed = n.process("feed", 5, {{world}}, {{yard}});
  const auto use = n.process("use", 4, {{yard}}, {{world}});
  const Network network(n.plan);
  Simulation run(network, {});
  CHECK(run.view().rate(feed) == 0);
  run.run_until(15);
  CHECK(run.view().rate(feed) == 5);
  CHECK(run.view().level(yard) == Approx(5));
  run.run_until(31);
  CHECK(run.view().rate(feed) == 0);
  CHECK(run.view().rate(use) == 4);
  run.run_until(40);
  CHECK(run.view().level(yard) == 0);
  CHECK(run.view().activity(use) == Approx(100));
}

TEST_CASE("a watch fires when its level is reached, and again after it went back past its gap") {
  Sketch n;
  const auto world = n.world("world");
  const auto yard = n.stock("yard", 1000);
  const auto feed = n.process("feed", 5, {{world}}, {{yard}});
  n.process("use", 4, {{yard}}, {{world}});
  n[feed].stops = {{20, 25}, {60, 65}};
  n.plan.watches.push_back({"high", yard, true, 15, 5, {}});
  const Network network(n.plan);
  auto script = std::make_unique<Script>();
  auto fired = script->fired_at;
  Simulation run(network, {}, std::move(script));
  run.run_until(99);
  // +1 t/d: 15 t on day 15; stop from day 20 (20 t) drains 4 t/d: 5 t on day 23.75, empty on day
  // 25; 15 t again on day 40; 35 t on day 60, drained to 15 t on day 65: not below 5 t.
  REQUIRE(fired->size() == 3);
  CHECK((*fired)[0] == Approx(15).epsilon(1e-12));
  CHECK((*fired)[1] == Approx(23.75).epsilon(1e-12));
  CHECK((*fired)[2] == Approx(40).epsilon(1e-12));
}

TEST_CASE("a level nearer than the clock can tell is crossed a moment later, once") {
  const double away = GENERATE(3e-8, 1e-9, 2e-11);  // [t] 3e-11 d and less at 1000 t/d
  Sketch n(4000);
  const auto world = n.world("world");
  const auto yard = n.stock("yard", 1e6, 15 - away);
  n.process("feed", 1000, {{world}}, {{yard}});
  n.plan.watches.push_back({"high", yard, true, 15, 5, {}});
  const Network network(n.plan);
  auto script = std::make_unique<Script>();
  auto fired = script->fired_at;
  Simulation run(network, {}, std::move(script));
  run.run_until(1);
  REQUIRE(fired->size() == 1);
  CHECK((*fired)[0] <= 2e-9);
  CHECK(run.view().level(yard) == Approx(1015 - away).epsilon(1e-12));
}

TEST_CASE("a season multiplies what is wanted; what it leaves undone is booked to the season") {
  Sketch n;
  const auto world = n.world("world");
  const auto heat = n.process("heat", 10, {{world}}, {{world}});
  n[heat].profile = n.plan.add(ProfileSpec{"winter", {0, 30, 60}, {1, 0.25, 1}});
  const Network network(n.plan);
  Simulation run(network, {});
  run.run_until(40);
  CHECK(run.view().rate(heat) == 2.5);
  CHECK(run.view().activity(heat) == Approx(325).epsilon(1e-12));
  const auto losses = run.view().losses();
  REQUIRE(losses.size() == 1);
  CHECK(losses[0].cause == Cause::season);
  CHECK(losses[0].amount == Approx(75).epsilon(1e-12));
}

TEST_CASE("a run goes on from a copy as if it had not been copied") {
  Sketch n(400);
  const auto world = n.world("world");
  const auto yard = n.stock("yard", 30);
  const auto feed = n.process("feed", 5, {{world}}, {{yard}});
  const auto use = n.process("use", 5, {{yard}}, {{world}});
  n[feed].outages = {{.mean_up = 5, .mean_down = 2}};
  n[use].outages = {{.mean_up = 7, .mean_down = 1, .clock = Clock::calendar}};
  const Network network(n.plan);
  RunOptions options;
  options.seed = 7;
  Simulation run(network, options);
  run.run_until(123.4);
  Simulation copy = run.clone();
  run.run_until(400);
  copy.run_until(400);
  CHECK(run.view().activity(use) == copy.view().activity(use));
  CHECK(run.view().level(yard) == copy.view().level(yard));
  CHECK(run.view().work().events == copy.view().work().events);
  CHECK(run.view().activity(use) > 500);
}

TEST_CASE("an event can change who is served first") {
  Sketch n;
  const auto world = n.world("world");
  const auto pool = n.stock("pool", 50);
  n.process("feed", 10, {{world}}, {{pool}});
  const auto old_works = n.process("old_works", 8, {{pool, 1, 1}}, {{world}});
  const auto new_works = n.process("new_works", 8, {{pool, 1, 2}}, {{world}});
  n.plan.dates = {10};
  const Network network(n.plan);
  auto script = std::make_unique<Script>();
  script->day = 10;
  script->changes = {RankChange{network.first_arc(old_works), 2},
                     RankChange{network.first_arc(new_works), 1}};
  Simulation run(network, {}, std::move(script));
  run.run_until(9);
  CHECK(run.view().rate(old_works) == Approx(8).epsilon(1e-12));
  CHECK(run.view().rate(new_works) == Approx(2).epsilon(1e-12));
  run.run_until(11);
  CHECK(run.view().rate(old_works) == Approx(2).epsilon(1e-12));
  CHECK(run.view().rate(new_works) == Approx(8).epsilon(1e-12));
}

namespace {

struct Wanted {
  double over;  ///< [d]
  bool above;
  double level;
  std::optional<double> back;
};

/// When a watch on a flow fires that is 10 t/d from day 10 to day 20.
std::vector<double> days_a_flow_fires(const Wanted& wanted) {
  Sketch n;
  const auto world = n.world("world");
  const auto yard = n.stock("yard", 1e6);
  const auto feed = n.process("feed", 10, {{world}}, {{yard}});
  n[feed].profile = n.plan.add(ProfileSpec{"season", {0, 10, 20}, {0, 1, 0}});
  WatchSpec watch{"busy", {}, wanted.above, wanted.level, wanted.back, WatchSpec::Flow{}};
  watch.flow->process = feed;
  watch.flow->over = wanted.over;
  n.plan.watches.push_back(std::move(watch));
  const Network network(n.plan);
  auto script = std::make_unique<Script>();
  const auto fired = script->fired_at;
  Simulation run(network, {}, std::move(script));
  run.run_until(99);
  return *fired;
}

}  // namespace

TEST_CASE("a watched flow fires when its mean over the last days reaches the level") {
  const std::vector<double> fired = days_a_flow_fires({5, true, 6, 5});
  REQUIRE(fired.size() == 2);
  CHECK(fired[0] == Approx(13).epsilon(1e-9));    // 3 days of 10 t in the last 5
  CHECK(fired[1] == Approx(22.5).epsilon(1e-9));  // 2.5 days of 10 t in the last 5
}

TEST_CASE("a mean that is low only because the run is young does not fire") {
  const std::vector<double> fired = days_a_flow_fires({5, false, 1, 2});
  REQUIRE(fired.size() == 3);
  CHECK(fired[0] == Approx(5).epsilon(1e-9));     // five days without anything
  CHECK(fired[1] == Approx(11).epsilon(1e-9));    // back at 2 t/d: one day of 10 t
  CHECK(fired[2] == Approx(24.5).epsilon(1e-9));  // half a day of 10 t
}

TEST_CASE("without a time to average over, the rate itself is watched") {
  const std::vector<double> fired = days_a_flow_fires({0, true, 8, {}});
  REQUIRE(fired.size() == 2);
  CHECK(fired[0] == 10);
  CHECK(fired[1] == 20);
}
