#include "models/kiln_limits.h"

#include <array>

#include "models/declaration.h"

namespace huan::models {
namespace {

using Weight = std::pair<std::string_view, double>;

constexpr std::array<Weight, 1> chlorine = {{{"Cl", 1}}};
constexpr std::array<Weight, 1> fluorine = {{{"F", 1}}};
constexpr std::array<Weight, 1> mercury = {{{"Hg", 1}}};
constexpr std::array<Weight, 2> volatile_metals = {{{"Pb", 1}, {"Cd", 1}}};
constexpr std::array<Weight, 6> other_metals = {
    {{"Cr", 1}, {"Sn", 10}, {"Sb", 50}, {"Cu", 1}, {"Mn", 1}, {"Ni", 1}}};

constexpr std::array<KilnLimit, 5> limits = {
    {{"chlorine_limit", "chlorine", false, chlorine},
     {"fluorine_limit", "fluorine", false, fluorine},
     {"mercury_limit", "mercury", true, mercury},
     {"lead_cadmium_limit", "lead_cadmium", true, volatile_metals},
     {"heavy_metal_limit", "heavy_metal", true, other_metals}}};

sim::Mixture weights_of(const KilnLimit& limit, const sim::SubstanceTable& substances) {
  sim::Mixture weights = substances.zero();
  for (const auto& [name, weight] : limit.weights) {
    if (const auto id = substances.find(name)) weights[id->value] = weight;
  }
  return weights;
}

}  // namespace

std::span<const KilnLimit> kiln_limits() { return limits; }

sim::Functional earned(const KilnLimit& limit, double value, double clinker_per_feed,
                       const sim::SubstanceTable& substances) {
  const sim::Mixture weights = weights_of(limit, substances);
  if (limit.per_clinker) return {value * clinker_per_feed, -weights, true};
  return {0, value - weights, true};
}

sim::Functional used_up(const KilnLimit& limit, double value,
                        const sim::SubstanceTable& substances) {
  const sim::Mixture weights = weights_of(limit, substances);
  if (limit.per_clinker) return {0, weights, true};
  return {0, weights - value, true};
}

std::vector<ParameterSpec> kiln_limit_parameters() {
  using D = Dimension;
  const std::string standard = ", standard HJ 662-2013 (recalled, verify clause)";
  return {
      usual("chlorine_limit", D::ratio, 0.0004, {0, 1},
            {"Cl in everything that enters the kiln.", "入窑物料氯含量上限。"},
            "C001" + standard + "; C002 gives 0.0003 as a design ceiling of raw meal"),
      usual("fluorine_limit", D::ratio, 0.005, {0, 1},
            {"F in everything that enters the kiln.", "入窑物料氟含量上限。"}, "C004" + standard),
      usual("mercury_limit", D::ratio, 0.23e-6, {0, 1}, {"Hg per clinker.", "吨熟料Hg最大投加量。"},
            "C007" + standard),
      usual("lead_cadmium_limit", D::ratio, 230e-6, {0, 1},
            {"Pb + Cd per clinker; Tl and As are not followed.",
             "吨熟料Pb+Cd最大投加量（未计Tl、As）。"},
            "C008" + standard),
      usual("heavy_metal_limit", D::ratio, 1150e-6, {0, 1},
            {"Cr + 10 Sn + 50 Sb + Cu + Mn + Ni per clinker; Be and V are not followed.",
             "吨熟料Cr+10Sn+50Sb+Cu+Mn+Ni最大投加量（未计Be、V）。"},
            "C009" + standard),
  };
}

}  // namespace huan::models
