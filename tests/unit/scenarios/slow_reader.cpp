#include <ctime>
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "scenarios/reader/reader.h"
#include "tests/own_folder.h"
#include "tests/unit/scenarios/small_shelf.h"

namespace fs = std::filesystem;
using namespace huan::scenarios;

namespace {

const std::string head = "format = 1\nstart = 2021-01-01\nend = 2021-12-31\n";

/// [s] of processor time for reading `path`, which holds so many facilities.
double seconds_for(const fs::path& path, std::size_t facilities) {
  const std::clock_t begin = std::clock();
  Complaints complaints;
  const auto scenario = read_scenario(path, huan::tests::small_shelf(), {}, complaints);
  const double taken = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  INFO(complaints.render());
  REQUIRE(scenario);
  CHECK(scenario->facilities.size() == facilities);
  WARN(path.filename().string() << ": " << taken << " s of processor time");
  return taken;
}

}  // namespace

// The bounds leave room for builds with sanitizers; an optimised build takes a tenth of them.
TEST_CASE(
    "Ten thousand facilities are read from TOML in a second, a hundred thousand from CSV in "
    "seconds") {
  const huan::tests::OwnFolder folder;
  std::string toml = head;
  for (int i = 0; i < 10000; ++i)
    toml += "[[facility]]\nid = \"k" + std::to_string(i) +
            "\"\nkind = \"waelz_kiln\"\ncapacity = \"1 kt/a\"\n";
  std::string facilities = "id,kind,capacity,opens\n";
  std::string routes = "id,from,to,mode\n";
  for (int i = 0; i < 100000; ++i) {
    const std::string here = std::to_string(i);
    const std::string next = std::to_string((i + 1) % 100000);
    facilities += "k" + here + ",waelz_kiln,1 kt/a,2021-02-01\n";
    routes += "r" + here + ",k" + here + ".waelz_slag,k" + next + ".waelz_slag,conveyor\n";
  }
  folder.write("toml.toml", toml);
  folder.write("facilities.csv", facilities);
  folder.write("routes.csv", routes);
  folder.write("csv.toml", head + "facilities = \"facilities.csv\"\nroutes = \"routes.csv\"\n");
  CHECK(seconds_for(folder.file("toml.toml"), 10000) < 5);
  CHECK(seconds_for(folder.file("csv.toml"), 100000) < 60);
}
