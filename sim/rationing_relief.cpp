// Every bound stock of the region at once: rations by withdrawing relief (relief.h).
#include <algorithm>
#include <cmath>

#include "sim/rationing.h"
#include "sim/relief.h"

namespace huan::sim {
namespace {

constexpr std::size_t most_pools = 300;
constexpr double golden = 0.618033988749895;  // irrational steps: no two nudges alike
constexpr double plastic = 0.754877666246693;

}  // namespace

class Rationing::Relief {
 public:
  /// `nudge` [1] keeps ties apart; the rations are exact to it, to be finished by a Newton step.
  Relief(Rationing& rationing, State& state, double nudge)
      : of_(rationing), contacts_(*rationing.contacts_), state_(state), nudge_(nudge) {
    for (const StockId s : of_.region_) {
      if (!is_bound(s)) continue;
      of_.pools_[s.index()].row = static_cast<int>(pools_.size());
      pools_.push_back(s);
    }
  }
  ~Relief() {
    for (const StockId s : pools_) of_.pools_[s.index()].row = -1;
  }
  Relief(const Relief&) = delete;
  Relief& operator=(const Relief&) = delete;

  /// Writes the rations it finds. False when the path was lost.
  bool withdraw() {
    if (pools_.size() > most_pools) return false;
    for (const StockId s : pools_) add_pool(s);
    for (const ProcessId p : of_.seen_) add_flow(p);
    for (std::size_t i = 0; i < pools_.size(); ++i) {
      double& relief = problem_.pools[i].relief;
      if (relief <= 0) relief = 1;
      relief *= 1 + std::fmod(golden * (contacts_.order(pools_[i]) + 1), 1.0);
    }
    ReliefPath path(problem_);
    if (!path.follow()) return false;
    for (std::size_t i = 0; i < pools_.size(); ++i) take_over(i, path.ration(static_cast<int>(i)));
    return true;
  }

 private:
  Rationing& of_;
  const Contacts& contacts_;
  State& state_;
  double nudge_;
  ReliefProblem problem_;
  std::vector<StockId> pools_;
  std::vector<std::vector<Segment>> give_, take_;  // per pool

  [[nodiscard]] bool is_bound(StockId s) const {
    const StockState& stock = state_.stocks[s.index()];
    const bool bound = is_empty(state_, s) || is_full(state_, s);
    const bool shut = stock.refuses || level_now(state_, s) > stock.capacity;
    return bound && !shut && of_.pools_[s.index()].dry != Dry::yes;
  }

  void add_pool(StockId s) {
    give_.emplace_back();
    take_.emplace_back();
    if (is_empty(state_, s)) give_.back() = of_.segments(state_, s, true);
    if (is_full(state_, s)) take_.back() = of_.segments(state_, s, false);
    ReliefProblem::Pool pool;
    pool.most_give = static_cast<int>(give_.back().size());
    pool.most_take = static_cast<int>(take_.back().size());
    pool.relief = 0;
    problem_.pools.push_back(pool);
  }

  [[nodiscard]] bool is_last_resort_of(const Contact& contact) const {
    return contact.outlet || contact.inlet;
  }
  /// The contact is on the side that its stock rations when it has too little to give.
  [[nodiscard]] bool gives(std::uint32_t c) const {
    return contacts_[c].inlet || (!contacts_[c].outlet && state_.at[c].net < 0);
  }
  [[nodiscard]] const std::vector<Segment>& side_of(std::uint32_t c, std::size_t row) const {
    return gives(c) ? give_[row] : take_[row];
  }
  /// Which segment of its side a contact belongs to, -1 when to none.
  [[nodiscard]] int segment_of(std::uint32_t c, std::size_t row) const {
    if (state_.at[c].net == 0) return -1;
    const Contact& contact = contacts_[c];
    const int rank = gives(c) ? state_.at[c].classes.draw : state_.at[c].classes.deliver;
    const std::vector<Segment>& side = side_of(c, row);
    for (std::size_t k = 0; k < side.size(); ++k) {
      const bool mine = is_last_resort_of(contact)
                            ? side[k].last_resort == contact.process
                            : !side[k].last_resort.valid() && side[k].rank == rank;
      if (mine) return static_cast<int>(k);
    }
    return -1;
  }

