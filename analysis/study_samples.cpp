#include "analysis/study_samples.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace huan::analysis {
namespace {

constexpr const char* same_points =
    "; only studies of the same points can be compared: give both the same design, the same "
    "'seed' and the same [[vary]]";

/// Of one point each, both are scenarios like others.
void check_points(const StudyResults& base, const StudyResults& other) {
  if (base.points == 1 && other.points == 1) return;
  if (base.points != other.points) {
    throw std::invalid_argument(fmt::format("the base has {} point(s), the other {}{}", base.points,
                                            other.points, same_points));
  }
  if (base.factors != other.factors) {
    throw std::invalid_argument(fmt::format("the base varies {}, the other {}{}",
                                            fmt::join(base.factors, ", "),
                                            fmt::join(other.factors, ", "), same_points));
  }
  const auto a = base.levels();
  const auto b = other.levels();
  const auto [at, there] = std::ranges::mismatch(a, b);
  if (at == a.end()) return;
  const auto place = static_cast<std::size_t>(at - a.begin());
  const std::size_t width = base.factors.size();
  throw std::invalid_argument(
      fmt::format("at point {} '{}' is {} in the base and {} in the other{}", place / width,
                  base.factors[place % width], *at, *there, same_points));
}

bool is_sample(const std::string& design) {
  return design == "random" || design == "lhs" || design == "sobol";
}

/// Values that are there.
std::vector<double> present(std::span<const double> values) {
  std::vector<double> kept;
  std::ranges::copy_if(values, std::back_inserter(kept), [](double v) { return std::isfinite(v); });
  return kept;
}

bool all_there(std::span<const double> values) {
  return std::ranges::all_of(values, [](double v) { return std::isfinite(v); });
}

/// Value by value, where both have one.
Samples in_pairs(std::span<const double> base, std::span<const double> other) {
  Samples found;
  for (std::size_t i = 0; i < base.size(); ++i) {
    if (!std::isfinite(base[i]) || !std::isfinite(other[i])) {
      ++found.left_out;
      continue;
    }
    found.base.push_back(base[i]);
    found.other.push_back(other[i]);
  }
  return found;
}

/// By replicate: the mean over the points.
void add_to(std::vector<double>& sums, std::span<const double> replicates) {
  sums.resize(replicates.size(), 0);
  for (std::size_t r = 0; r < replicates.size(); ++r) sums[r] += replicates[r];
}

Samples over_points(std::size_t points, std::span<const double> base,
                    std::span<const double> other) {
  Samples found;
  const std::size_t na = base.size() / points;
  const std::size_t nb = other.size() / points;
  for (std::size_t p = 0; p < points; ++p) {
    const auto a = base.subspan(p * na, na);
    const auto b = other.subspan(p * nb, nb);
    if (!all_there(a) || !all_there(b)) {
      ++found.left_out;
      continue;
    }
    add_to(found.base, a);
    add_to(found.other, b);
  }
  const auto used = static_cast<double>(points - found.left_out);
  for (auto* side : {&found.base, &found.other}) {
    for (double& sum : *side) sum /= used;
  }
  return found;
}

/// One side of all of them.
std::vector<std::vector<double>> together(const StudyResults& study,
                                          std::span<const Counterparts> numbers,
                                          StudyOutput Counterparts::*side) {
  std::vector<StudyOutput> outputs;
  for (const Counterparts& one : numbers) outputs.push_back(one.*side);
  std::vector<std::vector<double>> values(outputs.size());
  study.by_run(outputs,
               [&](std::size_t i, const std::vector<double>& by_run) { values[i] = by_run; });
  return values;
}

}  // namespace

Sampling sampling_of(const StudyResults& base, const StudyResults& other) {
  check_points(base, other);
  if (base.points > 1 && base.replicates == 1 && other.replicates == 1 && is_sample(base.design)) {
    return Sampling::points;
  }
  if (base.replicates < 2 || other.replicates < 2) {
    throw std::invalid_argument(
        "nothing tells how much is chance: at least two replicates of each are needed ('huan run "
        "--replicates N', or 'replicates = N' in the study)");
  }
  const bool shared = base.seed && base.seed == other.seed && base.common == other.common &&
                      base.replicates == other.replicates;
  return shared ? Sampling::pairs : Sampling::separate;
}

void by_run(
    const StudyResults& base, const StudyResults& other, std::span<const Counterparts> numbers,
    const std::function<void(std::size_t, std::span<const double>, std::span<const double>)>& visit,
    std::size_t most_values) {
  const std::size_t each = std::max<std::size_t>(1, base.runs + other.runs);
  const std::size_t most = std::max<std::size_t>(1, most_values / each);
  for (std::size_t begin = 0; begin < numbers.size(); begin += most) {
    const auto band = numbers.subspan(begin, std::min(most, numbers.size() - begin));
    const auto before = together(base, band, &Counterparts::base);
    const auto after = together(other, band, &Counterparts::other);
    for (std::size_t i = 0; i < band.size(); ++i) visit(begin + i, before[i], after[i]);
  }
}

Samples samples_of(Sampling sampling, std::size_t points, std::span<const double> base,
                   std::span<const double> other) {
  if (sampling == Sampling::points) return in_pairs(base, other);
  if (points > 1) return over_points(points, base, other);
  if (sampling == Sampling::pairs) return in_pairs(base, other);
  Samples found{present(base), present(other), 0};
  found.left_out = base.size() + other.size() - found.base.size() - found.other.size();
  return found;
}

}  // namespace huan::analysis
