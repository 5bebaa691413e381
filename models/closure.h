/// Which share of every substance goes where, so that everything that goes in comes out.
///
///     minimise   sum_ki ((m_ki - y_k c_ki) / s_ki)^2 + sum_k ((sum_i m_ki - y_k) / s_k)^2
///     subject to sum_k m_ki = g_i,   m_ki >= 0,   y_min <= sum_i m_ki <= y_max
///
/// m_ki [t/t] mass of substance i that leaves with output k; g_i [t/t] what is there after the
/// reactions; y_k [t/t] the stated yield; c_ki the composition of the output's material, and s_ki
/// half its range times y_k. Stated shares fix m_ki = T_ki g_i; a pure compound leaves with exactly
/// its composition; the oxygen drawn from the air is an unknown within its range.
///
/// A substance that no row of an output's composition names is part of what that composition calls
/// `other`: it is shared as the outputs' `other` is, and what is left of `other` is wished as much
/// smaller.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "sim/mixture.h"

namespace huan::models {

/// A number that is wished, and the range that it may take. [t/t]
struct Wish {
  double value = 0;
  double low = 0;
  double high = 0;
};

struct ClosureOutput {
  sim::Mixture composition;  ///< [1] c_k
  sim::Mixture spread;       ///< [1] half the range of each fraction; 0 where none is listed
  Wish yield;                ///< [t/t]
  bool pure = false;
  bool bounded = true;  ///< the yield must stay within its range
  /// [1] T_ki where stated, NaN elsewhere.
  sim::Mixture stated;
};

struct ClosureProblem {
  sim::Mixture available;      ///< [t/t] g, without the oxygen drawn; 0 where a substance is absent
  std::optional<Wish> oxygen;  ///< [t/t] drawn from the air
  bool oxygen_bounded = true;
  Eigen::Index oxygen_row = 0;  ///< of the mixtures
  Eigen::Index other_row = 0;
  std::vector<ClosureOutput> outputs;
};

struct ClosureSolution {
  std::vector<sim::Mixture> mass;  ///< [t/t] m_k
  double oxygen = 0;               ///< [t/t]
  /// What contradicts the rest, when there is no solution: a substance or an output.
  std::optional<Eigen::Index> short_substance;
  std::optional<std::size_t> short_output;
  [[nodiscard]] bool closed() const { return !short_substance && !short_output; }
};

[[nodiscard]] ClosureSolution solve(const ClosureProblem& problem);

}  // namespace huan::models
