#include "models/surroundings.h"

namespace huan::models {

const CompletedRecipe& Surroundings::completed(const std::string& recipe_id, const Library& library,
                                               const sim::SubstanceTable& substances) {
  const auto at = completed_.find(recipe_id);
  if (at != completed_.end()) return at->second;
  return completed_.emplace(recipe_id, complete(library.recipe(recipe_id), library, substances))
      .first->second;
}

const sim::Mixture& Surroundings::mixture(const std::string& material, const Library& library,
                                          const sim::SubstanceTable& substances) {
  const auto at = mixtures_.find(material);
  if (at != mixtures_.end()) return at->second;
  return mixtures_.emplace(material, library.material(material).mixture(substances)).first->second;
}

sim::StockId Surroundings::world(sim::Plan& plan, sim::StockSpec spec) {
  const std::string name = spec.name;
  const auto [at, is_new] = world_.try_emplace(name);
  if (is_new) at->second = plan.add(std::move(spec));
  return at->second;
}

}  // namespace huan::models
