/// A stirred tank: what it holds turns to gas by first order, and overflows as fast as it is fed.
///
///     dG/dt = g f - (k + a) G      gas = k G      dR/dt = r f - a R      a = f / V
///
/// G [t] what can still be digested, R [t] the rest, f [t/d] feed (of which g and r arrive here),
/// k [1/d] digestion, V [t] what the tank holds, so that V / f is the retention time. A tank starts
/// full of water that is not counted. Of the rest no more stays than V: what is above it leaves
/// within a round, fed or not (an outlet was blocked, or V is less than before). Counted at rounds
/// of a day, with the mean feed of the day before; what a day brings begins to digest and to leave
/// with the next. Fed evenly it gives exactly the steady gas g f k / (k + a).
///
/// Post: stocks {G, R}, processes {feed, gas of G, overflow of G, overflow of R}.
#pragma once

#include "models/clerk_base.h"

namespace huan::models {

struct TankNumbers {
  double digestion = 0;  ///< k [1/d] > 0
  double volume = 0;     ///< V [t] >= 0; 0 holds nothing back
  friend bool operator==(const TankNumbers&, const TankNumbers&) = default;
};

class TankClerk final : public ClerkWith<TankClerk, TankNumbers> {
 public:
  using ClerkWith::ClerkWith;
  [[nodiscard]] Answer at(const sim::View& view, const sim::ClerkSpec& post) override;

 private:
  double since_ = 0;  ///< [d] the last round
  double fed_ = 0;    ///< [t] by then
};

}  // namespace huan::models
