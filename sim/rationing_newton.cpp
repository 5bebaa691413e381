// Many stocks at once: Newton steps on their balances; lower rates where nothing settles.
#include <algorithm>
#include <cmath>

#include <Eigen/LU>
#include <Eigen/QR>
#include <Eigen/SparseLU>

#include "sim/rationing.h"

namespace huan::sim {
/// [unit/d] what all processes at the stock want to move there.
double Rationing::wanted_at(const State& state, StockId s) const {
  double wanted = 0;
  for (const std::uint32_t c : contacts_->at(s))
    wanted += std::abs(state.at[c].net) * flows_[(*contacts_)[c].process.index()].want;
  return wanted;
}

/// [unit/d] the scale on which a rate of the process is none: its want, of a last resort what its
/// stocks are wanted for.
double Rationing::wanted_around(const State& state, ProcessId p) const {
  double wanted = flows_[p.index()].want;
  if (!is_last_resort(state, p)) return wanted;
  for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c)
    wanted = std::max(wanted, wanted_at(state, (*contacts_)[c].stock));
  return wanted;
}

/// Nothing to speak of flows through the stock, so there is nothing to balance.
bool Rationing::stands_still(const State& state, StockId s) const {
  double gross = 0;
  static_cast<void>(net_flow(state, s, &gross));
  return gross <= rations_residue * wanted_at(state, s);
}

/// One Newton step on the balances of all rationed stocks. False when it cannot be made.
bool Rationing::newton(State& state, Rows which, Work& work) {
  std::vector<StockId> rows;
  for (const StockId s : region_) {
    const Mode::Kind kind = pools_[s.index()].mode.kind;
    if (kind == Mode::Kind::open || kind == Mode::Kind::unclaimed) continue;
    if (which == Rows::flowing && stands_still(state, s)) continue;
    pools_[s.index()].row = static_cast<int>(rows.size());
    rows.push_back(s);
  }
  const auto forget_rows = [&] {
    for (const StockId s : rows) pools_[s.index()].row = -1;
  };
  if (rows.empty()) return false;
  ++work.linear_solves;
  const auto n = static_cast<Eigen::Index>(rows.size());

  // d(rate of p) / d(unknown of t): want where t's partial class limits p; for the marginal outlet
  // or inlet of t the fraction granted to it elsewhere.
  std::vector<Eigen::Triplet<double>> entries;
  const auto add_column = [&](ProcessId p, int column, double slope) {
    for (std::uint32_t c = contacts_->begin(p); c < contacts_->end(p); ++c) {
      const int row = pools_[(*contacts_)[c].stock.index()].row;
      if (row >= 0 && state.at[c].net != 0)
        entries.emplace_back(row, column, state.at[c].net * slope);
    }
  };
  Eigen::VectorXd imbalance(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const StockId t = rows[static_cast<std::size_t>(i)];
    const Mode& mode = pools_[t.index()].mode;
    imbalance[i] = net_flow(state, t, nullptr);
    if (mode.marginal.valid()) {
      double slope = 1;
      for (std::uint32_t c = contacts_->begin(mode.marginal); c < contacts_->end(mode.marginal);
           ++c)
        slope = std::min(slope, state.at[c].granted);
      add_column(mode.marginal, static_cast<int>(i), slope);
      continue;
    }
    const bool give = mode.kind == Mode::Kind::give;
    for (const std::uint32_t c : contacts_->at(t)) {
      const Contact& contact = (*contacts_)[c];
      if (state.at[c].net == 0 || (state.at[c].net < 0) != give || contact.outlet || contact.inlet)
        continue;
      if ((give ? state.at[c].classes.draw : state.at[c].classes.deliver) != mode.rank) continue;
      if (contact.role == Role::forced) continue;
      if (limiter(state, contact.process) == c)
        add_column(contact.process, static_cast<int>(i), flows_[contact.process.index()].want);
    }
  }

  forget_rows();

  Eigen::VectorXd delta;
  if (n <= 64) {
    Eigen::MatrixXd jacobian = Eigen::MatrixXd::Zero(n, n);
    for (const auto& e : entries) jacobian(e.row(), e.col()) += e.value();
    delta = jacobian.partialPivLu().solve(-imbalance);
    const double off = (jacobian * delta + imbalance).cwiseAbs().maxCoeff();
    if (!(off <= 1e-9 * imbalance.cwiseAbs().maxCoeff()))  // singular
      delta = jacobian.completeOrthogonalDecomposition().solve(-imbalance);
    if (!delta.allFinite()) return false;
  } else {
    Eigen::SparseMatrix<double> jacobian(n, n);
    jacobian.setFromTriplets(entries.begin(), entries.end());
    Eigen::SparseLU<Eigen::SparseMatrix<double>> lu(jacobian);
    if (lu.info() != Eigen::Success) return false;
    delta = lu.solve(-imbalance);
    if (lu.info() != Eigen::Success || !delta.allFinite()) return false;
  }

  for (Eigen::Index i = 0; i < n; ++i) {
    const StockId t = rows[static_cast<std::size_t>(i)];
    const Mode& mode = pools_[t.index()].mode;
    const double change = delta[i];
    if (mode.marginal.valid()) {
      double& want = flows_[mode.marginal.index()].want;
      want = std::max(0.0, want + change);
      update_rate(state, mode.marginal);
      continue;
    }
    const bool give = mode.kind == Mode::Kind::give;
    for (const std::uint32_t c : contacts_->at(t)) {
      const Contact& contact = (*contacts_)[c];
      if (state.at[c].net == 0 || (state.at[c].net < 0) != give || contact.outlet || contact.inlet)
        continue;
      if ((give ? state.at[c].classes.draw : state.at[c].classes.deliver) != mode.rank) continue;
      state.at[c].granted = std::clamp(state.at[c].granted + change, 0.0, 1.0);
      update_rate(state, contact.process);
    }
  }
  return true;
}

