#include "analysis/indicator.h"

#include <algorithm>

namespace huan::analysis {

const std::vector<Quantity>& quantities() {
  using enum Quantity::Nature;
  static const std::vector<Quantity> all = {
      {"flow", "flow", amount, false, "t", "material moved"},
      {"carrier", "carrier_flow", amount, false, "MWh", "energy moved"},
      {"inflow", "stock_inflow", amount, false, "t", "delivered into a stock"},
      {"uncontrolled", "uncontrolled", amount, false, "t", "arose and was taken by nobody"},
      {"throughput", "throughput", amount, false, "", "main feed processed"},
      {"capacity", "capacity", amount, false, "", "what could have been processed"},
      {"unmet", "unmet", amount, false, "", "demand not served"},
      {"lost", "lost_t", amount, false, "t", "tonnes lost to a cause"},
      {"lost_hours", "lost_h", amount, false, "h", "full-load hours lost to a cause"},
      {"emission", "emission", amount, true, "t", "emitted, by item"},
      {"money", "money", amount, true, "yuan", "money, by item"},
      {"meter", "meter", amount, false, "", "what else is counted"},
      {"shipment", "shipment", amount, false, "", "lots, tonnes, t km of a route, by item"},
      {"flow_substance", "flow_substance", amount, false, "t", "substances moved, by item"},
      {"stock", "stock", level, false, "t", "level of a stock"},
      {"stock_max", "stock_max", level, false, "t", "highest level of a stock in an interval"},
      {"room", "stock", level, false, "t", "capacity of a stock less its level"},
      {"stock_substance", "stock_substance", level, false, "t", "substances in a stock, by item"},
      {"carrier_stock", "carrier_stock", level, false, "MWh", "energy stored"},
      {"delay", "delay", level, false, "d", "age of the oldest content of a stock"},
      {"activity", "activity", share, false, "1", "full-load share of a process"},
      {"constant", "", constant, false, "", "a number with its unit"},
  };
  return all;
}

const Quantity* find_quantity(std::string_view key) {
  const auto found = std::ranges::find(quantities(), key, &Quantity::key);
  return found == quantities().end() ? nullptr : &*found;
}

}  // namespace huan::analysis