  void add_flow(ProcessId p) {
    const bool forced = state_.processes[p.index()].role == Role::forced;
    ReliefProblem::Flow flow;
    flow.most = is_last_resort(state_, p) ? unlimited : of_.flows_[p.index()].want;
    for (std::uint32_t c = contacts_.begin(p); c < contacts_.end(p); ++c) {
      const int row = of_.pools_[contacts_[c].stock.index()].row;
      if (row < 0) {
        if (!forced)
          flow.most = std::min(flow.most, of_.flows_[p.index()].want * state_.at[c].granted);
      } else if (state_.at[c].net != 0) {
        flow.touches.push_back({row, state_.at[c].net});
        if (!forced) add_limit(flow, c, row);
      }
    }
    if (flow.touches.empty() || flow.most == 0) return;
    double usual = flow.most;  // [unit/d] what relief has to be large enough for
    if (!std::isfinite(flow.most)) {
      usual = flow.limits.empty() ? 0 : flow.limits[0].to;
      flow.most = 2 * usual;
    }
    for (const auto& touch : flow.touches) {
      ReliefProblem::Pool& pool = problem_.pools[static_cast<std::size_t>(touch.pool)];
      pool.relief += std::abs(touch.net) * usual;
      if (forced) pool.fixed += touch.net * flow.most;
    }
    if (!forced) problem_.flows.push_back(std::move(flow));
  }

  void add_limit(ReliefProblem::Flow& flow, std::uint32_t c, int row) const {
    const Contact& contact = contacts_[c];
    const int k = segment_of(c, static_cast<std::size_t>(row));
    if (k < 0) return;
    const double place = golden * (contacts_.order(contact.process) + 1) +
                         plastic * (contacts_.order(contact.stock) + 1);
    const double apart = nudge_ * (1 + std::fmod(place, 1.0));
    ReliefProblem::Limit limit{row, gives(c), k, 0, 0};
    if (is_last_resort_of(contact)) {
      limit.to = side_of(c, static_cast<std::size_t>(row))[static_cast<std::size_t>(k)].most;
      limit.from = -apart * limit.to;
    } else {
      const double want = of_.flows_[contact.process.index()].want;
      limit.from = want * (1 + apart);
      limit.to = -want * apart;
    }
    flow.limits.push_back(limit);
  }

  void take_over(std::size_t row, double ration) {
    for (const std::uint32_t c : contacts_.at(pools_[row])) {
      const Contact& contact = contacts_[c];
      const int k = segment_of(c, row);
      const double part = k < 0 ? 0 : std::clamp((gives(c) ? ration : -ration) - k, 0.0, 1.0);
      if (is_last_resort_of(contact)) {
        const bool idle = k < 0 || part < 10 * nudge_;
        of_.flows_[contact.process.index()].want =
            idle ? 0 : part * side_of(c, row)[static_cast<std::size_t>(k)].most;
        state_.at[c].granted = 1;
      } else {
        state_.at[c].granted = part > 1 - 10 * nudge_ ? 0 : 1 - part;
      }
      of_.update_rate(state_, contact.process);
    }
  }
};

bool Rationing::withdraw_relief(State& state, double nudge) {
  return Relief(*this, state, nudge).withdraw();
}

/// What is cut or opened one after the other as a bound stock has less to give (more to take).
std::vector<Rationing::Segment> Rationing::segments(const State& state, StockId s,
                                                    bool give) const {
  std::vector<Segment> classes;
  std::vector<Segment> resorts;
  double movable = 0;
  for (const std::uint32_t c : contacts_->at(s)) {
    const Contact& contact = (*contacts_)[c];
    const ProcessId p = contact.process;
    if (contact.outlet || contact.inlet) {
      if (contact.inlet != give || state.at[c].net == 0) continue;
      const double limit = limit_of(state.processes[p.index()]);
      if (limit > 0) resorts.push_back({contact.for_class, p, limit});
      continue;
    }
    if (state.at[c].net == 0) continue;
    movable += std::abs(state.at[c].net) * flows_[p.index()].want;
    if ((state.at[c].net < 0) != give || contact.role == Role::forced) continue;
    classes.push_back({give ? state.at[c].classes.draw : state.at[c].classes.deliver, {}, 0});
  }
  std::stable_sort(classes.begin(), classes.end(),
                   [](const Segment& a, const Segment& b) { return a.rank > b.rank; });
  classes.erase(std::unique(classes.begin(), classes.end(),
                            [](const Segment& a, const Segment& b) { return a.rank == b.rank; }),
                classes.end());
  std::vector<Segment> all;
  if (!give)
    for (Segment& r : resorts) r.rank = INT32_MAX;
  // a make-up is used before the classes it serves are cut, after those it does not serve
  std::size_t k = 0;
  std::stable_sort(resorts.begin(), resorts.end(),
                   [](const Segment& a, const Segment& b) { return a.rank > b.rank; });
  for (Segment resort : resorts) {
    while (k < classes.size() && classes[k].rank > resort.rank) all.push_back(classes[k++]);
    for (const std::uint32_t c : contacts_->at(s))
      if ((*contacts_)[c].process == resort.last_resort)
        resort.most = std::min(resort.most, movable / std::abs(state.at[c].net));
    if (resort.most > 0) all.push_back(resort);
  }
  all.insert(all.end(), classes.begin() + static_cast<std::ptrdiff_t>(k), classes.end());
  return all;
}

}  // namespace huan::sim
