/// A fluent sentence about one process; every call adds to the plan's ProcessSpec.
#pragma once

#include <vector>

#include "sim/plan.h"

namespace huan::models {

class ProcessSentence {
 public:
  ProcessSentence(sim::Plan& plan, sim::ProcessId id) : plan_(&plan), id_(id) {}

  ProcessSentence& draws(sim::StockId stock, double amount = 1, int rank = 0);
  ProcessSentence& draws_by_feed(sim::StockId stock, sim::Functional amount, int rank = 0);
  ProcessSentence& delivers(sim::StockId stock, sim::Mixture share, int rank = 0);
  /// Carriers, allowances, tallies.
  ProcessSentence& delivers_amount(sim::StockId stock, sim::Functional amount, int rank = 0);
  ProcessSentence& delivers_amount(sim::StockId stock, double amount, int rank = 0);
  ProcessSentence& rest_to(sim::StockId stock, int rank = 0);  ///< what no other delivery takes
  /// So much less of every substance to the one delivery, so much more to the other.
  ProcessSentence& moves(sim::StockId from, sim::StockId to, const sim::Mixture& share);
  ProcessSentence& converts(sim::Conversion conversion);
  ProcessSentence& follows(sim::ProfileId profile);
  ProcessSentence& fails(const std::vector<sim::OutageSpec>& outages);
  ProcessSentence& stops(const std::vector<sim::StopSpec>& stops);
  ProcessSentence& min_load(double share, double min_down, double restart_level);
  ProcessSentence& role(sim::Role role, int order = 0, int for_class = 1);
  ProcessSentence& is_demand();
  ProcessSentence& is_paced();                   ///< a clerk says what it wants (sim/clerk.h)
  ProcessSentence& counts_in(const char* unit);  ///< of the rate; "t" when not said
  [[nodiscard]] sim::ProcessId id() const { return id_; }
  [[nodiscard]] const sim::ProcessSpec& spec() const;

 private:
  sim::Plan* plan_;
  sim::ProcessId id_;

  sim::ProcessSpec& edit();
};

}  // namespace huan::models
