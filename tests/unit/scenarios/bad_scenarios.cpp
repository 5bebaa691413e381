#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "scenarios/reader/reader.h"
#include "tests/unit/scenarios/small_shelf.h"

namespace fs = std::filesystem;
using namespace huan::scenarios;

namespace {

std::string content(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    found.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return found;
}

std::vector<std::string> names() {
  std::vector<std::string> found;
  for (const auto& entry :
       fs::directory_iterator(fs::path(HUAN_SOURCE_DIR) / "tests/bad-scenarios"))
    if (entry.path().extension() == ".toml") found.push_back(entry.path().stem().string());
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("Every wrong scenario gets the complaints written beside it, and is not read") {
  const fs::path before = fs::current_path();
  fs::current_path(fs::path(HUAN_SOURCE_DIR) / "tests/bad-scenarios");
  for (const std::string& name : names()) {
    INFO(name);
    Complaints complaints;
    ReadOptions options;
    if (fs::exists(name + ".set")) options.set = lines(content(name + ".set"));
    const auto scenario =
        read_scenario(name + ".toml", huan::tests::small_shelf(), options, complaints);
    CHECK_FALSE(scenario);
    CHECK(complaints.render() == content(name + ".expected"));
  }
  fs::current_path(before);
}

TEST_CASE("There are at least sixty wrong scenarios, each with its expected complaints") {
  const auto all = names();
  CHECK(all.size() >= 60);
  for (const std::string& name : all) {
    INFO(name);
    CHECK(fs::exists(fs::path(HUAN_SOURCE_DIR) / "tests/bad-scenarios" / (name + ".expected")));
  }
}

TEST_CASE("A scenario file that is not there is a complaint") {
  Complaints complaints;
  CHECK_FALSE(read_scenario("nowhere/none.toml", huan::tests::small_shelf(), {}, complaints));
  CHECK(complaints.render() ==
        "error: there is no file 'nowhere/none.toml'\n1 error; nothing was run.\n");
}
