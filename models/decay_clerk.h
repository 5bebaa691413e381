/// First-order decay of what lies in a heap (IPCC 2006, volume 5, chapter 3).
///
///     D(t) = D(b_m) e^(-k (t - b_m)),    k = ln 2 / half-life
///
/// At a round b_m the clerk has the heap lose, at an even rate until b_(m+1), all that is to decay
/// by then; what was brought between two rounds counts as brought evenly, so the heap is exact at
/// every round but for the decay of what came since the last one, which follows with the next.
///
/// Post: stocks {heap}, processes {rot}.
#pragma once

#include "models/clerk_base.h"
#include "models/rounds.h"

namespace huan::models {

struct DecayNumbers {
  Rounds rounds;
  double half_life = 0;  ///< [d] > 0
  friend bool operator==(const DecayNumbers&, const DecayNumbers&) = default;
};

class DecayClerk final : public ClerkWith<DecayClerk, DecayNumbers> {
 public:
  using ClerkWith::ClerkWith;
  [[nodiscard]] Answer at(const sim::View& view, const sim::ClerkSpec& post) override;

 private:
  bool begun_ = false;
  double since_ = 0;  ///< [d] the last round
  double level_ = 0;  ///< [t] in the heap then
  double due_ = 0;    ///< [t] what decay would have left then
  double gone_ = 0;   ///< [t] rotted since the start
};

}  // namespace huan::models
