/// The frozen structure of a run: stocks, processes and the arcs between them. Const while it runs;
/// everything that changes is in state.h.
#pragma once

#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/plan.h"

namespace huan::sim {

/// Where a process touches a stock. `draws`: the process takes from the stock.
struct Arc {
  ProcessId process;
  StockId stock;
  bool draws = false;
  int rank = 1;               ///< class at the stock, >= 1
  std::int32_t position = 0;  ///< index among the process's draws or deliveries
};

/// A fault of the plan that makes its answer meaningless; `subjects` are the names concerned.
struct Finding {
  enum class Kind {
    crossed_ranks,         ///< X before Y here, Y before X there: error
    feed_outranks_return,  ///< inside a loop: error
    uncapped_cycle,        ///< a cycle of overflow or make-up deliveries: error
    lot_too_large,         ///< larger than the destination: error
    phantom_loop,          ///< a loop without feed from outside: warning
    growing_loop,          ///< loop gain above 1: warning
    no_outlet,             ///< a bounded stock nobody draws from: warning (it will block)
    never_filled,          ///< a stock nobody delivers to and that starts empty: warning
    endless_overflow,      ///< an overflow on a stock without bound never runs: warning
    broken,                ///< shares that do not sum to 1, unknown ids, negative numbers: error
  };
  Kind kind = Kind::broken;
  bool error = true;
  std::string message;                ///< a sentence, in the words of the domain
  std::vector<std::string> subjects;  ///< names of stocks, processes, routes
};

/// Thrown by the constructor of Network when a finding is an error; carries all of them.
class PlanError : public std::invalid_argument {
 public:
  explicit PlanError(std::vector<Finding> findings);
  std::vector<Finding> findings;
};

/// Freezes a plan: expands shipments into docks, gives default ranks, finds loops, checks.
///
/// Default rank: 1; inside a strongly connected component of the material graph a feed from outside
/// and a draw to outside get the class after the returns and internal uses. Infinite stocks and
/// stocks with an unlimited overflow or make-up do not make components.
class Network {
 public:
  explicit Network(Plan plan);

  [[nodiscard]] const Plan& plan() const { return plan_; }
  [[nodiscard]] const SubstanceTable& substances() const { return plan_.substances; }
  /// Stocks of the plan first (same ids), then the docks of the shipments.
  [[nodiscard]] std::span<const StockSpec> stocks() const { return plan_.stocks; }
  /// Processes of the plan first (same ids), then loading and unloading of the shipments.
  [[nodiscard]] std::span<const ProcessSpec> processes() const { return plan_.processes; }
  [[nodiscard]] std::span<const ShipmentSpec> shipments() const { return plan_.shipments; }
  [[nodiscard]] std::span<const Arc> arcs() const { return arcs_; }
  /// Arcs of one process: draws first, then deliveries, in the order of the plan.
  [[nodiscard]] std::span<const Arc> arcs_of(ProcessId p) const {
    return std::span(arcs_).subspan(first_arc_[p.index()],
                                    first_arc_[p.index() + 1] - first_arc_[p.index()]);
  }
  [[nodiscard]] ArcId first_arc(ProcessId p) const { return ArcId(first_arc_[p.index()]); }
  [[nodiscard]] std::span<const ArcId> arcs_at(StockId s) const {
    return std::span(arcs_at_).subspan(first_at_[s.index()],
                                       first_at_[s.index() + 1] - first_at_[s.index()]);
  }
  /// "facility.process>stock" or "stock>facility.process".
  [[nodiscard]] std::string arc_name(ArcId a) const;

  /// Docks and processes a shipment was expanded into.
  struct Docks {
    StockId loading;    ///< one lot
    StockId receiving;  ///< one lot
    ProcessId load;
    ProcessId unload;
  };
  [[nodiscard]] std::span<const Docks> docks() const { return docks_; }
  /// How many of stocks() and processes() the plan named itself (the docks come after).
  [[nodiscard]] std::size_t own_stocks() const { return own_stocks_; }
  [[nodiscard]] std::size_t own_processes() const { return own_processes_; }

  /// Loops (strongly connected components of more than one stock or with a self-loop): their
  /// stocks.
  [[nodiscard]] const std::vector<std::vector<StockId>>& loops() const { return loops_; }
  [[nodiscard]] const std::vector<Finding>& warnings() const { return warnings_; }

  /// All findings of a plan, errors and warnings, without building it.
  [[nodiscard]] static std::vector<Finding> check(const Plan& plan);

 private:
  Plan plan_;
  std::vector<Arc> arcs_;
  std::vector<std::size_t> first_arc_;
  std::vector<ArcId> arcs_at_;
  std::vector<std::size_t> first_at_;
  std::vector<Docks> docks_;
  std::size_t own_stocks_ = 0;
  std::size_t own_processes_ = 0;
  std::vector<std::vector<StockId>> loops_;
  std::vector<Finding> warnings_;

  void expand_shipments();
  void link();
  void find_loops();
  void default_ranks(std::vector<Finding>& faults);
  void check_ranks(std::vector<Finding>& faults) const;
  void check_last_resorts(std::vector<Finding>& faults) const;
  void check_ends(std::vector<Finding>& faults) const;
};

}  // namespace huan::sim
