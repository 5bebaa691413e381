#include "analysis/loss_ledger.h"

#include <algorithm>

namespace huan::analysis {
namespace {

constexpr double hours_per_day = 24;

/// [1] mean of `share_at(row)` over the intervals that count.
template <class ShareAt>
double weighed(const Weights& weights, ShareAt share_at) {
  double whole = 0;
  double part = 0;
  for (std::size_t row = 0; row < weights.size(); ++row) {
    whole += weights[row];
    if (weights[row] > 0) part += weights[row] * share_at(row);
  }
  return whole > 0 ? part / whole : 0.0;
}

}  // namespace

LossLedger::LossLedger(const Dataset& data, const Connections& connections, const Nameplates& names)
    : data_(data), connections_(connections), names_(names), axis_(data.axis("loss")) {
  for (std::size_t i = 0; i < size(); ++i) by_process_[process(i)].push_back(i);
}

const std::vector<std::size_t>& LossLedger::lines_of(const std::string& process) const {
  static const std::vector<std::size_t> none;
  const auto found = by_process_.find(process);
  return found == by_process_.end() ? none : found->second;
}

const std::string& LossLedger::process(std::size_t line) const {
  return axis_->text("process", line);
}
const std::string& LossLedger::cause(std::size_t line) const { return axis_->text("cause", line); }
const std::string& LossLedger::stock(std::size_t line) const { return axis_->text("stock", line); }

Weights LossLedger::hours(std::size_t line) const {
  const Table& lost = *data_.table("lost_h");
  Weights weights(data_.rows());
  for (std::size_t row = 0; row < weights.size(); ++row) weights[row] = lost.at(row, line);
  return weights;
}

double LossLedger::share(std::size_t line, std::size_t row) const {
  const double whole = (data_.ends[row] - data_.begins[row]) * hours_per_day;
  return data_.table("lost_h")->at(row, line) / whole;
}

double LossLedger::lost(std::size_t line) const {
  const Table& lost = *data_.table("lost_t");
  double total = 0;
  for (std::size_t row = 0; row < data_.rows(); ++row) total += lost.at(row, line);
  return total;
}

double LossLedger::could(const std::string& process) const {
  const auto line = names_.line_of(process);
  const Table* capacity = data_.table("capacity");
  double total = 0;
  for (std::size_t row = 0; line && capacity != nullptr && row < data_.rows(); ++row) {
    total += capacity->at(row, *line);
  }
  return total;
}

double LossLedger::closed_share(const std::string& process, const Weights& weights) const {
  const auto line = names_.line_of(process);
  const Table* capacity = data_.table("capacity");
  if (!line || capacity == nullptr) return 0;
  return weighed(weights,
                 [&](std::size_t row) { return capacity->at(row, *line) == 0 ? 1.0 : 0.0; });
}

Reason LossLedger::main_reason(const std::string& process, const Weights& weights) const {
  Reason most{"capacity", "", 0, 0, 0};
  const double closed = closed_share(process, weights);
  if (closed > 0) most = {"closed", "", closed, 0, 0};
  double explained = closed;
  for (const std::size_t line : lines_of(process)) {
    const double held =
        weighed(weights, [&](std::size_t row) { return std::min(1.0, share(line, row)); });
    explained += held;
    if (held > most.share) most = {cause(line), stock(line), held, 0, line};
  }
  const double ran = std::max(0.0, 1 - explained);
  // Mostly it ran: then it is too small, or did what it was asked.
  constexpr double little = 0.1;
  if (most.share < little && ran > 0.5) return {"capacity", "", ran, ran, 0};
  if (is_allowance(most.stock)) most.cause = "limit";
  most.ran = ran;
  return most;
}

bool LossLedger::is_allowance(const std::string& stock) const {
  const auto only = [](const std::vector<Connection>& flows) {
    return std::ranges::all_of(flows,
                               [](const Connection& f) { return f.table == "allowance_flow"; });
  };
  const auto& in = connections_.into(stock);
  const auto& out = connections_.out_of(stock);
  return !(in.empty() && out.empty()) && only(in) && only(out);
}

std::string detail_of(const std::string& process, const Reason& reason, const Weights& weights,
                      const LossLedger& ledger, const Diary& diary) {
  if (reason.cause == "down") return diary.stops(process, weights);
  if (reason.cause == "closed") return diary.opening(process);
  if (reason.cause != "switched_off") return {};
  const Weights hours = ledger.hours(reason.line);
  const auto first = std::ranges::find_if(hours, [](double lost) { return lost > 0; });
  return diary.scripted_in(static_cast<std::size_t>(first - hours.begin()));
}

}  // namespace huan::analysis
