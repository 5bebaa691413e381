#include "sim/blending.h"

#include <cmath>

#include <catch2/catch.hpp>

namespace huan::sim {
namespace {

/// One stock that holds 80 t of two substances, filled with 2 t/d and drawn from with 1 t/d.
struct Store {
  StockSpec spec;
  State state;
  Throughput flow;

  Store(Mixture content, Mixture composition, Mixture in) {
    state.stocks.resize(1);
    state.stocks[0].level = content.sum();
    state.content = content.matrix();
    state.composition = composition.matrix();
    flow.in = in;
    flow.in_sum = in.sum();
    flow.out_sum = 1;
    state.drift = (in - flow.out_sum * composition).matrix();
  }
  [[nodiscard]] double days() const { return time_to_reblend(spec, state, StockId(0), flow); }
};

Mixture pair(double lead, double tin) {
  Mixture mixture(2);
  mixture << lead, tin;
  return mixture;
}

TEST_CASE("What is given as nothing does not make a stock blend again and again") {
  // Rounding has left less than nothing of the second substance, and more of it comes.
  const Store store(pair(80, -4e-33), pair(1, 0), pair(2, -1e-36));
  CHECK(store.days() > 1);
}

TEST_CASE("A substance that runs out before the stock does makes it blend at that instant") {
  // 0.01 t of tin, of which a hundredth of 1 t/d is drawn and none comes: gone in 1 day.
  Store store(pair(80, 0.01), pair(0.99, 0.01), pair(2, 0));
  store.spec.blend_tolerance = 1e9;  // no other reason to blend
  CHECK(store.days() == Approx(1));
}

TEST_CASE("A stock that is filled with what it gives never blends") {
  const Store store(pair(60, 20), pair(0.75, 0.25), pair(1.5, 0.5));
  CHECK(std::isinf(store.days()));
}

}  // namespace
}  // namespace huan::sim
