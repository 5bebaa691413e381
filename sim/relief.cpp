#include "sim/relief.h"

#include <algorithm>
#include <cmath>

#include <Eigen/LU>

namespace huan::sim {
namespace {

constexpr double nothing = 1e-14;  ///< [1] a slope or a step below it is none

}  // namespace

ReliefPath::ReliefPath(const ReliefProblem& problem)
    : problem_(&problem),
      pools_(problem.pools.size()),
      limiter_(problem.flows.size(), -1),
      dz_(problem.pools.size(), 0.0),
      dnet_(problem.pools.size(), 0.0),
      drate_(problem.flows.size(), 0.0) {}

/// [unit/d] what a limit allows now; index -1 is the flow's own most.
double ReliefPath::value(int flow, int limit) const {
  const ReliefProblem::Flow& f = problem_->flows[static_cast<std::size_t>(flow)];
  if (limit < 0) return f.most;
  const ReliefProblem::Limit& l = f.limits[static_cast<std::size_t>(limit)];
  const double z = pools_[static_cast<std::size_t>(l.pool)].z;
  return l.from + (l.to - l.from) * std::clamp((l.give ? z : -z) - l.segment, 0.0, 1.0);
}

/// Its slope in the pool's z, on the segment where the pool is.
double ReliefPath::slope(int flow, int limit) const {
  if (limit < 0) return 0;
  const ReliefProblem::Limit& l =
      problem_->flows[static_cast<std::size_t>(flow)].limits[static_cast<std::size_t>(limit)];
  const PoolState& pool = pools_[static_cast<std::size_t>(l.pool)];
  const bool on_it = pool.side == (l.give ? Side::give : Side::take) && pool.segment == l.segment;
  return on_it ? (l.give ? 1 : -1) * (l.to - l.from) : 0;
}

/// Net flows of all pools from their rations.
void ReliefPath::measure() {
  for (std::size_t s = 0; s < pools_.size(); ++s) pools_[s].net = problem_->pools[s].fixed;
  for (std::size_t f = 0; f < problem_->flows.size(); ++f) {
    const double rate = value(static_cast<int>(f), limiter_[f]);
    for (const auto& touch : problem_->flows[f].touches)
      pools_[static_cast<std::size_t>(touch.pool)].net += touch.net * rate;
  }
}

bool ReliefPath::follow() {
  for (std::size_t f = 0; f < limiter_.size(); ++f)
    for (std::size_t l = 0; l < problem_->flows[f].limits.size(); ++l)
      if (value(static_cast<int>(f), static_cast<int>(l)) < value(static_cast<int>(f), limiter_[f]))
        limiter_[f] = static_cast<int>(l);
  measure();
  Corner corner;
  for (std::size_t s = 0; s < pools_.size(); ++s) {
    const ReliefProblem::Pool& pool = problem_->pools[s];
    for (const bool give : {true, false}) {
      if ((give ? pool.most_give : pool.most_take) == 0) continue;
      const double needed = (give ? -1 : 1) * pools_[s].net / pool.relief;
      if (needed <= lambda_) continue;
      lambda_ = needed;
      corner = {Corner::Kind::wakes, 0, static_cast<int>(s), give};
    }
  }
  if (lambda_ == 0) return true;
  const std::size_t most_corners = 200 + 40 * (pools_.size() + problem_->flows.size());
  for (std::size_t i = 0; i < most_corners; ++i) {
    pass(corner);
    if (!find_direction()) return false;
    orient(corner);
    corner = next_corner();
    if (corner.kind == Corner::Kind::none) return false;
    go(corner.step);
    if (corner.kind == Corner::Kind::relief_gone) return true;
  }
  return false;
}

/// The one direction in which every rationing pool stays balanced.
bool ReliefPath::find_direction() {
  std::vector<int> column(pools_.size(), -1);
  Eigen::Index n = 0;
  for (std::size_t s = 0; s < pools_.size(); ++s)
    if (moves(pools_[s])) column[s] = static_cast<int>(n++);
  if (n == 0) {
    direction_ = Eigen::VectorXd::Constant(1, -1);
  } else {
    Eigen::MatrixXd balance = Eigen::MatrixXd::Zero(n, n + 1);
    for (std::size_t f = 0; f < limiter_.size(); ++f) {
      const double rise = slope(static_cast<int>(f), limiter_[f]);
      if (rise == 0) continue;
      const auto& flow = problem_->flows[f];
      const auto by =
          static_cast<std::size_t>(flow.limits[static_cast<std::size_t>(limiter_[f])].pool);
      for (const auto& touch : flow.touches) {
        const auto s = static_cast<std::size_t>(touch.pool);
        if (column[s] >= 0)
          balance(column[s], column[by]) += touch.net * rise / problem_->pools[s].relief;
      }
    }
    for (std::size_t s = 0; s < pools_.size(); ++s)
      if (column[s] >= 0) balance(column[s], n) = pools_[s].side == Side::give ? 1 : -1;
    const Eigen::FullPivLU<Eigen::MatrixXd> lu(balance);
    if (lu.rank() != n) return false;
    direction_ = lu.kernel().col(0);
    const double size = direction_.cwiseAbs().maxCoeff();
    if (!(size > 0) || !std::isfinite(size)) return false;
    direction_ /= size;
  }
  for (std::size_t s = 0; s < pools_.size(); ++s) {
    dz_[s] = column[s] < 0 ? 0 : direction_[column[s]];
    dnet_[s] = 0;
  }
  for (std::size_t f = 0; f < limiter_.size(); ++f) {
    const double rise = slope(static_cast<int>(f), limiter_[f]);
    drate_[f] = 0;
    if (rise == 0) continue;
    const auto& flow = problem_->flows[f];
    drate_[f] =
        rise *
        dz_[static_cast<std::size_t>(flow.limits[static_cast<std::size_t>(limiter_[f])].pool)];
    for (const auto& touch : flow.touches)
      dnet_[static_cast<std::size_t>(touch.pool)] += touch.net * drate_[f];
  }
  return true;
}

/// How fast the direction leads away from a corner just passed, into the new piece.
double ReliefPath::passing(const Corner& corner) const {
  const auto s = static_cast<std::size_t>(corner.who);
  const double dlambda = direction_[direction_.size() - 1];
  switch (corner.kind) {
    case Corner::Kind::wakes:
      return corner.give != corner.was_spent ? dz_[s] : -dz_[s];
    case Corner::Kind::segment_up:
    case Corner::Kind::segment_down: {
      if (pools_[s].side == Side::spent)  // it must come to have more than relief would cover
        return pools_[s].spent_give ? -(dnet_[s] + dlambda * problem_->pools[s].relief)
                                    : dnet_[s] - dlambda * problem_->pools[s].relief;
      const double outwards = pools_[s].side == Side::give ? dz_[s] : -dz_[s];
      return corner.kind == Corner::Kind::segment_up ? outwards : -outwards;
    }
    case Corner::Kind::rests:
      return corner.give ? dnet_[s] + dlambda * problem_->pools[s].relief
                         : -dnet_[s] + dlambda * problem_->pools[s].relief;
    case Corner::Kind::limit: {
      const auto& limits = problem_->flows[s].limits;
      if (corner.left < 0) return -drate_[s];
      const auto by = static_cast<std::size_t>(limits[static_cast<std::size_t>(corner.left)].pool);
      return slope(corner.who, corner.left) * dz_[by] - drate_[s];
    }
    case Corner::Kind::none:
    case Corner::Kind::relief_gone:
      break;
  }
  return 0;
}

void ReliefPath::orient(const Corner& passed) {
  if (passing(passed) >= 0) return;
  direction_ = -direction_;
  for (double& d : dz_) d = -d;
  for (double& d : dnet_) d = -d;
  for (double& d : drate_) d = -d;
}

ReliefPath::Corner ReliefPath::next_corner() const {
  Corner next;
  next.step = std::numeric_limits<double>::infinity();
  const auto offer = [&](double distance, double speed, const Corner& corner) {
    if (speed <= nothing) return;
    const double step = std::max(0.0, distance) / speed;
    if (step >= next.step) return;
    next = corner;
    next.step = step;
  };
  const double dlambda = direction_[direction_.size() - 1];
  offer(lambda_, -dlambda, {Corner::Kind::relief_gone});
  for (std::size_t s = 0; s < pools_.size(); ++s) {
    const PoolState& pool = pools_[s];
    const ReliefProblem::Pool& spec = problem_->pools[s];
    const int who = static_cast<int>(s);
    if (moves(pool)) {
      const bool give = pool.side == Side::give;
      const double out = give ? pool.z : -pool.z;
      const double dout = give ? dz_[s] : -dz_[s];
      offer(pool.segment + 1 - out, dout, {Corner::Kind::segment_up, 0, who, give});
      offer(out - pool.segment, -dout,
            {pool.segment == 0 ? Corner::Kind::rests : Corner::Kind::segment_down, 0, who, give});
      continue;
    }
    for (const bool give : {true, false}) {
      if ((give ? spec.most_give : spec.most_take) == 0) continue;
      if (pool.side == Side::spent && pool.spent_give != give) continue;
      // what the relief leaves: >= 0 at rest, <= 0 when spent
      const double left = (give ? pool.net : -pool.net) + lambda_ * spec.relief;
      const double dleft = (give ? dnet_[s] : -dnet_[s]) + dlambda * spec.relief;
      const double scale = 1 / spec.relief;
      if (pool.side == Side::rest)
        offer(left * scale, -dleft * scale, {Corner::Kind::wakes, 0, who, give});
      else
        offer(-left * scale, dleft * scale, {Corner::Kind::wakes, 0, who, give, -1, -1, true});
    }
  }
  for (std::size_t f = 0; f < limiter_.size(); ++f) {
    const auto& flow = problem_->flows[f];
    const int who = static_cast<int>(f);
    const double now = value(who, limiter_[f]);
    const double scale = 1 / std::max(flow.most, 1e-300);
    for (int l = -1; l < static_cast<int>(flow.limits.size()); ++l) {
      if (l == limiter_[f]) continue;
      double rise = 0;
      if (l >= 0) {
        const auto& limit = flow.limits[static_cast<std::size_t>(l)];
        rise = slope(who, l) * dz_[static_cast<std::size_t>(limit.pool)];
      }
      offer((value(who, l) - now) * scale, (drate_[f] - rise) * scale,
            {Corner::Kind::limit, 0, who, false, l, limiter_[f]});
    }
  }
  return next;
}

void ReliefPath::go(double step) {
  for (std::size_t s = 0; s < pools_.size(); ++s) pools_[s].z += step * dz_[s];
  lambda_ = std::max(0.0, lambda_ + step * direction_[direction_.size() - 1]);
}

/// Takes a corner; what has changed is exact from here on.
void ReliefPath::pass(const Corner& corner) {
  const auto who = static_cast<std::size_t>(corner.who);
  switch (corner.kind) {
    case Corner::Kind::wakes: {
      PoolState& pool = pools_[who];
      const bool spent = pool.side == Side::spent;
      pool.side = corner.give ? Side::give : Side::take;
      if (!spent) pool.segment = 0;
      break;
    }
    case Corner::Kind::rests:
      pools_[who].side = Side::rest;
      pools_[who].z = 0;
      break;
    case Corner::Kind::segment_up:
    case Corner::Kind::segment_down: {
      PoolState& pool = pools_[who];
      const bool up = corner.kind == Corner::Kind::segment_up;
      const int most =
          corner.give ? problem_->pools[who].most_give : problem_->pools[who].most_take;
      pool.z = (corner.give ? 1 : -1) * (pool.segment + (up ? 1 : 0));
      if (up && pool.segment + 1 == most) {
        pool.side = Side::spent;
        pool.spent_give = corner.give;
      } else {
        pool.segment += up ? 1 : -1;
      }
      break;
    }
    case Corner::Kind::limit:
      limiter_[who] = corner.limit;
      break;
    case Corner::Kind::none:
    case Corner::Kind::relief_gone:
      break;
  }
  measure();
}

}  // namespace huan::sim
