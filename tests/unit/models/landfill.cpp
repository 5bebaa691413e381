// Landfill gas against the closed form of first-order decay.
#include <cmath>

#include <catch2/catch.hpp>

#include "models/decay_clerk.h"
#include "sim/simulation.h"
#include "small_library.h"

using namespace huan;
using tests::Site;

namespace {

constexpr double year = 365;
constexpr double k = 0.05 / year;  // [1/d]

/// A heap that rots by itself: `pulse` t at the start, `rate` t/d from then on.
struct Heap : Site {
  sim::StockId heap;
  sim::ProcessId rots;

  sim::Network network(double pulse, double rate, double width) {
    plan.duration = 40 * year;
    settings.stocks["msw"].initial = pulse;
    auto site = builder();
    heap = site.stock("msw", sim::unlimited);
    auto rot = site.process("rot", 0).is_paced().draws(heap).rest_to(site.air());
    rots = rot.id();
    site.process("feed", rate).draws(site.purchase("msw")).rest_to(heap);
    const models::DecayNumbers numbers{models::Rounds(settings.era, width), std::log(2) / k};
    site.clerk("decay", {heap}, {rots}, std::make_shared<models::DecayClerk>(numbers));
    return sim::Network(plan);
  }
};

}  // namespace

TEST_CASE("decay: a pulse goes by the exponential, exactly at every round") {
  for (const double width : {10.0, 365.0 / 12, 365.0}) {
    Heap heap;
    const sim::Network network = heap.network(1000, 0, width);
    sim::Simulation run(network, {});
    const models::Rounds rounds(heap.settings.era, width);
    double day = 0;
    while (day < 20 * year) day = rounds.next(day);
    run.run_until(day);
    CAPTURE(width, day);
    CHECK(run.view().level(heap.heap) == Approx(1000 * std::exp(-k * day)).epsilon(1e-12));
    CHECK(run.view().rate(heap.rots) == Approx(1000 * k * std::exp(-k * day)).epsilon(k * width));
  }
}

TEST_CASE("decay: a constant feed fills the heap towards feed / k, the error shrinks with width") {
  const auto error = [](double width) {
    Heap heap;
    const sim::Network network = heap.network(0, 100, width);
    sim::Simulation run(network, {});
    run.run_until(30 * year);
    const double exact = 100 / k * -std::expm1(-k * 30 * year);
    return run.view().level(heap.heap) / exact - 1;
  };
  const double coarse = error(100);
  const double fine = error(10);
  CHECK(coarse > 0);
  CHECK(coarse < 5e-4);
  CHECK(fine < 0.02 * coarse);
}

TEST_CASE("decay: what a year brings is the discrete law of the guidelines") {
  // D_(n+1) = D_n e^-k + W (1 - e^-k) / k: IPCC 2006, volume 5, equations 3.4 and 3.5, fed evenly.
  constexpr double round = 360;  // [d]: of even length, where calendar years are not
  const double kt = k * round;
  Heap heap;
  const sim::Network network = heap.network(0, 100, round);
  sim::Simulation run(network, {});
  double due = 0;
  for (int n = 0; n < 20; ++n) due = due * std::exp(-kt) - 100 * round * std::expm1(-kt) / kt;
  // The decay of the last round's waste within its own round comes with the next.
  run.run_until(20 * round);
  const double late = 100 * round * (1 + std::expm1(-kt) / kt);
  CHECK(run.view().level(heap.heap) == Approx(due + late).epsilon(1e-9));
}
