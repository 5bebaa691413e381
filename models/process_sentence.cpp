#include "models/process_sentence.h"

#include <utility>

namespace huan::models {

sim::ProcessSpec& ProcessSentence::edit() { return plan_->processes[id_.index()]; }
const sim::ProcessSpec& ProcessSentence::spec() const { return plan_->processes[id_.index()]; }

ProcessSentence& ProcessSentence::draws(sim::StockId stock, double amount, int rank) {
  edit().draws.push_back({stock, amount, std::nullopt, rank});
  return *this;
}

ProcessSentence& ProcessSentence::draws_by_feed(sim::StockId stock, sim::Functional amount,
                                                int rank) {
  edit().draws.push_back({stock, 0, std::move(amount), rank});
  return *this;
}

ProcessSentence& ProcessSentence::delivers(sim::StockId stock, sim::Mixture share, int rank) {
  edit().deliveries.push_back({stock, std::move(share), {}, rank});
  return *this;
}

ProcessSentence& ProcessSentence::delivers_amount(sim::StockId stock, sim::Functional amount,
                                                  int rank) {
  edit().deliveries.push_back({stock, {}, std::move(amount), rank});
  return *this;
}

ProcessSentence& ProcessSentence::delivers_amount(sim::StockId stock, double amount, int rank) {
  return delivers_amount(stock, sim::Functional{amount, {}, false}, rank);
}

ProcessSentence& ProcessSentence::rest_to(sim::StockId stock, int rank) {
  sim::Mixture rest = sim::Mixture::Ones(plan_->substances.size());
  for (const sim::Delivery& delivery : spec().deliveries) {
    if (plan_->stocks[delivery.stock.index()].holding == sim::Holding::material)
      rest -= delivery.share;
  }
  return delivers(stock, std::move(rest), rank);
}

ProcessSentence& ProcessSentence::moves(sim::StockId from, sim::StockId to,
                                        const sim::Mixture& share) {
  for (sim::Delivery& delivery : edit().deliveries) {
    if (delivery.stock == from) delivery.share -= share;
    if (delivery.stock == to) delivery.share += share;
  }
  return *this;
}

ProcessSentence& ProcessSentence::converts(sim::Conversion conversion) {
  edit().conversions.push_back(std::move(conversion));
  return *this;
}

ProcessSentence& ProcessSentence::follows(sim::ProfileId profile) {
  edit().profile = profile;
  return *this;
}

ProcessSentence& ProcessSentence::fails(const std::vector<sim::OutageSpec>& outages) {
  auto& all = edit().outages;
  all.insert(all.end(), outages.begin(), outages.end());
  return *this;
}

ProcessSentence& ProcessSentence::stops(const std::vector<sim::StopSpec>& stops) {
  auto& all = edit().stops;
  all.insert(all.end(), stops.begin(), stops.end());
  return *this;
}

ProcessSentence& ProcessSentence::min_load(double share, double min_down, double restart_level) {
  edit().min_load = share;
  edit().min_down = min_down;
  edit().restart_level = restart_level;
  return *this;
}

ProcessSentence& ProcessSentence::role(sim::Role role, int order, int for_class) {
  edit().role = role;
  edit().order = order;
  edit().for_class = for_class;
  return *this;
}

ProcessSentence& ProcessSentence::is_paced() {
  edit().paced = true;
  return *this;
}

ProcessSentence& ProcessSentence::is_demand() {
  edit().demand = true;
  return *this;
}

ProcessSentence& ProcessSentence::counts_in(const char* unit) {
  edit().unit = unit;
  return *this;
}

}  // namespace huan::models
