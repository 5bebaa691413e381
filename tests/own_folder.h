/// A folder of its own that goes with the test, and the bytes of files.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>
#include <unistd.h>

namespace huan::tests {

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void put_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

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
  /// A file of it, in folders below it as need be.
  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories(file(name).parent_path());
    put_bytes(file(name), text);
  }
};

}  // namespace huan::tests
