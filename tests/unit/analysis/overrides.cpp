#include "analysis/overrides.h"

#include <filesystem>
#include <map>

#include <catch2/catch.hpp>

#include "models/registry.h"
#include "scenarios/reader/library.h"
#include "scenarios/reader/operation.h"
#include "scenarios/reader/study_reader.h"
#include "tests/own_folder.h"

namespace fs = std::filesystem;
using namespace huan;
using namespace huan::analysis;

namespace {

const scenarios::Shelf shelf{models::all_models(), &scenarios::shipped_library()};

/// A folder with a small region, an overlay and a study of it.
class Folder : public tests::OwnFolder {
 public:
  Folder() {
    write("huan.root", "");
    write("region.toml", R"toml(
format = 1
start = 2021-01-01
end = 2021-12-31
[[facility]]
id = "works"
kind = "source"
material = "eaf_dust"
rate = "90 kt/a"
opens = 2021-02-01
[[facility]]
id = "kiln"
kind = "recipe"
recipe = "waelz_kiln"
capacity = "110 kt/a"
opens = 2021-03-01
outages = { mean_up = "45 d", mean_down = "3 d", clock = "calendar" }
[[route]]
id = "dust"
from = "works.eaf_dust"
to = "kiln.eaf_dust"
mode = "conveyor"
[[alternative]]
id = "arrivals"
default = "much"
[alternative.options.much]
set = { "works.rate" = "90 kt/a" }
[alternative.options.little]
set = { "works.rate" = "60 kt/a" }
)toml");
    write("dry.toml", "base = \"region.toml\"\ntimes = { \"works.rate\" = 0.5 }\n");
    write("studies/study.toml", R"toml(
scenario = "../region.toml"
design = "lhs"
runs = 30
[[vary]]
set = "kiln.capacity"
uniform = ["60 kt/a", "120 kt/a"]
[[vary]]
set = ["works.rate", "kiln.outages.mean_up"]
times = true
triangular = [0.5, 1, 1.2]
[[vary]]
choose = "arrivals"
[[vary]]
overlay = ["", "../dry.toml"]
[[vary]]
permute = ["kiln.opens", "works.opens"]
[[vary]]
library = "waelz_kiln.*"
[[vary]]
set = "material.eaf_dust.Zn"
uniform = [0.18, 0.3]
)toml");
  }
  [[nodiscard]] scenarios::Study study() const {
    scenarios::Complaints complaints;
    auto study = scenarios::read_study(path / "studies/study.toml", shelf, {}, complaints);
    INFO(complaints.render());
    REQUIRE(study);
    return std::move(*study);
  }
  [[nodiscard]] scenarios::Scenario read(const std::string& name,
                                         const scenarios::ReadOptions& options) const {
    scenarios::Complaints complaints;
    auto scenario = scenarios::read_scenario(path / name, shelf, options, complaints);
    INFO(complaints.render());
    REQUIRE(scenario);
    return std::move(*scenario);
  }
};

/// [t/t] inputs less outputs.
double surplus(const models::Recipe& recipe) {
  double sum = 0;
  for (const auto& stream : recipe.inputs) sum += stream.amount.value;
  for (const auto& stream : recipe.outputs) sum -= stream.amount.value;
  return sum;
}

/// [1] sum of the shares of a substance.
double stated(const models::Recipe& recipe, const std::string& substance) {
  double sum = 0;
  for (const auto& row : recipe.transfers)
    if (row.substance == substance) sum += row.share.value;
  return sum;
}

}  // namespace

TEST_CASE(
    "A scenario that is copied and changed is the scenario that an overlay of the point makes") {
  const Folder folder;
  const scenarios::Study study = folder.study();
  const Design design(study);
  for (std::uint64_t i = 0; i < design.points(); ++i) {
    INFO("point " << i);
    const Overrides point = overrides_of(study, design, i);
    scenarios::Scenario copied = folder.read("region.toml", variant_options(point, {}));
    scenarios::Complaints complaints;
    for (const scenarios::Operation& operation : point.operations)
      scenarios::apply(copied, operation, complaints);
    INFO(complaints.render());
    CHECK(complaints.fine());
    folder.write("point.toml", overlay_text(point, "region.toml", "point"));
    scenarios::Scenario read = folder.read("point.toml", {});
    read.header.name = copied.header.name;  // an overlay has a name of its own
    CHECK(resolved_text(copied) == resolved_text(read));
  }
}

