#include "models/cohort_clerk.h"

#include <algorithm>
#include <stdexcept>

namespace huan::models {
namespace {

/// A cohort of which less than this share is left is over: the rest retires with the next round.
constexpr double forgotten = 1e-12;

/// [1] of a width by which goods are older than whole widths at the end of a round.
double offset(Entry entry) {
  if (entry == Entry::start) return 1;
  return entry == Entry::middle ? 0.5 : 0;
}

}  // namespace

Entry entry_named(const std::string& name) {
  if (name == "spread") return Entry::spread;
  if (name == "start") return Entry::start;
  if (name == "middle") return Entry::middle;
  if (name == "end") return Entry::end;
  throw std::invalid_argument("entry = '" + name + "': spread, start, middle or end is needed");
}

InitialAges initial_ages_named(const std::string& name, double oldest) {
  if (name == "steady") return {InitialAges::Shape::steady, 0};
  if (name == "new") return {InitialAges::Shape::fresh, 0};
  if (name == "even" && oldest > 0) return {InitialAges::Shape::even, oldest};
  throw std::invalid_argument("initial_ages = '" + name +
                              "': steady, new, or even with oldest above 0 is needed");
}

double InitialAges::survival(const Lifetime& life, double days) const {
  if (shape == Shape::steady) return life.steady_survival(days);
  if (shape == Shape::fresh) return life.survival(days) / life.survival(0);
  // Goods of age a are there because they lived that long: S(a + days) / S(a), mean over a.
  constexpr int parts = 400;
  double sum = 0;
  for (int i = 0; i < parts; ++i) {
    const double age = (i + 0.5) * oldest / parts;
    const double alive = life.survival(age);
    if (alive > 0) sum += life.survival(age + days) / alive;
  }
  return sum / parts;
}

double CohortNumbers::own_survival(double days) const {
  if (entry == Entry::spread) return life.mean_survival(0, days);
  return life.survival(offset(entry) * rounds.width());
}

double CohortNumbers::target_at(double time) const {
  if (at.empty()) return target;
  const auto after = std::upper_bound(at.begin(), at.end(), time + 1e-9);
  const auto step = after == at.begin() ? 0 : after - at.begin() - 1;
  return target * factor[static_cast<std::size_t>(step)];
}

sim::Clerk::Answer CohortClerk::at(const sim::View& view, const sim::ClerkSpec& post) {
  const double now = view.time();
  const double in_use = view.level(post.stocks[0]);
  double bought = view.rate(post.processes[0]);
  if (begun_) {
    close_cohort(now, view.activity(post.processes[0]));
    const Cohort& last = cohorts_.back();
    if (numbers().drive == Drive::capacity) bought = last.mass / (last.end - last.begin);
  } else {
    begun_ = true;
    initial_ = in_use;
  }
  opened_ = now;
  const double next = numbers().rounds.next(now);
  const double days = next - now;
  const double kept = left(next);
  const double own = numbers().own_survival(days);
  Answer answer;
  answer.next = next;
  if (numbers().drive == Drive::stock) {
    bought = std::max(0.0, numbers().target_at(now) - kept) / own / days;
    answer.paces.push_back({post.processes[0], bought});
  }
  const double retires = (in_use - kept) / days + bought * (1 - own);
  answer.paces.push_back({post.processes[1], std::max(0.0, retires)});
  return answer;
}

void CohortClerk::close_cohort(double now, double bought) {
  cohorts_.push_back({opened_, now, bought - bought_});
  bought_ = bought;
  ++rounds_done_;
  std::size_t over = 0;
  while (over + 1 < cohorts_.size() && survival(over, now) < forgotten) ++over;
  cohorts_.erase(cohorts_.begin(), cohorts_.begin() + static_cast<std::ptrdiff_t>(over));
  first_round_ += over;
}

/// Share left at day `at`, the end of the round that now begins.
double CohortClerk::survival(std::size_t cohort, double at) const {
  const Cohort& goods = cohorts_[cohort];
  const CohortNumbers& n = numbers();
  if (n.entry == Entry::spread) return n.life.mean_survival(at - goods.end, at - goods.begin);
  const double widths = static_cast<double>(rounds_done_ - first_round_ - cohort);
  return n.life.survival((widths + offset(n.entry)) * n.rounds.width());
}

double CohortClerk::left(double at) const {
  double sum = initial_ > 0 ? initial_ * numbers().initial.survival(numbers().life, at) : 0;
  for (std::size_t c = 0; c < cohorts_.size(); ++c) sum += cohorts_[c].mass * survival(c, at);
  return sum;
}

}  // namespace huan::models
