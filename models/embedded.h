#pragma once

#include <span>
#include <string_view>

namespace huan::models {

/// A file of the source tree that the program carries with it, byte for byte.
///
/// `path` starts at the top of the source tree, as in "models/recipes/waelz_kiln.toml".
struct EmbeddedFile {
  std::string_view path;
  std::string_view text;
};

/// Every .toml and .csv below models/, every .toml below analysis/ and scripts/slurm/, as they were
/// when the program was built, ordered by path.
[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

}  // namespace huan::models
