/// A small network with known numbers, and a view of it in which every quantity is a plain function
/// of time: what the results file must hold can be worked out on paper.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "analysis/results_meta.h"
#include "sim/network.h"
#include "sim/observer.h"

namespace huan::analysis {

inline sim::Mixture mixture(std::initializer_list<double> values) {
  sim::Mixture m(static_cast<Eigen::Index>(values.size()));
  Eigen::Index i = 0;
  for (const double v : values) m[i++] = v;
  return m;
}

inline sim::SubstanceTable three_substances() {
  return sim::SubstanceTable(
      {{"C_fossil", {{"C", 1.0}}}, {"C_biogenic", {{"C", 1.0}}}, {"other", {{"other", 1.0}}}});
}

/// A plant burns waste it buys, heats a town, sends ash by a pipe to a pit and by trucks to a yard.
inline sim::Plan small_plan() {
  sim::Plan plan;
  plan.substances = three_substances();
  plan.duration = 90;
  sim::FacilitySpec site;
  site.id = "plant";
  site.name = "Waste-to-energy plant";
  site.name_zh = "垃圾焚烧发电厂";
  site.kind = "incinerator";
  site.region = "xuchang";
  site.county = "Changge";
  site.at = std::pair{34.25, 113.5};
  const auto plant = plan.add(site);
  site.id = "pit";
  site.name = "Pit";
  site.name_zh = "灰坑";
  site.kind = "landfill";
  site.at.reset();
  const auto pit = plan.add(site);
  const auto solid = mixture({0, 0, 1});
  const auto stock = [&](const char* name, sim::FacilityId where, const char* material,
                         double most) {
    sim::StockSpec s;
    s.name = name;
    s.facility = where;
    s.material = material;
    s.capacity = most;
    s.composition = solid;
    return s;
  };
  auto air = stock("world.air", {}, "air", sim::unlimited);
  auto market = stock("world.waste", {}, "waste", sim::unlimited);
  air.boundary = market.boundary = true;
  auto bunker = stock("plant.waste", plant, "waste", 500);
  bunker.initial = mixture({2, 3, 5});
  auto heat = stock("plant.heat", plant, "heat", 40);
  heat.holding = sim::Holding::carrier;
  heat.unit = "MWh";
  auto cost = stock("plant.opex", plant, "opex", sim::unlimited);
  cost.holding = sim::Holding::tally;
  cost.unit = "yuan";
  auto dust = stock("plant.dust", plant, "dust", sim::unlimited);
  dust.holding = sim::Holding::tally;
  auto hours = stock("plant.fan", plant, "fan", sim::unlimited);
  hours.holding = sim::Holding::tally;
  hours.unit = "kWh";
  const auto air_id = plan.add(air);                                            // 0
  const auto market_id = plan.add(market);                                      // 1
  const auto bunker_id = plan.add(bunker);                                      // 2
  const auto ash_id = plan.add(stock("plant.ash", plant, "ash", 100));          // 3
  const auto heat_id = plan.add(heat);                                          // 4
  const auto cost_id = plan.add(cost);                                          // 5
  const auto dust_id = plan.add(dust);                                          // 6
  const auto fan_id = plan.add(hours);                                          // 7
  const auto pit_id = plan.add(stock("pit.ash", pit, "ash", sim::unlimited));   // 8
  const auto yard_id = plan.add(stock("yard.ash", {}, "ash", sim::unlimited));  // 9

  const auto all = mixture({1, 1, 1});
  const auto amount = [](double x) { return sim::Functional{.constant = x, .weights = {}}; };
  sim::ProcessSpec buy;  // arcs 0, 1
  buy.name = "buy";
  buy.route = true;
  buy.capacity = 50;
  buy.draws = {{.stock = market_id, .by_feed = {}}};
  buy.deliveries = {{.stock = bunker_id, .share = all, .amount = {}}};
  plan.add(buy);
  sim::ProcessSpec burn;  // arcs 2 ... 8
  burn.name = "plant.burn";
  burn.facility = plant;
  burn.capacity = 60;
  burn.draws = {{.stock = bunker_id, .by_feed = {}}};
  burn.deliveries = {{.stock = air_id, .share = mixture({1, 1, 0.5}), .amount = {}},
                     {.stock = ash_id, .share = mixture({0, 0, 0.5}), .amount = {}},
                     {.stock = heat_id, .share = {}, .amount = amount(2)},
                     {.stock = cost_id, .share = {}, .amount = amount(90)},
                     {.stock = dust_id, .share = {}, .amount = amount(0.01)},
                     {.stock = fan_id, .share = {}, .amount = amount(7)}};
  plan.add(burn);
  sim::ProcessSpec town;  // arc 9
  town.name = "plant.town";
  town.facility = plant;
  town.capacity = 120;
  town.unit = "MWh";
  town.demand = true;
  town.draws = {{.stock = heat_id, .by_feed = {}}};
  plan.add(town);
  sim::ProcessSpec pipe;  // arcs 10, 11
  pipe.name = "ash_pipe";
  pipe.route = true;
  pipe.capacity = 20;
  pipe.draws = {{.stock = ash_id, .by_feed = {}}};
  pipe.deliveries = {{.stock = pit_id, .share = all, .amount = {}}};
  plan.add(pipe);
  sim::ShipmentSpec trucks;  // arcs 12, 13 (load), 14, 15 (unload)
  trucks.name = "ash_trucks";
  trucks.from = ash_id;
  trucks.to = yard_id;
  trucks.lot = 30;
  trucks.loading_rate = 100;
  trucks.unloading_rate = 100;
  trucks.distance = 12;
  plan.add(trucks);
  return plan;
}

/// Totals of thing i at time t are (i + 1) t^2, so that the increments of two intervals differ;
/// levels are 10 i + t; each has its own offset where two would be mixed up otherwise.
class FakeView : public sim::View {
 public:
  explicit FakeView(const sim::Network& network) : network_(network) {}

