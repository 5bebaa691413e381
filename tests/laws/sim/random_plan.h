/// Random networks that the engine's laws are tried on.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "sim/plan.h"
#include "sim/random.h"

namespace huan::tests {

/// What a random plan is made of.
struct PlanShape {
  int facilities = 8;
  int stocks = 24;      ///< besides the world's three
  int treatments = 28;  ///< 1 to 3 inputs, 1 to 3 outputs, loops as they come
  int feeds = 8;        ///< from the world
  int forced = 2;       ///< so many of the feeds, whether or not there is room
  int sales = 10;       ///< to the world
  int overflows = 4;
  int make_ups = 3;
  double junctions = 0.3;  ///< [1] share of the stocks that have capacity 0
  double full = 0.25;      ///< [1] share of the others that start full, and that start empty
  bool outages = true;
  bool self_returns = true;  ///< processes may deliver into what they draw from
  int substances = 1;        ///< more than 1: every transfer coefficient is drawn by itself
};

/// The plan of one seed; the same on every machine.
class RandomPlan {
 public:
  RandomPlan(std::uint64_t seed, PlanShape shape)
      : shape_(shape), random_(seed, 0, "random plan", "tests") {
    if (shape_.substances > 1) plan_.substances = substances();
    add_stocks();
    for (int i = 0; i < shape_.treatments; ++i) add_treatment(i);
    for (int i = 0; i < shape_.feeds; ++i) add_feed(i);
    for (int i = 0; i < shape_.sales; ++i) add_sale(i);
    for (int i = 0; i < shape_.overflows; ++i) add_overflow(i);
    for (int i = 0; i < shape_.make_ups; ++i) add_make_up(i);
    plan_.duration = 60;
  }
  [[nodiscard]] const sim::Plan& plan() const { return plan_; }

 private:
  PlanShape shape_;
  sim::Stream random_;
  sim::Plan plan_;
  sim::StockId source_, market_, landfill_;
  std::vector<sim::StockId> own_;

  double between(double low, double high) { return low + (high - low) * random_.uniform(); }
  bool chance(double p) { return random_.uniform() < p; }
  std::size_t below(std::size_t n) { return random_.next() % n; }

