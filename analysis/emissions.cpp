#include "analysis/emissions.h"

namespace huan::analysis {
namespace {

constexpr double co2_per_c = 44.0 / 12.0;

/// "C_fossil" begins with "C", and what is left is "_fossil"; "Ca" is no carbon.
bool is_kind_of(const std::string& name, const std::string& element) {
  return name == element || name.starts_with(element + "_");
}

}  // namespace

bool is_air(const sim::StockSpec& stock) {
  return stock.boundary && stock.holding == sim::Holding::material &&
         (stock.material == "air" || stock.name == "world.air");
}

AirEmissions::AirEmissions(const sim::Network& network) {
  const auto& table = network.substances();
  for (int i = 0; i < table.size(); ++i) {
    const sim::SubstanceId id(i);
    const std::string& name = table[id].name;
    if (is_kind_of(name, "C")) items_.push_back({"co2" + name.substr(1), id, co2_per_c});
    if (is_kind_of(name, "CO2")) items_.push_back({"co2" + name.substr(3), id, 1});
    if (is_kind_of(name, "CH4")) items_.push_back({"ch4" + name.substr(3), id, 1});
  }
  if (items_.empty()) return;
  for (std::size_t a = 0; a < network.arcs().size(); ++a) {
    const sim::Arc& arc = network.arcs()[a];
    if (!arc.draws && is_air(network.stocks()[arc.stock.index()])) arcs_.emplace_back(a);
  }
}

}  // namespace huan::analysis
