#pragma once

#include <string>
#include <string_view>

namespace huan::analysis {

/// SHA-256 (FIPS 180-4) of the bytes of `text`, as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view text);

}  // namespace huan::analysis
