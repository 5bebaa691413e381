/// Numbers as the report's page gets them: short.
#pragma once

#include <functional>

#include <nlohmann/json.hpp>

namespace huan::analysis::report {

/// Significant digits of amounts; of days of the run; of accounts.
inline constexpr int amount_digits = 5, day_digits = 9, account_digits = 7;

/// `x` rounded to so many significant digits, a whole number where it is one; null where it is not
/// finite.
[[nodiscard]] nlohmann::json shortened(double x, int digits = amount_digits);

/// A number per interval; one number alone where all are equal, so that a line of zeros is `0`.
[[nodiscard]] nlohmann::json series(std::size_t rows, const std::function<double(std::size_t)>& at);

}  // namespace huan::analysis::report
