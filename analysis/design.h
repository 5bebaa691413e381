/// The points of a study: where in the space of its factors each run stands.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "scenarios/reader/study.h"

namespace huan::analysis {

/// Points 0 to points() - 1, each a pure function of the study and its number: any process can make
/// any point, in any order, without the others. Safe to use from several threads.
///
/// D factors, n = study.size; u is the point in the unit cube [0, 1]^D:
///
///     grid      all combinations, the last factor fastest
///     list      the rows of the table
///     random    u independent and uniform
///     lhs       u_j = (pi_j(i) + v) / n, pi_j a keyed permutation of 0..n-1 for each factor
///     sobol     point skip + i of Sobol's sequence (Joe and Kuo's directions, as Boost has them,
///               the origin being point 0)
///     saltelli  for each row i of the 2 D-dimensional sequence (a, b): a; a with b_j in place of
///               a_j for each j; b with a_j for each j (if second_order); b: SALib's order, so
///               n (2 D + 2) or n (D + 2) points
///     morris    n trajectories of D + 1 points on a grid of p levels, each factor moved once by
///               p / (2 (p - 1)), up or down, in random order
///
/// skip, where not given, is the least power of 2 not below n and not below 16: SALib's default, so
/// that the points are SALib's own.
///
/// A correlated group's u is turned by a Gaussian copula before the quantiles are taken: with
/// z = Phi^-1(u), R_jk = 2 sin(pi rank_jk / 6) and R = L L^T, u' = Phi(L z).
class Design {
 public:
  /// The study must outlive this. Errors: std::invalid_argument for more factors than Sobol's
  /// sequence has dimensions.
  explicit Design(const scenarios::Study& study);
  explicit Design(scenarios::Study&&) = delete;
  ~Design();
  Design(Design&&) noexcept;

  [[nodiscard]] std::uint64_t points() const { return points_; }
  /// [1] D numbers in [0, 1], as if nothing were correlated.
  [[nodiscard]] std::vector<double> unit(std::uint64_t point) const;
  /// D levels (scenarios::Factor).
  [[nodiscard]] std::vector<double> levels(std::uint64_t point) const;

 private:
  struct Scheme;
  const scenarios::Study* study_;
  std::uint64_t points_ = 0;
  std::unique_ptr<const Scheme> scheme_;
};

/// One run of a study. Runs are numbered point by point, replicates of a point in a row.
struct StudyRun {
  std::uint64_t point = 0;
  std::uint64_t replicate = 0;  ///< within the point, from 0
  std::uint64_t stream = 0;     ///< what the engine calls the replicate (sim::RunOptions)
};
[[nodiscard]] std::uint64_t runs_of(const scenarios::Study& study, const Design& design);
[[nodiscard]] StudyRun run_of(const scenarios::Study& study, std::uint64_t run);

}  // namespace huan::analysis
