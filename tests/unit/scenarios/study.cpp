#include "scenarios/reader/study.h"

#include <filesystem>

#include <catch2/catch.hpp>

#include "scenarios/reader/operation.h"
#include "scenarios/reader/recipe_path.h"
#include "scenarios/reader/study_reader.h"
#include "tests/own_folder.h"
#include "tests/unit/scenarios/small_shelf.h"

namespace fs = std::filesystem;
using namespace huan::scenarios;
using Shape = huan::sim::Distribution::Shape;

namespace {

const fs::path parts = fs::path(HUAN_SOURCE_DIR) / "tests/bad-studies/parts";

/// Reads a study written beside the region of the wrong studies.
std::optional<Study> read_text(const std::string& text, Complaints& complaints) {
  const huan::tests::OwnFolder folder;
  for (const char* name : {"region.toml", "dry.toml"})
    fs::copy_file(parts / name, folder.file(name));
  folder.write("points.csv",
               "kiln.capacity,arrivals,times works.rate,overlay\n"
               "100 kt/a,little,0.5,\n120 kt/a,much,1.5,dry.toml\n");
  folder.write("study.toml", text);
  return read_study(folder.file("study.toml"), huan::tests::small_shelf(), {}, complaints);
}

Study study_of(const std::string& text) {
  Complaints complaints;
  auto study = read_text(text, complaints);
  INFO(complaints.render());
  REQUIRE(study);
  return std::move(*study);
}

const std::string study_head = "scenario = \"region.toml\"\ndesign = \"random\"\nruns = 10\n";

Scenario study_region(const ReadOptions& options = {}) {
  Complaints complaints;
  auto scenario =
      read_scenario(parts / "region.toml", huan::tests::small_shelf(), options, complaints);
  INFO(complaints.render());
  REQUIRE(scenario);
  return std::move(*scenario);
}

double amount(const huan::models::Recipe& recipe, const std::string& rest) {
  REQUIRE(recipe_row(recipe, rest));
  return recipe_row(recipe, rest)->value;
}

void set(Scenario& scenario, const std::string& path, double ratio) {
  Operation operation;
  operation.path = path;
  operation.value.value = canonical(ratio, huan::models::Dimension::ratio);
  Complaints complaints;
  INFO(path);
  CHECK(apply(scenario, operation, complaints));
}

}  // namespace

TEST_CASE("A study is typed: header, factors with their units, what is kept") {
  const Study study = study_of(R"toml(
name = "Dust"
scenario = "region.toml"
design = "sobol"
runs = 64
replicates = 4
seed = 9

[[vary]]
set = "befesa.capacity"
uniform = ["60 kt/a", "90 kt/a"]

[[vary]]
id = "both"
set = ["works.rate", "kiln.recovery"]
times = true
triangular = [0.5, 1.0, "110 %"]

[keep]
series = ["kiln.*"]
)toml");
  CHECK(study.name.value == "Dust");
  CHECK(study.design == DesignKind::sobol);
  CHECK(study.size == 64);
  CHECK(study.replicates == 4);
  CHECK(study.common);
  CHECK(study.seed == 9);
  CHECK(study.keep.indicators == std::vector<std::string>{"*"});
  CHECK(study.keep.series == std::vector<std::string>{"kiln.*"});
  REQUIRE(study.factors.size() == 2);
  const Factor& capacity = study.factors[0];
  CHECK(capacity.name == "befesa.capacity");
  CHECK(capacity.paths == std::vector<std::string>{"kiln.capacity"});  // the alias resolved
  CHECK(capacity.distribution->a == 60);
  CHECK(capacity.distribution->b == 90);
  const Value value = capacity.value_at(75);
  CHECK(text_of(value) == "\"75 kt/a\"");
  CHECK(std::get<Number>(value).value() == Approx(75000.0 / 365));
  CHECK(std::get<Number>(value).per_calendar);
  const Factor& both = study.factors[1];
  CHECK(both.kind == Factor::Kind::times);
  CHECK(both.paths.size() == 2);
  CHECK(both.distribution->shape == Shape::triangular);
  CHECK(both.distribution->c == Approx(1.1));
}

