/// What the facilities of one plan share: the world's stocks, and recipes already completed.
#pragma once

#include <map>
#include <string>
#include <unordered_map>

#include "models/completion.h"
#include "models/library.h"
#include "sim/plan.h"

namespace huan::models {

/// One per plan. A recipe is completed once, not once per facility; a stock of the world exists
/// once, whoever asks first makes it.
class Surroundings {
 public:
  /// The recipe as the library has it, completed.
  const CompletedRecipe& completed(const std::string& recipe_id, const Library& library,
                                   const sim::SubstanceTable& substances);

  /// What `material` is made of (Material::mixture), worked out once.
  const sim::Mixture& mixture(const std::string& material, const Library& library,
                              const sim::SubstanceTable& substances);

  /// "world.NAME": a boundary stock. The first call's `spec` makes it, later ones find it.
  sim::StockId world(sim::Plan& plan, sim::StockSpec spec);
  [[nodiscard]] sim::StockId find(const std::string& name) const {
    const auto at = world_.find(name);
    return at == world_.end() ? sim::StockId{} : at->second;
  }
  /// Begins a new plan with the same recipes.
  void leave_plan() { world_.clear(); }

 private:
  std::unordered_map<std::string, sim::StockId> world_;
  std::map<std::string, CompletedRecipe> completed_;
  std::unordered_map<std::string, sim::Mixture> mixtures_;
};

}  // namespace huan::models
