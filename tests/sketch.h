/// Small networks for tests, written in a few words.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/network.h"
#include "sim/simulation.h"

namespace huan::sim {

/// Builds a plan of one substance ("mass"): stocks in t, rates in t/d.
struct Sketch {
  Plan plan;

  explicit Sketch(double days = 100) { plan.duration = days; }

  StockId stock(const std::string& name, double capacity, double level = 0) {
    StockSpec s;
    s.name = name;
    s.capacity = capacity;
    s.initial = Mixture::Constant(1, level);
    return plan.add(std::move(s));
  }
  StockId world(const std::string& name) {
    StockSpec s;
    s.name = name;
    s.boundary = true;
    return plan.add(std::move(s));
  }
  struct End {
    StockId stock;
    double amount = 1;
    int rank = 0;
  };
  /// Delivery amounts are t per t drawn; they must sum to the draws'.
  ProcessId process(const std::string& name, double capacity, const std::vector<End>& draws,
                    const std::vector<End>& deliveries, Role role = Role::ordinary) {
    ProcessSpec p;
    p.name = name;
    p.capacity = capacity;
    p.role = role;
    double drawn = 0;
    for (const End& d : draws) {
      p.draws.push_back({.stock = d.stock, .amount = d.amount, .rank = d.rank});
      drawn += d.amount;
    }
    for (const End& d : deliveries)
      p.deliveries.push_back(
          {.stock = d.stock, .share = Mixture::Constant(1, d.amount / drawn), .rank = d.rank});
    return plan.add(std::move(p));
  }
  [[nodiscard]] ProcessSpec& operator[](ProcessId p) { return plan.processes[p.index()]; }
};

}  // namespace huan::sim
