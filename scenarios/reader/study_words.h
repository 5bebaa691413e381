/// A study's factors in words, for people.
#pragma once

#include <string>

#include "scenarios/reader/study.h"

namespace huan::scenarios {

/// What varies: "xc_p28.capacity", "a.b and 2 more, times", "alternative scrap".
[[nodiscard]] std::string subject_of(const Factor& factor);
/// How: "uniform 600 to 1000 kt/a", "three_million (25 %), four_million (75 %)", "6 orders".
[[nodiscard]] std::string spread_of(const Factor& factor);
/// A level as a person writes it: "812.5 kt/a", "2021-06-01", "three_million", "order 3".
[[nodiscard]] std::string level_text(const Factor& factor, double level);

}  // namespace huan::scenarios
