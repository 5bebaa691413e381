/// The arcs that can limit a rate, merged per (process, stock).
///
/// A process that touches one stock on both sides counts there once, with its net coefficient. The
/// world's stocks and tallies never limit and have no contacts. Const; the net coefficients, which
/// follow the compositions, are in State.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/network.h"

namespace huan::sim {

struct Contact {
  ProcessId process;
  StockId stock;
  Role role = Role::ordinary;  ///< of the process, kept here to have it at hand
  int for_class = 1;           ///< of the process, if it is a make-up
  bool outlet = false;         ///< the process is an overflow of this stock
  bool inlet = false;          ///< the process is a make-up of this stock
};

class Contacts {
 public:
  explicit Contacts(const Network& network);

  [[nodiscard]] std::size_t size() const { return contacts_.size(); }
  [[nodiscard]] const Contact& operator[](std::uint32_t c) const { return contacts_[c]; }
  /// [begin, end) of a process's contacts.
  [[nodiscard]] std::uint32_t begin(ProcessId p) const { return first_of_[p.index()]; }
  [[nodiscard]] std::uint32_t end(ProcessId p) const { return first_of_[p.index() + 1]; }
  /// Contacts at a stock, in the order of the processes' names.
  [[nodiscard]] std::span<const std::uint32_t> at(StockId s) const {
    return std::span(at_).subspan(first_at_[s.index()],
                                  first_at_[s.index() + 1] - first_at_[s.index()]);
  }
  /// Contact of an arc; max() for arcs that cannot limit.
  [[nodiscard]] std::uint32_t of_arc(ArcId a) const { return of_arc_[a.index()]; }
  static constexpr std::uint32_t none = UINT32_MAX;

  /// Place of a stock in the order of names: decides ties and the order of work.
  [[nodiscard]] std::uint32_t order(StockId s) const { return stock_order_[s.index()]; }
  [[nodiscard]] std::uint32_t order(ProcessId p) const { return process_order_[p.index()]; }

  /// Loops of influence: nodes are (stock, side), see rationing.h. Stocks that share a number could
  /// hold each other at 0; -1 = in no loop.
  [[nodiscard]] std::int32_t loop(StockId s, bool give_side) const {
    return loop_of_[2 * s.index() + (give_side ? 0 : 1)];
  }
  /// All stocks that lie in the given loop on some side.
  [[nodiscard]] std::span<const StockId> loop_members(std::int32_t loop) const {
    return loops_[static_cast<std::size_t>(loop)];
  }

 private:
  std::vector<Contact> contacts_;
  std::vector<std::uint32_t> first_of_;
  std::vector<std::uint32_t> at_;
  std::vector<std::size_t> first_at_;
  std::vector<std::uint32_t> of_arc_;
  std::vector<std::uint32_t> stock_order_;
  std::vector<std::uint32_t> process_order_;
  std::vector<std::int32_t> loop_of_;
  std::vector<std::vector<StockId>> loops_;

  void merge(const Network& network);
  void list_by_stock(const Network& network);
  void find_loops(const Network& network);
  /// Sides that never ration: stocks without bound, or with an unlimited make-up or overflow.
  [[nodiscard]] std::vector<bool> silent_sides(const Network& network) const;
};

}  // namespace huan::sim
