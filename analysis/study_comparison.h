/// What differs between two studies: which changes are more than chance.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/comparison.h"
#include "analysis/significance.h"
#include "analysis/study_samples.h"

namespace huan::analysis {

enum class Verdict : std::uint8_t {
  differs,
  unclear,   ///< cannot be told apart
  untested,  ///< too few samples have a value
  equal,     ///< in every sample
};

/// One number at one period.
struct StudyDifference {
  Difference numbers;  ///< means over the samples, and the 95 % interval of their change
  std::string at;      ///< "2025", "2025-12"; empty of the whole run
  Verdict verdict = Verdict::untested;
  std::size_t samples = 0;   ///< pairs, or points; of separate ones, of the side that has fewer
  std::size_t left_out = 0;  ///< see Samples
  std::size_t changed = 0;   ///< of pairs and points: how many changed at all
  double p = 1;              ///< of this number alone (MeanChange)
  double p_holm = 1;         ///< among all that are tested
  /// Of what is unclear: how many samples would tell it, were the change as large as it looks.
  std::optional<std::uint64_t> would_tell;
};

struct StudyComparison {
  std::string base, other;  ///< titles
  std::uint64_t points = 1, base_replicates = 1, other_replicates = 1;
  Sampling sampling = Sampling::pairs;
  /// Numbers that are not equal in every sample. That chance alone makes any of them "differ" has
  /// a probability of at most error_rate (Holm).
  std::size_t tested = 0;
  std::vector<std::string> remarks;
  bool has_inputs = false;  ///< both files hold their scenario
  std::vector<InputChange> inputs;
  /// Of every line that both have, the periods in a row.
  std::vector<StudyDifference> numbers;
};

inline constexpr double error_rate = 0.05;

/// `of`, `at` choose lines as in StudyResults::outputs; without `at` all periods are compared.
///
/// Errors: std::invalid_argument where sampling_of has one, or where both have nothing that
/// matches.
[[nodiscard]] StudyComparison compare(const StudyResults& base, const StudyResults& other,
                                      const std::vector<std::string>& of = {},
                                      const std::string& at = {});

/// Tests and judges one number after another.
class Judge {
 public:
  Judge(Sampling sampling, std::size_t points) : sampling_(sampling), points_(points) {}
  /// `d` says what the number is.
  void add(StudyDifference d, std::span<const double> base, std::span<const double> other);
  /// All, with their verdicts.
  [[nodiscard]] std::vector<StudyDifference> judged() const;

 private:
  Sampling sampling_;
  std::size_t points_;
  std::vector<StudyDifference> all_;
  std::vector<MeanChange> changes_;  ///< of each of `all_`
};

}  // namespace huan::analysis
