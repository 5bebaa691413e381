/// A vector over substances: masses of a mixture [t], rates [t/d], or shares [1], as the name says.
#pragma once

#include <Eigen/Core>

namespace huan::sim {

/// Most substances a run may follow. Bounds the size of a Mixture so that none is on the heap.
inline constexpr int max_substances = 48;

/// One number per substance, in the order of the run's SubstanceTable; size() = number of
/// substances.
using Mixture = Eigen::Array<double, Eigen::Dynamic, 1, Eigen::ColMajor, max_substances, 1>;

}  // namespace huan::sim