// al_dross_processing closes by a loss of a few kg per tonne: nearly no independent draw would.
TEST_CASE("Numbers drawn from the library close every recipe: its streams and its shares") {
  const Folder folder;
  folder.write("studies/study.toml", R"toml(
scenario = "../dross.toml"
design = "random"
runs = 40
[[vary]]
library = "*"
shape = "uniform"
)toml");
  folder.write("dross.toml", R"toml(
base = "region.toml"
[[facility]]
id = "dross"
kind = "recipe"
recipe = "al_dross_processing"
capacity = "10 kt/a"
)toml");
  const scenarios::Study study = folder.study();
  REQUIRE(study.factors.size() > 10);
  const Design design(study);
  const scenarios::Scenario base = folder.read("dross.toml", {});
  for (std::uint64_t i = 0; i < design.points(); ++i) {
    INFO("point " << i);
    scenarios::Scenario scenario = base;
    scenarios::Complaints complaints;
    for (const auto& operation : overrides_of(study, design, i).operations)
      scenarios::apply(scenario, operation, complaints);
    INFO(complaints.render());
    REQUIRE(complaints.fine());
    for (const char* id : {"al_dross_processing", "waelz_kiln"}) {
      const models::Recipe &now = scenario.library->recipe(id), &before = base.library->recipe(id);
      CHECK(surplus(now) == Approx(surplus(before)).margin(1e-9));
      for (const auto& row : now.transfers) {
        CHECK(row.share.value >= 0);
        CHECK(stated(now, row.substance) <= 1 + 1e-9);
      }
    }
  }
}

TEST_CASE("Points differ in what they change, and share a variant where only numbers differ") {
  const Folder folder;
  const scenarios::Study study = folder.study();
  const Design design(study);
  std::map<std::string, int> variants;
  for (std::uint64_t i = 0; i < design.points(); ++i)
    ++variants[overrides_of(study, design, i).variant()];
  CHECK(variants.size() == 4);  // two options x two overlays
  const Overrides a = overrides_at(study, design.levels(0));
  const Overrides b = overrides_at(study, design.levels(1));
  CHECK(text_of(a.operations[0].value.value) != text_of(b.operations[0].value.value));
  CHECK(a.operations[0].path == "kiln.capacity");
  CHECK(a.operations[1].kind == scenarios::Operation::Kind::times);
}

TEST_CASE("An overlay of a point reads like one written by hand") {
  scenarios::Study study;
  scenarios::Factor capacity;
  capacity.name = "kiln.capacity";
  capacity.paths = {"kiln.capacity"};
  capacity.distribution = sim::Distribution{};
  capacity.unit = {0, 1000.0 / 365, "kt/a", models::Dimension::mass_flow, true};
  scenarios::Factor rate = capacity;
  rate.paths = {"works.rate"};
  rate.kind = scenarios::Factor::Kind::times;
  rate.unit = {};
  scenarios::Factor scrap;
  scrap.kind = scenarios::Factor::Kind::choose;
  scrap.alternative = "scrap";
  scrap.options = {std::string("three"), std::string("four")};
  scenarios::Factor overlay = scrap;
  overlay.kind = scenarios::Factor::Kind::overlay;
  overlay.options = {std::string(""), std::string("drought.toml")};
  study.factors = {capacity, rate, scrap, overlay};
  const std::string text =
      overlay_text(overrides_at(study, {75.5, 1.1, 1, 1}), "../xuchang/xuchang.toml", "run 7");
  CHECK(text == R"toml(base = "../xuchang/xuchang.toml"
name = "run 7"
apply = ["../xuchang/drought.toml"]
choose = { scrap = "four" }

[set]
"kiln.capacity" = "75.5 kt/a"

[times]
"works.rate" = 1.1
)toml");
}