  [[nodiscard]] sim::SubstanceTable substances() const {
    std::vector<sim::Substance> table;
    for (int i = 0; i < shape_.substances; ++i) {
      const std::string name = "s" + std::to_string(i);
      table.push_back({name, {{name, 1.0}}});
    }
    return sim::SubstanceTable(table);
  }
  /// Mass fractions that sum to 1.
  sim::Mixture composition() {
    sim::Mixture c(shape_.substances);
    for (double& value : c) value = between(0.05, 1);
    return c / c.sum();
  }
  sim::StockId outside(const std::string& name) {
    sim::StockSpec stock;
    stock.name = name;
    stock.boundary = true;
    stock.composition = composition();
    return plan_.add(stock);
  }
  void add_stocks() {
    for (int i = 0; i < shape_.facilities; ++i) {
      sim::FacilitySpec facility;
      facility.id = "f" + std::to_string(i);
      plan_.add(facility);
    }
    source_ = outside("world.source");
    market_ = outside("world.market");
    landfill_ = outside("world.landfill");
    for (int i = 0; i < shape_.stocks; ++i) own_.push_back(add_stock(i));
  }
  sim::StockId add_stock(int i) {
    sim::StockSpec stock;
    const auto facility = static_cast<std::size_t>(i % shape_.facilities);
    stock.facility = sim::FacilityId(facility);
    stock.name = plan_.facilities[facility].id + ".stock" + std::to_string(i);
    stock.capacity = chance(shape_.junctions) ? 0 : between(5, 60);
    stock.composition = composition();
    const double level = chance(shape_.full) ? 1 : chance(shape_.full) ? 0 : random_.uniform();
    stock.initial = level * stock.capacity * stock.composition;
    if (shape_.substances == 1) stock.initial = sim::Mixture::Constant(1, level * stock.capacity);
    return plan_.add(stock);
  }
  /// `n` different stocks of the region.
  std::vector<sim::StockId> pick(std::size_t n) {
    std::vector<sim::StockId> picked;
    while (picked.size() < n) {
      const sim::StockId stock = own_[below(own_.size())];
      if (std::find(picked.begin(), picked.end(), stock) == picked.end()) picked.push_back(stock);
    }
    return picked;
  }
  static bool touches(const sim::ProcessSpec& spec, const std::vector<sim::StockId>& to) {
    return std::any_of(spec.draws.begin(), spec.draws.end(), [&](const sim::Draw& draw) {
      return std::find(to.begin(), to.end(), draw.stock) != to.end();
    });
  }
  sim::ProcessSpec process(const char* what, int i, double capacity) {
    sim::ProcessSpec spec;
    spec.name = "f" + std::to_string(i % shape_.facilities) + "." + what + std::to_string(i);
    spec.facility = sim::FacilityId(static_cast<std::size_t>(i % shape_.facilities));
    spec.capacity = capacity;
    return spec;
  }
  void deliver(sim::ProcessSpec& spec, const std::vector<sim::StockId>& to) {
    std::vector<sim::Mixture> shares(to.size(), sim::Mixture(shape_.substances));
    for (int row = 0; row < shape_.substances; ++row) {
      double sum = 0;
      for (auto& share : shares) sum += share[row] = between(0.1, 1);
      for (auto& share : shares) share[row] /= sum;
    }
    for (std::size_t k = 0; k < to.size(); ++k) spec.deliveries.push_back({to[k], shares[k]});
  }
  void add_treatment(int i) {
    sim::ProcessSpec spec = process("treat", i, between(2, 12));
    for (const sim::StockId from : pick(1 + below(3))) {
      spec.draws.push_back({from, spec.draws.empty() ? 1 : between(0.2, 1.5)});
    }
    auto to = pick(1 + below(3));
    // what it draws and delivers alike it would only stir
    while (to.size() == 1 && to.front() == spec.draws.front().stock) to = pick(1);
    while (!shape_.self_returns && touches(spec, to)) to = pick(to.size());
    if (chance(0.5)) to.push_back(landfill_);
    deliver(spec, to);
    if (shape_.outages && chance(0.6)) {
      const auto clock = chance(0.5) ? sim::Clock::calendar : sim::Clock::operating;
      spec.outages = {{"outage", between(4, 30), between(0.5, 4), clock}};
    }
    plan_.add(spec);
  }
  void add_feed(int i) {
    sim::ProcessSpec spec = process("feed", i, between(2, 12));
    if (i < shape_.forced) spec.role = sim::Role::forced;
    spec.draws = {{source_}};
    deliver(spec, pick(1));
    plan_.add(spec);
  }
  void add_sale(int i) {
    sim::ProcessSpec spec = process("sale", i, between(2, 12));
    spec.draws = {{pick(1).front()}};
    deliver(spec, {market_});
    plan_.add(spec);
  }
  void add_overflow(int i) {
    sim::ProcessSpec spec = process("overflow", i, chance(0.5) ? sim::unlimited : between(1, 6));
    spec.role = sim::Role::overflow;
    spec.draws = {{pick(1).front()}};
    deliver(spec, {landfill_});
    plan_.add(spec);
  }
  void add_make_up(int i) {
    sim::ProcessSpec spec = process("make_up", i, chance(0.3) ? sim::unlimited : between(1, 6));
    spec.role = sim::Role::make_up;
    spec.draws = {{source_}};
    deliver(spec, pick(1));
    plan_.add(spec);
  }
};

/// The same plan with facilities, stocks and processes declared in another order.
[[nodiscard]] inline sim::Plan permuted(const sim::Plan& plan, std::uint64_t seed) {
  sim::Stream random(seed, 0, "permuted", "tests");
  const auto order = [&random](std::size_t n) {
    std::vector<std::size_t> to(n);  // old index -> new index
    std::iota(to.begin(), to.end(), std::size_t{0});
    for (std::size_t i = n; i > 1; --i) std::swap(to[i - 1], to[random.next() % i]);
    return to;
  };
  const auto facilities = order(plan.facilities.size());
  const auto stocks = order(plan.stocks.size());
  const auto processes = order(plan.processes.size());
  const auto turn = [](auto& id, const std::vector<std::size_t>& to) {
    if (id.valid()) id = std::remove_reference_t<decltype(id)>(to[id.index()]);
  };
  sim::Plan out = plan;
  for (std::size_t i = 0; i < facilities.size(); ++i) {
    out.facilities[facilities[i]] = plan.facilities[i];
  }
  for (std::size_t i = 0; i < stocks.size(); ++i) {
    out.stocks[stocks[i]] = plan.stocks[i];
    turn(out.stocks[stocks[i]].facility, facilities);
  }
  for (std::size_t i = 0; i < processes.size(); ++i) {
    sim::ProcessSpec spec = plan.processes[i];
    turn(spec.facility, facilities);
    for (auto& draw : spec.draws) turn(draw.stock, stocks);
    for (auto& delivery : spec.deliveries) turn(delivery.stock, stocks);
    out.processes[processes[i]] = std::move(spec);
  }
  return out;
}

}  // namespace huan::tests
