/// How sure a difference of means is.
#pragma once

#include <optional>
#include <span>
#include <utility>

namespace huan::analysis {

[[nodiscard]] double mean(std::span<const double> values);

/// 95 % confidence interval of the mean of independent values (Student's t with n - 1 degrees of
/// freedom); nullopt for fewer than two.
[[nodiscard]] std::optional<std::pair<double, double>> interval_of_mean(
    std::span<const double> values);

/// 95 % confidence interval of mean(b) - mean(a) of two independent samples of unequal variance
/// (Welch 1947); nullopt where one has fewer than two values.
[[nodiscard]] std::optional<std::pair<double, double>> interval_of_difference(
    std::span<const double> a, std::span<const double> b);

}  // namespace huan::analysis
