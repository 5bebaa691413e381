/// A recipe with some of its numbers set or multiplied by a scenario.
#pragma once

#include <map>
#include <string>

#include "models/library.h"

namespace huan::models {

/// By path below the process: "yield.M", "transfer.S.O", "energy.I", "emission.I", "cost.I".
struct RecipeChanges {
  std::map<std::string, double> set;     ///< [t/t], [1], [MWh/t], [t/t], [yuan/t]
  std::map<std::string, double> factor;  ///< [1] times the recipe's own or the set number
  [[nodiscard]] bool empty() const { return set.empty() && factor.empty(); }
  /// `own` with what is said about `path`.
  [[nodiscard]] double apply(const std::string& path, double own) const;
  [[nodiscard]] bool touches(const std::string& path) const {
    return set.contains(path) || factor.contains(path);
  }
};

/// The recipe with its yields and transfer coefficients changed. The balance stream takes up what
/// another stream gains or loses; the balance output (else all others, in proportion) takes up
/// what a transfer coefficient does.
///
/// Errors: std::invalid_argument naming recipe and stream when nothing is left to take it up, or
/// when the recipe has no such stream.
[[nodiscard]] Recipe changed(Recipe recipe, const RecipeChanges& changes);

}  // namespace huan::models
