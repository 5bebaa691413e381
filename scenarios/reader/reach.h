/// A path followed to where its value stands.
#pragma once

#include <optional>
#include <string>

#include "scenarios/reader/operation.h"
#include "scenarios/reader/value_spec.h"

namespace huan::scenarios {

struct Reach {
  enum class Where : std::uint8_t {
    parameter,
    opens,
    closes,
    available,
    stock_capacity,
    stock_initial,
    mean_up,
    mean_down,
    process,      ///< a number of a process (override_path.h)
    setting,      ///< of a route, boundary or limit
    composition,  ///< of a material
    recipe,       ///< a number of a recipe (recipe_path.h)
  };
  Target target;
  Where where = Where::parameter;
  std::string
      key;  ///< parameter, material of the stock, path of the process or in the recipe, setting
  std::size_t number = 0;  ///< which outage
  ValueSpec spec;
  bool structural = false;  ///< decides which stocks exist: no event may set it
};

/// Why a path leads nowhere.
struct PathFault {
  std::string message;
  std::vector<std::string> candidates;  ///< whole paths or ids that might have been meant
  std::string word;                     ///< what to compare them with
  std::string otherwise;                ///< hint when none is near
};

[[nodiscard]] std::optional<Reach> reach(const Scenario& scenario, const std::string& path,
                                         PathFault& fault);
[[nodiscard]] std::optional<Setting> get(const Scenario& scenario, const Reach& reach);
/// Errors: std::invalid_argument when a recipe does not close with the new number; nothing is
/// changed then.
void put(Scenario& scenario, const Reach& reach, Setting setting);
/// Multiplies; false when there is nothing to multiply. Errors: as put.
bool multiply(Scenario& scenario, const Reach& reach, double factor);

}  // namespace huan::scenarios
