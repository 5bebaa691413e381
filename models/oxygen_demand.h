/// How much oxygen a process draws from the air, as a functional of what it is fed (completion.h).
#pragma once

#include <vector>

#include "sim/plan.h"

namespace huan::models {

struct BurningProcess {
  sim::Mixture feed;  ///< [t/t] f at the reference
  double oxygen = 0;  ///< [t/t] drawn at the reference
  std::vector<sim::Conversion> conversions;
  struct Gas {
    sim::Mixture composition;  ///< [1] of a pure output that holds oxygen and a carbon
    sim::Mixture share;        ///< [1] T_k
  };
  std::vector<Gas> gases;
};

/// [t of oxygen per t of main feed], weights on f; its value at the reference feed is `oxygen`.
[[nodiscard]] sim::Functional oxygen_demand(const BurningProcess& process,
                                            const sim::SubstanceTable& substances);

}  // namespace huan::models
