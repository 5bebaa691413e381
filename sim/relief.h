/// Rations found by withdrawing relief: the sure way through a solve that the quick ones do not
/// settle.
///
/// Every pool (a tight stock) first gets or gives up to lambda x `relief` from nowhere, so much
/// that nobody need be rationed. Then lambda shrinks. Flows are piecewise linear in the rations, so
/// the solutions for all lambda form a path of straight pieces; it is followed from corner to
/// corner, also where lambda has to grow again for a while, until no relief is left. Rations are
/// bounded and no ration is needed while lambda is large, hence the path has nowhere else to end
/// (C. E. Lemke's argument for complementary pivoting). Ties would let it branch: `nudge` keeps
/// them apart, so that the result is exact only to that share of a flow.
#pragma once

#include <cstdint>
#include <vector>

#include <Eigen/Core>

namespace huan::sim {

/// What is to be balanced. A pool's `ration` z is 0 when nobody is rationed, grows from 0 to
/// `most_give` while its takers are cut back, falls to -`most_take` while its givers are.
struct ReliefProblem {
  struct Pool {
    double fixed = 0;   ///< [unit/d] net inflow that no ration changes
    int most_give = 0;  ///< segments of the takers' side; 0: it never rations them
    int most_take = 0;
    double relief = 1;  ///< [unit/d] > 0
  };
  /// The flow is at most from + (to - from) x clamp(z - segment, 0, 1), z on its side of 0.
  struct Limit {
    int pool = 0;
    bool give = true;
    int segment = 0;
    double from = 0, to = 0;  ///< [unit/d]
  };
  struct Flow {
    double most = 0;  ///< [unit/d]
    std::vector<Limit> limits;
    struct Touch {
      int pool = 0;
      double net = 0;  ///< > 0 fills it
    };
    std::vector<Touch> touches;
  };
  std::vector<Pool> pools;
  std::vector<Flow> flows;
};

class ReliefPath {
 public:
  explicit ReliefPath(const ReliefProblem& problem);

  /// False when the path was lost (a corner where it branches) or has too many corners.
  [[nodiscard]] bool follow();
  /// [1] the pool's ration z.
  [[nodiscard]] double ration(int pool) const { return pools_[static_cast<std::size_t>(pool)].z; }

 private:
  enum class Side : std::uint8_t { rest, give, take, spent };  ///< spent: nobody is left to ration
  struct PoolState {
    double z = 0;
    double net = 0;  ///< [unit/d]
    Side side = Side::rest;
    bool spent_give = false;  ///< which side was spent
    int segment = 0;          ///< of |z|
  };
  /// Where a straight piece ends.
  struct Corner {
    enum class Kind : std::uint8_t {
      none,
      relief_gone,
      wakes,
      rests,
      segment_up,
      segment_down,
      limit
    };
    Kind kind = Kind::none;
    double step = 0;
    int who = 0;  ///< pool or flow
    bool give = false;
    int limit = -1, left = -1;  ///< the flow's new and old limit
    bool was_spent = false;     ///< wakes from there
  };

  const ReliefProblem* problem_;
  std::vector<PoolState> pools_;
  std::vector<int> limiter_;  ///< per flow: index of its limit, -1: its most
  double lambda_ = 0;
  Eigen::VectorXd direction_;      ///< of the moving pools, then lambda
  std::vector<double> dz_, dnet_;  ///< per pool, along the direction
  std::vector<double> drate_;      ///< per flow

  [[nodiscard]] bool moves(const PoolState& pool) const {
    return pool.side == Side::give || pool.side == Side::take;
  }
  [[nodiscard]] double value(int flow, int limit) const;
  [[nodiscard]] double slope(int flow, int limit) const;
  void measure();
  [[nodiscard]] bool find_direction();
  void orient(const Corner& passed);
  [[nodiscard]] double passing(const Corner& corner) const;
  [[nodiscard]] Corner next_corner() const;
  void go(double step);
  void pass(const Corner& corner);
};

}  // namespace huan::sim
