#include "models/tank_clerk.h"

#include <algorithm>
#include <cmath>

namespace huan::models {
namespace {

constexpr double round_d = 1;

}  // namespace

sim::Clerk::Answer TankClerk::at(const sim::View& view, const sim::ClerkSpec& post) {
  const double now = view.time();
  const double fed = view.activity(post.processes[0]);
  const double feed = now > since_ ? (fed - fed_) / (now - since_) : 0;
  since_ = now;
  fed_ = fed;
  const double k = numbers().digestion;
  const double a = numbers().volume > 0 ? feed / numbers().volume : 0;
  const auto leaving = [&](double per_day) { return -std::expm1(-per_day * round_d) / round_d; };
  const double digestible = view.level(post.stocks[0]) * leaving(k + a);
  const double gas = digestible * k / (k + a);
  const double rest = view.level(post.stocks[1]);
  const double over = (rest - numbers().volume) / round_d;
  return {{{post.processes[1], gas},
           {post.processes[2], digestible - gas},
           {post.processes[3], std::max(rest * leaving(a), over)}},
          now + round_d};
}

}  // namespace huan::models