TEST_CASE("Numbers in several units come in the unit of the first") {
  const Study study = study_of(study_head + R"toml(
[[vary]]
set = "kiln.capacity"
normal = { mean = "90 kt/a", sd = "5000 t/a" }
between = ["80000 t/a", "0.1 Mt/a"]
)toml");
  const auto& distribution = *study.factors[0].distribution;
  CHECK(distribution.a == 90);
  CHECK(distribution.b == Approx(5));
  CHECK(distribution.between->first == Approx(80));
  CHECK(distribution.between->second == Approx(100));
}

TEST_CASE("Lognormal, beta, log-uniform, discrete and categorical factors") {
  const Study study = study_of(study_head + R"toml(
[[vary]]
set = "works.rate"
lognormal = { median = "80 kt/a", gsd = 1.3 }
[[vary]]
set = "kiln.recovery"
beta = { min = 0.6, max = 0.95, alpha = 2, beta = 3 }
[[vary]]
set = "kiln.capacity"
discrete = ["100 kt/a", "0.12 Mt/a"]
weights = [1, 3]
[[vary]]
set = "kiln.covered"
categorical = [true, false]
[[vary]]
set = "kiln.stocks.eaf_dust.capacity"
log_uniform = ["1 kt", "10 kt"]
)toml");
  CHECK(study.factors[0].distribution->b == 1.3);
  CHECK(study.factors[1].distribution->shape == Shape::beta);
  CHECK(study.factors[1].distribution->d == 3);
  CHECK(study.factors[2].choices() == 2);
  CHECK(study.factors[2].weights == std::vector<double>{0.25, 0.75});
  CHECK(text_of(study.factors[2].value_at(1)) == "\"0.12 Mt/a\"");
  CHECK(std::get<bool>(study.factors[3].value_at(0)));
}

TEST_CASE("Dates are drawn by whole days, the first and the last included") {
  const Study study = study_of(study_head + R"toml(
[[vary]]
set = "kiln.opens"
uniform = [2021-03-01, 2021-03-31]
)toml");
  const Factor& opens = study.factors[0];
  REQUIRE(opens.dates);
  CHECK(text_of(opens.value_at(huan::sim::quantile(*opens.distribution, 0))) == "2021-03-01");
  CHECK(text_of(opens.value_at(huan::sim::quantile(*opens.distribution, 0.5 / 31))) ==
        "2021-03-01");
  CHECK(text_of(opens.value_at(huan::sim::quantile(*opens.distribution, 30.5 / 31))) ==
        "2021-03-31");
  CHECK(text_of(opens.value_at(huan::sim::quantile(*opens.distribution, 1))) == "2021-03-31");
}

TEST_CASE("Alternatives, overlays and orders are choices") {
  const Study study = study_of(R"toml(
scenario = "region.toml"
design = "grid"
[[vary]]
choose = "arrivals"
[[vary]]
overlay = ["", "dry.toml"]
[[vary]]
permute = ["kiln.opens", "works.opens"]
)toml");
  CHECK(study.factors[0].name == "arrivals");
  CHECK(text_of(study.factors[0].value_at(1)) == "\"little\"");
  CHECK(text_of(study.factors[1].value_at(0)) == "\"\"");
  CHECK(text_of(study.factors[1].value_at(1)) == "\"dry.toml\"");
  const Factor& order = study.factors[2];
  CHECK(order.choices() == 2);
  CHECK(text_of(order.permuted(0, 0)) == "2021-06-01");
  CHECK(text_of(order.permuted(1, 0)) == "2021-01-01");
  CHECK(text_of(order.permuted(1, 1)) == "2021-06-01");
}

TEST_CASE("Orders of three: all six, as next_permutation goes through them") {
  Factor factor;
  factor.kind = Factor::Kind::permute;
  factor.options = {std::string("a"), std::string("b"), std::string("c")};
  CHECK(factor.choices() == 6);
  std::vector<std::string> orders;
  for (int i = 0; i < 6; ++i) {
    orders.emplace_back();
    for (std::size_t k = 0; k < 3; ++k)
      orders.back() += std::get<std::string>(factor.permuted(i, k));
  }
  CHECK(orders == std::vector<std::string>{"abc", "acb", "bac", "bca", "cab", "cba"});
}

