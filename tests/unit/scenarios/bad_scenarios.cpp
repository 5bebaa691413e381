#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "scenarios/reader/reader.h"
#include "tests/unit/scenarios/small_shelf.h"
#include "tests/unit/scenarios/wrong_files.h"

namespace fs = std::filesystem;
using namespace huan::scenarios;
using huan::tests::bytes_of;
using huan::tests::WrongFiles;

namespace {

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    found.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return found;
}

}  // namespace

TEST_CASE("Every wrong scenario gets the complaints written beside it, and is not read") {
  const WrongFiles folder("bad-scenarios");
  for (const std::string& name : folder.names()) {
    INFO(name);
    Complaints complaints;
    ReadOptions options;
    if (fs::exists(name + ".set")) options.set = lines(bytes_of(name + ".set"));
    const auto scenario =
        read_scenario(name + ".toml", huan::tests::small_shelf(), options, complaints);
    CHECK_FALSE(scenario);
    CHECK(complaints.render() == bytes_of(name + ".expected"));
  }
}

TEST_CASE("There are at least sixty wrong scenarios, each with its expected complaints") {
  const WrongFiles folder("bad-scenarios");
  const auto all = folder.names();
  CHECK(all.size() >= 60);
  for (const std::string& name : all) {
    INFO(name);
    CHECK(fs::exists(name + ".expected"));
  }
}

TEST_CASE("A scenario file that is not there is a complaint") {
  Complaints complaints;
  CHECK_FALSE(read_scenario("nowhere/none.toml", huan::tests::small_shelf(), {}, complaints));
  CHECK(complaints.render() ==
        "error: there is no file 'nowhere/none.toml'\n1 error; nothing was run.\n");
}