/// After a solve that did not settle: only ever lowers rates, until no tight stock is overdrawn or
/// overfilled. Should that take too long, everything that may stop stops: always feasible.
void Rationing::lower_until_feasible(State& state) {
  const auto lower = [&](std::uint32_t c, double factor) {
    const ProcessId p = (*contacts_)[c].process;
    if ((*contacts_)[c].role == Role::forced) return;
    state.at[c].granted *= factor;
    flows_[p.index()].rate *= factor;
  };
  bool feasible = false;
  for (int i = 0; i < 200 && !feasible; ++i) {
    feasible = true;
    for (const StockId s : region_) {
      pools_[s.index()].unclaimed = 0;
      double gross = 0;
      const double net = net_flow(state, s, &gross);
      const bool overdrawn = is_empty(state, s) && net < -1e-12 * gross;
      const bool overfilled = is_full(state, s) && net > 1e-12 * gross;
      if (!overdrawn && !overfilled) continue;
      double movable = 0;  // the side to lower, forced sources apart
      for (const std::uint32_t c : contacts_->at(s)) {
        const ProcessId p = (*contacts_)[c].process;
        if ((state.at[c].net < 0) != overdrawn) continue;
        if ((*contacts_)[c].role == Role::forced) continue;
        movable += std::abs(state.at[c].net) * flows_[p.index()].rate;
      }
      const double factor = movable > 0 ? std::max(0.0, 1 - std::abs(net) / movable) : 0;
      if (movable > 0) {
        feasible = false;
        for (const std::uint32_t c : contacts_->at(s))
          if (state.at[c].net != 0 && (state.at[c].net < 0) == overdrawn) lower(c, factor);
      }
      if (overfilled) pools_[s.index()].unclaimed = std::max(0.0, net - movable);
    }
  }
  for (const StockId s : region_) {
    pools_[s.index()].mode = {};
    if (feasible) continue;
    for (const std::uint32_t c : contacts_->at(s)) lower(c, 0);
  }
  for (const StockId s : region_) {
    if (feasible) continue;
    pools_[s.index()].unclaimed = 0;
    const double net = net_flow(state, s, nullptr);
    if (is_full(state, s)) pools_[s.index()].unclaimed = std::max(0.0, net);
  }
}

}  // namespace huan::sim
