/// Two studies as samples of the same thing.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "analysis/study_results.h"

namespace huan::analysis {

/// What counts as one sample.
enum class Sampling : std::uint8_t {
  pairs,     ///< replicate r of both, which share their random numbers; means over the points
  separate,  ///< replicates of each, which share nothing; means over the points
  points,    ///< points that both have, which are a sample themselves, one run of each
};

/// Errors: std::invalid_argument where the two have other points, or where nothing tells how much
/// is chance: a single replicate of points that were chosen.
[[nodiscard]] Sampling sampling_of(const StudyResults& base, const StudyResults& other);

/// The same number in both.
struct Counterparts {
  StudyOutput base, other;
};
/// `visit(i, base, other)` of every numbers[i], in order, with its values by run. Reads either file
/// once for as many of them as make `most_values` in both together.
void by_run(
    const StudyResults& base, const StudyResults& other, std::span<const Counterparts> numbers,
    const std::function<void(std::size_t, std::span<const double>, std::span<const double>)>& visit,
    std::size_t most_values = 8 << 20);

/// One number in both; with pairs and points equally long, in the same order.
struct Samples {
  std::vector<double> base, other;
  std::size_t left_out = 0;  ///< samples (of several points: points) without a value
};
/// `base` and `other` by run: points x replicates, NaN where a run has no value. Of several points
/// those count of which every run of both has a value.
[[nodiscard]] Samples samples_of(Sampling sampling, std::size_t points,
                                 std::span<const double> base, std::span<const double> other);

}  // namespace huan::analysis
