// Processes whose pace follows from their own past.
#include <cmath>

#include <catch2/catch.hpp>

#include "sim/clerk.h"
#include "tests/sketch.h"

using namespace huan::sim;

namespace {

/// Lets a share of what a stock holds go in the course of every day.
class Halving final : public Clerk {
 public:
  explicit Halving(double share) : share_(share) {}
  [[nodiscard]] std::unique_ptr<Clerk> clone() const override {
    return std::make_unique<Halving>(*this);
  }
  [[nodiscard]] Answer at(const View& view, const ClerkSpec& post) override {
    ++asked_;
    return {{{post.processes[0], share_ * view.level(post.stocks[0])}},
            static_cast<double>(asked_)};
  }
  [[nodiscard]] bool agrees(const Clerk& drawn) const override {
    return share_ == static_cast<const Halving&>(drawn).share_;
  }
  void adopt(const Clerk& drawn) override { share_ = static_cast<const Halving&>(drawn).share_; }

 private:
  double share_;
  int asked_ = 0;
};

/// Makes one list of changes on day 2.5.
class ClerkScript final : public Director {
 public:
  std::vector<Change> changes;
  [[nodiscard]] std::unique_ptr<Director> clone() const override {
    return std::make_unique<ClerkScript>(*this);
  }
  [[nodiscard]] Answer at(double) override { return {changes, {}, {}}; }
  [[nodiscard]] Answer on(double, const WatchFired&) override { return {}; }
  [[nodiscard]] Answer on(double, const FacilityTurned&) override { return {}; }
};

struct Heap : Sketch {
  StockId world_ = world("world"), heap = stock("heap", unlimited, 80);
  ProcessId rots = process("rots", 0, {{heap}}, {{world_}});

  Heap() {
    (*this)[rots].paced = true;
    plan.clerks.push_back({"heap.halving", {heap}, {rots}, std::make_shared<Halving>(0.5)});
  }
};

}  // namespace

TEST_CASE("a clerk is asked at the start and when it said, and its pace holds in between") {
  Heap n;
  const Network network(n.plan);
  Simulation run(network, {});
  run.run_until(0.25);
  CHECK(run.view().level(n.heap) == Approx(70).epsilon(1e-12));
  run.run_until(3.5);
  CHECK(run.view().rate(n.rots) == Approx(5).epsilon(1e-12));
  CHECK(run.view().level(n.heap) == Approx(7.5).epsilon(1e-12));
  CHECK(run.view().wanted(n.rots) == Approx(72.5).epsilon(1e-12));
}

TEST_CASE("a copied run takes its clerks' memory along") {
  Heap n;
  const Network network(n.plan);
  Simulation run(network, {});
  run.run_until(3.5);
  Simulation copy = run.clone();
  run.run_until(20);
  copy.run_until(20);
  CHECK(copy.view().level(n.heap) == run.view().level(n.heap));
  CHECK(copy.view().level(n.heap) == Approx(80 * std::pow(0.5, 20)).epsilon(1e-12));
}

TEST_CASE("an event that redraws a paced process leaves its pace; one for the clerk comes next") {
  Heap n;
  n.plan.dates = {2.5};
  const Network network(n.plan);
  auto script = std::make_unique<ClerkScript>();
  ProcessSpec drawn = n[n.rots];
  drawn.capacity = 1000;
  script->changes = {ProcessChange{n.rots, drawn}, ClerkChange{0, std::make_shared<Halving>(0.1)}};
  Simulation run(network, {}, std::move(script));
  run.run_until(2.9);
  CHECK(run.view().rate(n.rots) == Approx(10).epsilon(1e-12));
  run.run_until(3.1);
  CHECK(run.view().rate(n.rots) == Approx(1).epsilon(1e-12));
}

TEST_CASE("a clerk that names nothing there is refused") {
  Heap n;
  n.plan.clerks[0].processes[0] = ProcessId(7);
  CHECK_THROWS_AS(Network(n.plan), PlanError);
}

TEST_CASE("a loop that leads through a heap which only a clerk draws on is none of rationing") {
  Sketch n;
  const auto world = n.world("world");
  const auto mill = n.stock("mill", 0);
  const auto in_use = n.stock("in use", unlimited);
  n.process("fresh", 10, {{world}}, {{mill}});
  n.process("export", 4, {{mill, 1, 1}}, {{world}});
  n.process("use", 100, {{mill, 1, 2}}, {{in_use}});
  const auto back = n.process("back", 0, {{in_use}}, {{mill}});
  CHECK_THROWS_AS(Network(n.plan), PlanError);
  n[back].paced = true;
  CHECK_NOTHROW(Network(n.plan));
}
