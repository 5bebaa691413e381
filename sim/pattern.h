/// Patterns as in a shell: '*' stands for any characters, '?' for one, all else for itself.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace huan::sim {

[[nodiscard]] bool matches(std::string_view text, std::string_view pattern);
[[nodiscard]] bool matches_any(std::string_view text, std::span<const std::string> patterns);

}  // namespace huan::sim
