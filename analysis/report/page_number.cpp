#include "analysis/report/page_number.h"

#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

namespace huan::analysis::report {

nlohmann::json shortened(double x, int digits) {
  if (!std::isfinite(x)) return nullptr;
  const double rounded = std::strtod(fmt::format("{:.{}g}", x, digits).c_str(), nullptr);
  constexpr double exact = 1e15;
  if (std::abs(rounded) < exact && rounded == std::trunc(rounded)) {
    return static_cast<std::int64_t>(rounded);
  }
  return rounded;
}

nlohmann::json series(std::size_t rows, const std::function<double(std::size_t)>& at) {
  nlohmann::json list = nlohmann::json::array();
  bool equal = true;
  for (std::size_t row = 0; row < rows; ++row) {
    list.push_back(shortened(at(row)));
    equal = equal && list.back() == list.front();
  }
  if (equal && !list.empty()) return list.front();
  return list;
}

}  // namespace huan::analysis::report
