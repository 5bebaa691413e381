#include "scenarios/builder/queues.h"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/builder/links.h"

namespace huan::scenarios {

void warn_of_queues(const Route& route, const sim::Plan& plan, Complaints& complaints) {
  const Setting* said = written(route.settings, "order_below");
  const auto to = std::ranges::find(plan.stocks, route.to.text(), &sim::StockSpec::name);
  if (said == nullptr || to == plan.stocks.end()) return;
  const double order_below = said->number().value();
  if (!(order_below > to->capacity)) return;
  complaints.warning(
      said->place,
      fmt::format("'{}' orders below {:.6g} t, and '{}' holds {:.6g} t", route.id, order_below,
                  to->name, to->capacity),
      fmt::format("the lots that find no room queue there for good: order below {:.6g} t, the "
                  "capacity less one lot, or give a larger stocks.MATERIAL.capacity",
                  std::max(0.0, to->capacity - number_or(route.settings, "lot", 0))));
}

}  // namespace huan::scenarios
