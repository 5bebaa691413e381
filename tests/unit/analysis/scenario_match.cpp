#include "analysis/report/scenario_match.h"

#include <catch2/catch.hpp>

using namespace huan::analysis::report;
using Catch::Contains;

namespace {

constexpr const char* town = R"(
start = 2021-01-01
end = 2021-12-31
seed = 7

[output]
every = "1 months"

[[facility]]
id = "town"
rate = "300 t/d"
name = "Town"

[[facility]]
id = "market"
demand = "200 t/d"
)";

std::string with(std::string text, const std::string& before, const std::string& after) {
  const auto at = text.find(before);
  REQUIRE(at != std::string::npos);
  return text.replace(at, before.size(), after);
}

}  // namespace

TEST_CASE(
    "A run is of a study's scenario whatever its seed, names and output, and what is varied") {
  std::string run = with(town, "seed = 7", "seed = 8");
  run = with(run, "1 months", "1 weeks");
  run = with(run, "\"Town\"", "\"A town\"");
  CHECK(match({town, ""}, run).differences.empty());

  const std::string other = with(run, "300 t/d", "350 t/d");
  const auto found = match({town, ""}, other);
  REQUIRE(found.differences.size() == 1);
  CHECK_THAT(text_of(found), Contains("town.rate is \"350 t/d\", in the study \"300 t/d\""));
  CHECK(json_of(found)["count"] == 1);
  CHECK(json_of(found)["differences"][0]["path"] == "rate");

  // the study varies it: the run is one of its points
  const std::string varies = "[[vary]]\nset = [\"town.rate\", \"market\"]\nuniform = [1, 2]\n";
  CHECK(match({town, varies}, other).differences.empty());
  CHECK(match({town, varies}, with(other, "200 t/d", "210 t/d")).differences.empty());
  CHECK(match({town, "[[vary]]\nset = \"town.rat\"\n"}, other).differences.size() == 1);
}

TEST_CASE("What a study's overlays and alternatives set cannot be told, what the library has can") {
  const std::string other = with(town, "200 t/d", "210 t/d");
  CHECK_FALSE(match({town, "[[vary]]\nset = \"town.rate\"\n"}, other).varies_options);
  for (const char* key : {"overlay = [\"\", \"more.toml\"]", "choose = \"farm_takes\""}) {
    const auto found = match({town, std::string("[[vary]]\n") + key + "\n"}, other);
    CHECK(found.varies_options);
    CHECK(found.differences.size() == 1);
  }
  const std::string recipe = std::string(town) + "[[recipe]]\nid = \"kiln\"\nyield.slag = 0.2\n";
  CHECK(match({recipe, "[[vary]]\nlibrary = \"*\"\n"}, with(recipe, "0.2", "0.3"))
            .differences.empty());
  CHECK(match({recipe, ""}, with(recipe, "0.2", "0.3")).differences.size() == 1);
  CHECK(match({recipe, "[[vary]]\nset = \"recipe.kiln.yield.slag\"\n"}, with(recipe, "0.2", "0.3"))
            .differences.empty());
}

TEST_CASE("A scenario's dates are read from its text") {
  CHECK(dates_of(town).start == "2021-01-01");
  CHECK(dates_of(town).end == "2021-12-31");
  CHECK(dates_of("").end.empty());
}