  double now = 0;
  sim::Work work_done;
  bool chokes = false;  ///< from now on a process waits for ash to leave

  [[nodiscard]] double time() const override { return now; }
  [[nodiscard]] const sim::Network& network() const override { return network_; }
  [[nodiscard]] double level(sim::StockId s) const override { return 10 * s.value + now; }
  [[nodiscard]] sim::Mixture content(sim::StockId s) const override {
    return mixture({1, 2, 3}) * level(s);
  }
  [[nodiscard]] double peak(sim::StockId s) const override { return level(s) + 5; }
  [[nodiscard]] double uncontrolled(sim::StockId s) const override { return s.value * total(0); }
  [[nodiscard]] sim::Mixture uncontrolled_substances(sim::StockId s) const override {
    return mixture({0, 0, 1}) * uncontrolled(s);
  }
  [[nodiscard]] double moved(sim::ArcId a) const override { return total(a.value); }
  [[nodiscard]] sim::Mixture moved_substances(sim::ArcId a) const override {
    return mixture({0.25, 0.125, 0.625}) * total(a.value);
  }
  [[nodiscard]] double activity(sim::ProcessId p) const override { return total(p.value); }
  [[nodiscard]] double potential(sim::ProcessId p) const override {
    return p.value == 3 ? sim::unlimited : 4 * total(p.value);
  }
  [[nodiscard]] double wanted(sim::ProcessId p) const override { return 2 * total(p.value); }
  [[nodiscard]] double rate(sim::ProcessId) const override { return 0; }
  [[nodiscard]] std::vector<sim::Loss> losses() const override {
    std::vector<sim::Loss> list;
    if (chokes) {
      list.push_back({sim::ProcessId(0), sim::Cause::blocked, sim::StockId(2), 3 * now, now});
    }
    list.push_back({sim::ProcessId(1), sim::Cause::down, {}, total(0), 2 * now});
    list.push_back({sim::ProcessId(1), sim::Cause::starved, sim::StockId(2), 0, 0});
    return list;
  }
  [[nodiscard]] sim::ShipmentTally shipment(sim::ShipmentId) const override {
    return {.lots_sent = now,
            .lots_received = now - 1,
            .tonnes = total(15),
            .tonne_km = 12 * total(15),
            .fuel = 0.5 * now,
            .cost = 100 * now,
            .waiting = 3 * now,
            .in_transit = 30};
  }
  [[nodiscard]] sim::Account account() const override {
    sim::Account a;
    a.initial = mixture({2, 3, 5});
    a.in = mixture({1, 2, 4}) * now;
    a.converted = mixture({-1, 0, 1});
    a.out = mixture({1, 1, 1});
    a.final = a.initial + a.in + a.converted - a.out;
    a.rounding = mixture({0, 0, 0.5});
    a.residual = mixture({0, 0, 0.5});
    a.uncontrolled = mixture({0, 0, 0.25});
    return a;
  }
  [[nodiscard]] const sim::Work& work() const override { return work_done; }

  [[nodiscard]] double total(std::int32_t i) const { return (i + 1) * now * now; }

 private:
  const sim::Network& network_;
};

inline ResultsMeta small_meta() {
  ResultsMeta meta;
  meta.title = {"A plant and its ash", "焚烧厂与灰渣"};
  meta.scenario = "format = 1\nname = \"A plant\"\nname_zh = \"焚烧厂\"\n";
  meta.seed = 7;
  meta.start = std::chrono::year(2019) / 1 / 1;
  meta.periods = {"2019-01", "2019-02"};
  meta.words = {{"waste", {"household waste", "生活垃圾"}},
                {"ash", {"bottom ash", "炉渣"}},
                {"opex", {"operation", "运行成本"}}};
  meta.compositions = {"plant.*", "world.waste>*"};
  meta.properties_of = {"buy"};
  meta.properties = {
      {"heating_value", {"lower heating value", "低位热值"}, "MJ/kg", mixture({32, 16, 0})}};
  return meta;
}

inline const sim::Network& small_network() {
  static const sim::Network network(small_plan());
  return network;
}

/// Two intervals, [0, 31) and [31, 59), of which `observer` is told; ash blocks the route in the
/// second.
inline void run_two_months(sim::Observer& observer) {
  using What = sim::LogEntry::What;
  FakeView view(small_network());
  observer.started(view);
  observer.sampled(view);  // at the start: no row
  observer.logged({.time = 3.5, .what = What::fails, .who = "plant.burn", .value = 2});
  view.now = 31;
  observer.sampled(view);
  observer.logged({.time = 31, .what = What::repaired, .who = "plant.burn", .value = 0});
  observer.logged({.time = 40, .what = What::scripted, .who = "ban", .value = 0});
  view.chokes = true;
  view.now = 59;
  observer.sampled(view);
  observer.finished(view);
}

}  // namespace huan::analysis
