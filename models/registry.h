/// The only list of models: kind -> parameters and builder.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/facility_builder.h"
#include "models/parameters.h"

namespace huan::models {

struct ModelKind {
  std::string kind;  ///< "incinerator", "recipe", ...
  std::string name, name_zh;
  std::string doc;  ///< the equation and what it is for, a few lines
  std::vector<ParameterSpec>
      parameters;  ///< all a scenario may say (beside the keys every facility has)
  void (*build)(FacilityBuilder& site) = nullptr;
};

[[nodiscard]] std::span<const ModelKind> all_models();
/// nullptr when there is none.
[[nodiscard]] const ModelKind* find_model(const std::string& kind);

}  // namespace huan::models
