#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "scenarios/reader/study_reader.h"
#include "tests/unit/scenarios/small_shelf.h"

namespace fs = std::filesystem;
using namespace huan::scenarios;

namespace {

const fs::path folder = fs::path(HUAN_SOURCE_DIR) / "tests/bad-studies";

std::string whole_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<std::string> wrong_studies() {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".toml") found.push_back(entry.path().stem().string());
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("Every wrong study gets the complaints written beside it, and is not read") {
  const fs::path before = fs::current_path();
  fs::current_path(folder);
  const auto all = wrong_studies();
  CHECK(all.size() >= 40);
  for (const std::string& name : all) {
    INFO(name);
    Complaints complaints;
    CHECK_FALSE(read_study(name + ".toml", huan::tests::small_shelf(), {}, complaints));
    CHECK(complaints.render() == whole_file(name + ".expected"));
  }
  fs::current_path(before);
}
