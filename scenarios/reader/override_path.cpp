#include "scenarios/reader/override_path.h"

#include <algorithm>

namespace huan::scenarios {

using models::Dimension;

std::vector<std::string> parts_of(const std::string& path) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= path.size();) {
    const auto dot = std::min(path.find('.', at), path.size());
    parts.push_back(path.substr(at, dot - at));
    at = dot + 1;
  }
  return parts;
}

std::optional<ValueSpec> override_spec(const std::string& path) {
  struct Form {
    std::string_view word;
    std::size_t parts;
    ValueSpec spec;
  };
  static const Form forms[] = {
      {"capacity", 2, {{Dimension::mass_flow, Dimension::heat_flow}, 0}},
      {"lifetime", 2, {{Dimension::time}, 0}},
      {"yield", 3, {{Dimension::ratio}, 0}},
      {"transfer", 4, {{Dimension::ratio}, 0, 1}},
      {"energy", 3, {{Dimension::energy_per_mass}, 0}},
      {"emission", 3, {{Dimension::ratio}, 0}},
      {"cost", 3, {{Dimension::money_per_mass, Dimension::money_per_energy}}},
  };
  const auto parts = parts_of(path);
  if (std::any_of(parts.begin(), parts.end(), [](const std::string& p) { return p.empty(); }))
    return std::nullopt;
  for (const Form& form : forms)
    if (parts.size() == form.parts && parts[1] == form.word) return form.spec;
  return std::nullopt;
}

std::string override_forms() {
  return "below a process there are .capacity, .lifetime, .yield.MATERIAL, "
         ".transfer.SUBSTANCE.OUTPUT, .energy.ITEM, .emission.ITEM and .cost.ITEM";
}

std::vector<std::string> parameter_names(const Facility& facility) {
  std::vector<std::string> names;
  if (facility.model)
    for (const models::ParameterSpec& parameter : facility.model->parameters)
      names.push_back(parameter.name);
  return names;
}

std::optional<Setting> default_of(const models::ParameterSpec& parameter) {
  Setting setting;
  setting.fallback = true;
  if (const double* number = std::get_if<double>(&parameter.fallback)) {
    setting.value = canonical(*number, parameter.dimension);
  } else if (const auto* text = std::get_if<std::string>(&parameter.fallback)) {
    setting.value = *text;
  } else if (const bool* flag = std::get_if<bool>(&parameter.fallback)) {
    setting.value = *flag;
  } else {
    return std::nullopt;
  }
  return setting;
}

}  // namespace huan::scenarios
