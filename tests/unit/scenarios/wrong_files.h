/// Texts that are wrong, each with the complaints it must get beside it: tests/bad-scenarios and
/// bad-studies.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/own_folder.h"

namespace huan::tests {

/// Goes there, since the complaints name files as seen from there, and comes back.
class WrongFiles {
 public:
  explicit WrongFiles(const std::string& folder) {
    std::filesystem::current_path(std::filesystem::path(HUAN_SOURCE_DIR) / "tests" / folder);
  }
  WrongFiles(const WrongFiles&) = delete;
  WrongFiles& operator=(const WrongFiles&) = delete;
  ~WrongFiles() { std::filesystem::current_path(before_); }

  /// Without ".toml", in order.
  [[nodiscard]] static std::vector<std::string> names() {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator("."))
      if (entry.path().extension() == ".toml") found.push_back(entry.path().stem().string());
    std::sort(found.begin(), found.end());
    return found;
  }

 private:
  std::filesystem::path before_ = std::filesystem::current_path();
};

}  // namespace huan::tests
