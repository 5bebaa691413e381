/// A folder of its own that goes with the test.
#pragma once

#include <filesystem>
#include <string>

#include <catch2/catch.hpp>
#include <unistd.h>

namespace huan::tests {

struct OwnFolder {
  std::filesystem::path path;
  OwnFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "huan-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = name;
  }
  OwnFolder(const OwnFolder&) = delete;
  OwnFolder& operator=(const OwnFolder&) = delete;
  ~OwnFolder() { std::filesystem::remove_all(path); }
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return path / name; }
};

}  // namespace huan::tests
