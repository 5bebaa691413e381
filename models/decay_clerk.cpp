#include "models/decay_clerk.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace huan::models {

sim::Clerk::Answer DecayClerk::at(const sim::View& view, const sim::ClerkSpec& post) {
  const double k = std::numbers::ln2 / numbers().half_life;
  const double now = view.time();
  const double level = view.level(post.stocks[0]);
  const double gone = view.activity(post.processes[0]);
  if (begun_) {
    const double passed = k * (now - since_);
    const double brought = level - level_ + gone - gone_;
    due_ = due_ * std::exp(-passed) - brought * std::expm1(-passed) / passed;
  } else {
    begun_ = true;
    due_ = level;
  }
  since_ = now;
  level_ = level;
  gone_ = gone;
  const double next = numbers().rounds.next(now);
  const double left = due_ * std::exp(-k * (next - now));
  return {{{post.processes[0], std::max(0.0, level - left) / (next - now)}}, next};
}

}  // namespace huan::models
