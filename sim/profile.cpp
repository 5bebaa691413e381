#include "sim/profile.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace huan::sim {
namespace {

[[noreturn]] void refuse(const ProfileSpec& profile, const std::string& why) {
  throw std::invalid_argument("profile '" + profile.name + "': " + why);
}

/// Time-weighted mean factor over [begin, end).
double mean(const ProfileSpec& profile, double begin, double end) {
  double sum = 0;
  for (std::size_t i = 0; i < profile.at.size(); ++i) {
    const double from = std::max(profile.at[i], begin);
    const double to = i + 1 < profile.at.size() ? std::min(profile.at[i + 1], end) : end;
    if (from < to) sum += profile.factor[i] * (to - from);
  }
  return sum / (end - begin);
}

void divide(ProfileSpec& profile, double by) {
  if (!(by > 0)) refuse(profile, "every factor is 0, so there is nothing to keep");
  for (double& factor : profile.factor) factor /= by;
}

/// Days of the months of a year of 365 days.
constexpr std::array<double, 12> days_of_month = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

}  // namespace

void check(const ProfileSpec& profile) {
  const auto& [name, at, factor] = profile;
  if (at.empty()) refuse(profile, "it has no step");
  if (at.size() != factor.size()) refuse(profile, "it needs one factor per step");
  if (!(at.front() <= 0)) refuse(profile, "its first step comes after the start");
  for (std::size_t i = 0; i < at.size(); ++i) {
    if (!std::isfinite(at[i]) || (i > 0 && !(at[i - 1] < at[i]))) {
      refuse(profile, "its instants do not ascend at " + std::to_string(at[i]) + " d");
    }
    if (!(factor[i] >= 0) || std::isinf(factor[i])) {
      refuse(profile, "its factor is " + std::to_string(factor[i]) + " from " +
                          std::to_string(at[i]) + " d");
    }
  }
}

double ProfileCursor::at(double time) {
  if (!profile_) return 1;
  const auto& at = profile_->at;
  if (time < at[step_]) {
    const auto after = std::upper_bound(at.begin(), at.end(), time);
    step_ = after == at.begin() ? 0 : static_cast<std::size_t>(after - at.begin()) - 1;
  }
  while (step_ + 1 < at.size() && at[step_ + 1] <= time) ++step_;
  return factor();
}

double ProfileCursor::next_step() const {
  if (!profile_) return std::numeric_limits<double>::infinity();
  for (std::size_t i = step_ + 1; i < profile_->at.size(); ++i) {
    if (profile_->factor[i] != profile_->factor[step_]) return profile_->at[i];
  }
  return std::numeric_limits<double>::infinity();
}

ProfileSpec monthly_profile(std::string name, const std::array<double, 12>& months, const Era& era,
                            double duration, Keep keep) {
  ProfileSpec profile;
  profile.name = std::move(name);
  const std::vector<double> edges = era.edges(Period::month, duration);
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    const auto month = static_cast<unsigned>(era.date_of(edges[i]).month());
    profile.at.push_back(edges[i]);
    profile.factor.push_back(months[month - 1]);
  }
  check(profile);
  const double total = std::inner_product(months.begin(), months.end(), days_of_month.begin(), 0.0);
  if (keep == Keep::total) divide(profile, total / 365);
  if (keep == Keep::peak) divide(profile, *std::max_element(months.begin(), months.end()));
  return profile;
}

ProfileSpec scaled(ProfileSpec profile, Keep keep, double begin, double end) {
  check(profile);
  if (keep == Keep::total) {
    if (!(begin < end)) refuse(profile, "an empty time to take the mean over");
    divide(profile, mean(profile, begin, end));
  }
  if (keep == Keep::peak) {
    divide(profile, *std::max_element(profile.factor.begin(), profile.factor.end()));
  }
  return profile;
}

}  // namespace huan::sim
