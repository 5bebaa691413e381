/// Seasons and measured series: step functions of time by which a want is multiplied.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/plan.h"
#include "sim/time.h"

namespace huan::sim {

/// Throws std::invalid_argument, with the profile's name, unless it has at least one step, one
/// factor per step, instants that ascend from 0 or before, and finite factors >= 0.
void check(const ProfileSpec& profile);

/// Where a run is in a profile. Copyable; `profile` must outlive it.
///
/// at(t) is amortised O(1) while t ascends; going back costs a search. Without a profile the factor
/// is 1 for ever.
class ProfileCursor {
 public:
  ProfileCursor() = default;
  /// Stands at day 0. `profile` satisfies check().
  explicit ProfileCursor(const ProfileSpec& profile) : profile_(&profile) { at(0); }

  /// Moves to `time` [d]; returns the factor from there until next_step().
  double at(double time);
  [[nodiscard]] double factor() const { return profile_ ? profile_->factor[step_] : 1; }
  /// [d] the next instant at which the factor is another; infinity when there is none.
  [[nodiscard]] double next_step() const;

 private:
  const ProfileSpec* profile_ = nullptr;
  std::size_t step_ = 0;
};

/// What stays as stated when a profile is laid over a value.
enum class Keep : std::uint8_t {
  factors,  ///< nothing is scaled
  total,    ///< the value is the mean: the time-weighted mean factor becomes 1
  peak,     ///< the value is the largest: the largest factor becomes 1
};

/// Twelve factors, January first, repeated every year of [0, duration) [d]. `Keep::total` weighs
/// the months with their days in a common year of 365 days, so that a month has one factor in all
/// years. std::invalid_argument for negative factors, or when all are 0 and something is to be
/// kept.
[[nodiscard]] ProfileSpec monthly_profile(std::string name, const std::array<double, 12>& months,
                                          const Era& era, double duration,
                                          Keep keep = Keep::factors);

/// The profile scaled; `Keep::total` makes its mean over [begin, end) [d] 1.
[[nodiscard]] ProfileSpec scaled(ProfileSpec profile, Keep keep, double begin, double end);

}  // namespace huan::sim
