/// What may enter a cement kiln: limits on substances, per kiln feed or per clinker.
///
///     per kiln feed:  sum w . f <= limit sum m         per clinker:  sum w . f <= limit clinker
///
/// f [t per substance] of everything that enters, m [t] its mass, w [1] the weights below.
#pragma once

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "models/parameters.h"
#include "sim/plan.h"

namespace huan::models {

struct KilnLimit {
  const char* parameter;
  const char* allowance;
  bool per_clinker;  ///< else per mass of everything that enters
  std::span<const std::pair<std::string_view, double>> weights;
};

[[nodiscard]] std::span<const KilnLimit> kiln_limits();
[[nodiscard]] std::vector<ParameterSpec> kiln_limit_parameters();

/// [t per t of raw meal] what the clinker process earns: the limit less what its own feed holds;
/// nothing when that is over the limit already.
[[nodiscard]] sim::Functional earned(const KilnLimit& limit, double value, double clinker_per_feed,
                                     const sim::SubstanceTable& substances);
/// [t per t of waste] what a waste uses up; nothing when it is below the limit itself.
[[nodiscard]] sim::Functional used_up(const KilnLimit& limit, double value,
                                      const sim::SubstanceTable& substances);

}  // namespace huan::models
