/// What a process draws and delivers while nothing holds it back: its capacity at the largest
/// factor of its profile, its feeds at the compositions the plan begins with.
#pragma once

#include "sim/plan.h"

namespace huan::scenarios {

/// [unit of the stock per day] what `process` draws from `stock`; 0 when its rate is unlimited.
[[nodiscard]] double nominal_draw(const sim::ProcessSpec& process, sim::StockId stock,
                                  const sim::Plan& plan);

/// [unit of the stock per day] what `process` delivers into `stock`, conversions included; 0 when
/// its rate is unlimited.
[[nodiscard]] double nominal_delivery(const sim::ProcessSpec& process, sim::StockId stock,
                                      const sim::Plan& plan);

}  // namespace huan::scenarios