TEST_CASE("A list has a factor for each column and a value for each row") {
  const Study study = study_of(R"toml(
scenario = "region.toml"
design = "list"
points = "points.csv"
)toml");
  CHECK(study.size == 2);
  REQUIRE(study.factors.size() == 4);
  CHECK(text_of(study.factors[0].value_at(1)) == "\"120 kt/a\"");
  CHECK(text_of(study.factors[1].value_at(0)) == "\"little\"");
  CHECK(study.factors[2].kind == Factor::Kind::times);
  CHECK(study.factors[2].paths == std::vector<std::string>{"works.rate"});
  CHECK(text_of(study.factors[3].value_at(1)) == "\"dry.toml\"");
}

// The region's recipe: metal 0.2 to 0.4, slag closes the balance; of the two shares of zinc the
// slag's is the remainder; electricity has a range, the costs have none.
TEST_CASE("One line samples the library's ranges; what closes a balance is left out") {
  const Study study = study_of(study_head + "[[vary]]\nlibrary = \"*\"\n");
  std::vector<std::string> names;
  for (const Factor& factor : study.factors) names.push_back(factor.name);
  CHECK(names == std::vector<std::string>{"recipe.smelting.yield.metal",
                                          "recipe.smelting.transfer.Zn.metal",
                                          "recipe.smelting.energy.electricity_use"});
  const auto& metal = *study.factors[0].distribution;
  CHECK(metal.shape == Shape::triangular);
  CHECK(metal.a == 0.2);
  CHECK(metal.b == 0.3);
  CHECK(metal.c == 0.4);
  CHECK(text_of(study.factors[2].value_at(200)) == "\"200 kWh/t\"");
  // The slag is 0.7 (0.6 to 0.8) less what metal gains; of zinc it has 0.1 (0.05 to 0.2).
  REQUIRE(study.closures.size() == 2);
  CHECK(study.closures[0].own == 0.7);
  CHECK(study.closures[0].low == 0.6);
  CHECK(study.closures[0].high == 0.8);
  CHECK(study.closures[0].terms[0].sign == -1);
  CHECK(study.closures[1].terms[0].factor == 1);
  CHECK(study.closures[1].own == Approx(0.1));
  CHECK(study.closures[1].low == 0.05);
  CHECK(study.closures[1].high == 0.2);
  const Study uniform =
      study_of(study_head + "[[vary]]\nlibrary = [\"smelting.energy.*\"]\nshape = \"uniform\"\n");
  REQUIRE(uniform.factors.size() == 1);
  CHECK(uniform.factors[0].distribution->shape == Shape::uniform);
  CHECK(uniform.factors[0].distribution->b == 220);
}

TEST_CASE("A number of the library that has a line of its own is left to that line") {
  const Study study = study_of(study_head + R"toml(
[[vary]]
library = "*.yield.*"
[[vary]]
set = "recipe.smelting.yield.metal"
uniform = [0.25, 0.35]
)toml");
  REQUIRE(study.factors.size() == 1);
  CHECK(study.factors[0].distribution->a == 0.25);
}

TEST_CASE("Correlated factors are found by name; one rank stands for all pairs") {
  const Study study = study_of(study_head + R"toml(
[[vary]]
set = "works.rate"
uniform = ["60 kt/a", "90 kt/a"]
[[vary]]
id = "r"
set = "kiln.recovery"
uniform = [0.5, 0.9]
[[correlate]]
factors = ["r", "works.rate"]
rank = 0.6
)toml");
  REQUIRE(study.correlations.size() == 1);
  CHECK(study.correlations[0].factors == std::vector<std::size_t>{1, 0});
  CHECK(study.correlations[0].rank == std::vector<double>{1, 0.6, 0.6, 1});
}

TEST_CASE("Saltelli and Morris take their rows, or a number of runs that fits") {
  const std::string vary = "[[vary]]\nset = \"kiln.recovery\"\nuniform = [0.5, 0.9]\n";
  const std::string from = "scenario = \"region.toml\"\ndesign = ";
  CHECK(study_of(from + "\"saltelli\"\nbase = 64\n" + vary).size == 64);
  CHECK(study_of(from + "\"saltelli\"\nruns = 256\n" + vary).size == 64);
  CHECK(study_of(from + "\"saltelli\"\nruns = 192\nsecond_order = false\n" + vary).size == 64);
  CHECK(study_of(from + "\"morris\"\ntrajectories = 20\nlevels = 6\n" + vary).levels == 6);
}

