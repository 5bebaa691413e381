/// A park of any number of facilities, joined by routes, for measuring how cost grows with size.
#pragma once

#include <string>
#include <vector>

#include <fmt/core.h>

#include "sim/plan.h"
#include "sim/random.h"

namespace huan::benchmarks {

/// Facilities in rows of 8. Each has a yard, a plant with random outages and a silo; a conveyor
/// leads to the next facility of its row. In every row
///
///   * the 3rd facility forks: also to the 6th, whose plant needs both (fork and join);
///   * the 5th returns part of its product to the 4th (recycling loop);
///   * the 1st buys its feed, the 8th sells, and sends a part to the 2nd of the next row, so that
///     the whole park is one connected network.
///
/// Capacities differ at random by up to 20 %. All t and t/d.
class Park {
 public:
  explicit Park(int facilities) : random_(1, 0, "benchmarks", "park"), facilities_(facilities) {
    ore_ = outside("world.ore");
    market_ = outside("world.market");
    landfill_ = outside("world.landfill");
    for (int i = 0; i < facilities; ++i) add_facility(i);
    for (int i = 0; i < facilities; ++i) add_routes(i);
    plan_.duration = 1e9;
  }
  [[nodiscard]] const huan::sim::Plan& plan() const { return plan_; }

 private:
  using Id = huan::sim::StockId;
  struct Place {
    huan::sim::FacilityId facility;
    Id yard, side, silo;  // side: second feed of a join
  };
  huan::sim::Plan plan_;
  huan::sim::Stream random_;
  int facilities_;
  Id ore_, market_, landfill_;
  std::vector<Place> places_;

  double about(double value) { return value * (0.8 + 0.4 * random_.uniform()); }
  static huan::sim::Mixture share(double s) { return huan::sim::Mixture::Constant(1, s); }

  Id outside(const std::string& name) {
    huan::sim::StockSpec stock;
    stock.name = name;
    stock.boundary = true;
    return plan_.add(stock);
  }
  Id stock(int i, const char* what, double capacity) {
    huan::sim::StockSpec stock;
    stock.name = fmt::format("f{}.{}", i, what);
    stock.facility = huan::sim::FacilityId(static_cast<std::size_t>(i));
    stock.capacity = about(capacity);
    return plan_.add(stock);
  }
  void move(const std::string& name, Id from, Id to, double capacity) {
    huan::sim::ProcessSpec route;
    route.name = name;
    route.route = true;
    route.capacity = about(capacity);
    route.draws = {{from}};
    route.deliveries = {{to, share(1)}};
    plan_.add(route);
  }
  void add_facility(int i) {
    huan::sim::FacilitySpec facility;
    facility.id = fmt::format("f{}", i);
    const bool joins = i % 8 == 5;
    places_.push_back({plan_.add(facility), stock(i, "yard", 60),
                       joins ? stock(i, "side", 20) : Id(), stock(i, "silo", 40)});
    huan::sim::ProcessSpec plant;
    plant.name = fmt::format("f{}.plant", i);
    plant.facility = places_.back().facility;
    plant.capacity = about(10);
    plant.draws = {{places_.back().yard}};
    if (joins) plant.draws.push_back({places_.back().side, 0.2});
    plant.deliveries = {{places_.back().silo, share(0.9)}, {landfill_, share(0.1)}};
    const auto clock = i % 2 == 0 ? huan::sim::Clock::operating : huan::sim::Clock::calendar;
    plant.outages = {{"outage", about(30), about(2), clock}};
    plan_.add(plant);
  }
  void add_routes(int i) {
    const auto at = [this](int place) { return places_[static_cast<std::size_t>(place)]; };
    const auto name = [i](const char* what) { return fmt::format("r{}.{}", i, what); };
    const int in_row = i % 8;
    if (in_row == 0) move(name("arrivals"), ore_, at(i).yard, 10);
    if (in_row == 7 || i + 1 == facilities_) {
      move(name("sale"), at(i).silo, market_, 12);
      if (i + 2 < facilities_) move(name("onward"), at(i).silo, at(i + 2).yard, 1);
      return;
    }
    move(name("on"), at(i).silo, at(i + 1).yard, 12);
    if (in_row == 2 && i + 3 < facilities_) move(name("fork"), at(i).silo, at(i + 3).side, 3);
    if (in_row == 4) move(name("return"), at(i).silo, at(i - 1).yard, 1);
  }
};

}  // namespace huan::benchmarks
