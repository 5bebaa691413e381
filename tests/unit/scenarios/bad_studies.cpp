#include <string>

#include <catch2/catch.hpp>

#include "scenarios/reader/study_reader.h"
#include "tests/unit/scenarios/small_shelf.h"
#include "tests/unit/scenarios/wrong_files.h"

using namespace huan::scenarios;

TEST_CASE("Every wrong study gets the complaints written beside it, and is not read") {
  const huan::tests::WrongFiles folder("bad-studies");
  const auto all = folder.names();
  CHECK(all.size() >= 40);
  for (const std::string& name : all) {
    INFO(name);
    Complaints complaints;
    CHECK_FALSE(read_study(name + ".toml", huan::tests::small_shelf(), {}, complaints));
    CHECK(complaints.render() == huan::tests::bytes_of(name + ".expected"));
  }
}
