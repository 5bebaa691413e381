/// The conservation account of a run, as numbers in a table.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/observer.h"
#include "sim/substances.h"

namespace huan::analysis {

/// What the account lists, in this order; all in tonnes but the last:
///
///     initial + in + converted = out + final + residual
///
/// `uncontrolled` is the part of `out` that nobody took, `rounding` the part of `residual` that
/// comes from net rates set to zero, `relative_residual` = |residual| / (initial + in) [1].
[[nodiscard]] const std::vector<std::string>& balance_items();

/// Item by item, all substances of each.
[[nodiscard]] std::vector<double> balance_of(const sim::Account& account);

/// The same by element, from a balance by substance.
[[nodiscard]] std::vector<double> balance_of_elements(std::span<const double> by_substance,
                                                      const sim::SubstanceTable& substances);

}  // namespace huan::analysis
