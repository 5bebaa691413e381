/// Explanations written out.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "analysis/explanation.h"

namespace huan::analysis {

[[nodiscard]] std::string text_of(const Explanation& explanation);
[[nodiscard]] std::string text_of(const std::vector<Hold>& holds);
[[nodiscard]] std::string text_of(const std::vector<Loop>& loops);
/// "starved of tar (1,200 h), because ...": one hold with its chain, a line each.
[[nodiscard]] std::string text_of(const Hold& hold);

[[nodiscard]] nlohmann::json json_of(const Explanation& explanation);
[[nodiscard]] nlohmann::json json_of(const std::vector<Hold>& holds);
[[nodiscard]] nlohmann::json json_of(const std::vector<Loop>& loops);

}  // namespace huan::analysis
