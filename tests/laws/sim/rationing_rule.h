/// The rationing rule, checked on what a run shows at one instant: levels and rates.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sim/observer.h"

namespace huan::tests {

/// Checks, for a network of one substance without profiles and changes, that
///
///   * every level is within [0, capacity] and every rate within [0, want];
///   * an empty stock does not fall and a full one does not rise; a junction balances;
///   * an overflow runs only at a full stock or a junction, a make-up only at an empty one or a
///     junction;
///   * every process below its want has a limiter: an empty stock it draws from, or a full one it
///     delivers into, that has nothing left for it: its balance is 0, nobody of the same class gets
///     a larger fraction, nobody of a worse class anything, and every make-up (overflow) there does
///     what it can. So no rate could be raised alone.
///
/// Breaches are collected as sentences.
class RationingRule {
 public:
  explicit RationingRule(const sim::View& view);

  /// `down`: names of the processes that may not run now.
  [[nodiscard]] std::vector<std::string> breaches(const std::set<std::string>& down);

 private:
  /// A process at a stock, its draws and deliveries there taken together.
  struct Touch {
    sim::ProcessId process;
    double net = 0;  ///< per unit of rate, > 0 delivers
    int rank = 0;
  };
  struct AtStock {
    std::vector<Touch> touches;
    double net = 0;    ///< [t/d]
    double gross = 0;  ///< [t/d]
  };
  const sim::View& view_;
  const sim::Network& network_;
  std::vector<AtStock> stocks_;
  const std::set<std::string>* down_ = nullptr;
  std::vector<std::string> breaches_;

  [[nodiscard]] const sim::ProcessSpec& spec(sim::ProcessId p) const {
    return network_.processes()[p.index()];
  }
  [[nodiscard]] const sim::StockSpec& spec(sim::StockId s) const {
    return network_.stocks()[s.index()];
  }
  void breach(const std::string& who, const std::string& what);
  void touch(sim::ProcessId p);
  [[nodiscard]] bool empty(sim::StockId s) const;
  [[nodiscard]] bool full(sim::StockId s) const;
  [[nodiscard]] double tolerance(sim::StockId s) const;
  [[nodiscard]] double want(sim::ProcessId p) const;
  [[nodiscard]] double fraction(sim::ProcessId p) const;
  void check_stock(sim::StockId s);
  void check_process(sim::ProcessId p);
  [[nodiscard]] bool has_limiter(sim::ProcessId p) const;
  [[nodiscard]] bool nothing_left(sim::StockId s, const Touch& of) const;
  [[nodiscard]] bool yields_to(sim::StockId s, const Touch& other, const Touch& of) const;
  [[nodiscard]] bool helps(const Touch& other, const Touch& of) const;
};

}  // namespace huan::tests