TEST_CASE("A number of points that unbalances the sequence is a warning") {
  Complaints complaints;
  const auto study = read_text(
      "scenario = \"region.toml\"\ndesign = \"sobol\"\nruns = 100\n[[vary]]\n"
      "set = \"kiln.recovery\"\nuniform = [0.5, 0.9]\n",
      complaints);
  CHECK(study);
  REQUIRE(complaints.warnings() == 1);
  CHECK(complaints.all()[0].message == "a Sobol sequence of 100 points is not balanced");
}

TEST_CASE("An open distribution that may leave the allowed range is a warning") {
  Complaints complaints;
  CHECK(read_text(
      study_head + "[[vary]]\nset = \"kiln.recovery\"\nnormal = { mean = 0.9, sd = 0.1 }\n",
      complaints));
  CHECK(complaints.warnings() == 1);
  Complaints silent;
  CHECK(read_text(
      study_head + "[[vary]]\nset = \"kiln.recovery\"\nnormal = { mean = 0.9, sd = 0.01 }\n",
      silent));
  CHECK(silent.warnings() == 0);
}

// metal 0.3 -> 0.35: the slag, which closes the balance, 0.7 -> 0.65.
TEST_CASE("A number of a recipe is set for every process made from it, its balance restored") {
  const Scenario scenario = study_region({{"recipe.smelting.yield.metal=0.35"}, false, {}});
  const auto& recipe = scenario.library->recipe("smelting");
  CHECK(amount(recipe, "yield.metal") == 0.35);
  CHECK(amount(recipe, "yield.waelz_slag") == Approx(0.65));
  CHECK(scenario.own_recipes == std::vector<std::string>{"smelting"});
}

TEST_CASE("Shares of a substance that are set stay when another is set") {
  Scenario scenario = study_region();
  set(scenario, "recipe.smelting.transfer.Zn.metal", 0.85);
  const auto& recipe = scenario.library->recipe("smelting");
  CHECK(amount(recipe, "transfer.Zn.waelz_slag") == Approx(0.15));
  Operation again;
  again.path = "recipe.smelting.transfer.Zn.waelz_slag";
  again.value.value = canonical(0.1, huan::models::Dimension::ratio);
  Complaints complaints;
  CHECK_FALSE(apply(scenario, again, complaints));  // 0.85 and 0.1 leave 0.05 nowhere to go
  CHECK(complaints.errors() == 1);
  CHECK(amount(recipe, "transfer.Zn.metal") == 0.85);
}

TEST_CASE("Energy of a recipe is set in its own unit, multiplied, and read back") {
  Scenario scenario =
      study_region({{"recipe.smelting.energy.electricity_use=0.2 MWh/t"}, false, {}});
  CHECK(amount(scenario.library->recipe("smelting"), "energy.electricity_use") == Approx(200));
  CHECK(value_at(scenario, "recipe.smelting.energy.electricity_use")->number().value() ==
        Approx(0.2));
  Operation times;
  times.kind = Operation::Kind::times;
  times.path = "recipe.smelting.energy.electricity_use";
  times.value.value = canonical(1.5, huan::models::Dimension::ratio);
  Complaints complaints;
  CHECK(apply(scenario, times, complaints));
  CHECK(amount(scenario.library->recipe("smelting"), "energy.electricity_use") == Approx(300));
  CHECK_FALSE(value_at(scenario, "recipe.smelting.yield.eaf_dust"));  // the feed is 1
}

TEST_CASE("Overlays are laid on a scenario after all that it says") {
  const Scenario plain = study_region();
  CHECK(value_at(plain, "kiln.recovery")->number().value() == 0.9);
  const Scenario dry = study_region({{}, false, {"dry.toml"}});
  CHECK(value_at(dry, "kiln.recovery")->number().value() == 0.8);
  const Scenario both = study_region({{"kiln.recovery=0.7"}, false, {"dry.toml"}});
  CHECK(value_at(both, "kiln.recovery")->number().value() == 0.7);
}
