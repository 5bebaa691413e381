#pragma once

#include <string_view>

namespace huan {

/// Version of the program, as in "0.1.0".
[[nodiscard]] std::string_view program_version();

/// Commit the program was built from: 40 hexadecimal digits, followed by "-dirty" where the tree
/// had uncommitted changes to files git knows; "unknown" where it was built without git.
[[nodiscard]] std::string_view program_commit();

}  // namespace huan
