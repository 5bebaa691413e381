#include "scenarios/reader/library.h"

#include <catch2/catch.hpp>

using huan::models::EmbeddedFile;
using huan::models::Library;
using huan::scenarios::Complaints;
using huan::scenarios::parse_library;

namespace {

constexpr std::string_view materials = R"([[material]]
id = "dust"
name = "Dust"
name_zh = "粉尘"
grade_of = "oxide"
composition = [
  { substance = "Zn", value = 0.25, min = 0.18, max = 0.35, unit = "1", source = "a page" },
  { substance = "other", value = 0.75, unit = "1", source = "remainder to 1" },
]
property = [ { item = "LHV", value = 6.3, min = 4.2, max = 8.4, unit = "MJ/kg", source = "b" } ]

[[material]]
id = "oxide"
name = "Oxide"
environment = "water"
formula = { Zn = 1, O = 1 }
)";

constexpr std::string_view kiln = R"(id = "kiln"
name = "Kiln"
name_zh = "窑"
chain = "Xuchang"
feed = "dust"
evidence = "B"
balance = "oxide"
balance_side = "output"
input = [ { material = "dust", value = 1, unit = "t/t", source = "definition" } ]
output = [ { material = "oxide", value = 1, min = 0.9, max = 1, unit = "t/t", source = "c" } ]
transfer = [ { substance = "Zn", output = "oxide", value = 1, unit = "1", source = "d" } ]
reaction = [ { reaction = "water_from_hydrogen", value = 0.5, unit = "1", source = "e" } ]
energy = [ { item = "electricity_use", value = 160, unit = "kWh/t", source = "f" } ]
)";

constexpr std::string_view limits = R"([[constraint]]
id = "C1"
applies_to = ["kiln", "dust"]
scope = "feed"
name = "Zinc in dust"
parameter = "Zn_in_feed"
operator = ">="
value = 0.18
unit = "1"
source = "general knowledge"

[[link]]
material = "oxide"
recipe = "kiln"
replaces = "dust"
value = 0.5
unit = "t/t"
source = "g"
max_share = 0.1
note = "why not"
)";

/// All that is said about `text` beside sound files.
std::string said(std::string_view text, std::string_view path = "x.toml") {
  const EmbeddedFile files[] = {{"materials.toml", materials}, {"kiln.toml", kiln}, {path, text}};
  Complaints complaints;
  (void)parse_library(files, complaints);
  return complaints.render();
}

/// `kiln`, or `materials`, with `from` replaced.
std::string with(std::string_view whole, std::string_view from, std::string_view to) {
  std::string text(whole);
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("Materials, recipes, constraints and links are read with every number's source") {
  const EmbeddedFile files[] = {
      {"a.toml", materials}, {"b.toml", kiln}, {"c.toml", limits}, {"ignored.csv", "id,name"}};
  Complaints complaints;
  const Library library = parse_library(files, complaints);
  INFO(complaints.render());
  REQUIRE(complaints.fine());

  const auto& dust = library.material("dust");
  CHECK(dust.name_zh == "粉尘");
  CHECK(dust.grade_of == "oxide");
  CHECK(dust.composition.at("Zn").max == 0.35);
  CHECK(dust.composition.at("Zn").source == "a page");
  CHECK(dust.properties.at("LHV").unit == "MJ/kg");
  CHECK_FALSE(dust.pure());
  CHECK(library.material("oxide").pure());
  CHECK(library.material("oxide").environment == "water");

  const auto& recipe = library.recipe("kiln");
  CHECK(recipe.feed == "dust");
  CHECK(recipe.balance == "oxide");
  CHECK_FALSE(recipe.balance_is_input);
  REQUIRE(recipe.outputs.size() == 1);
  CHECK(recipe.outputs[0].amount.min == 0.9);
  CHECK_FALSE(recipe.inputs[0].amount.min);
  CHECK(recipe.transfers[0].share.value == 1);
  CHECK(recipe.reactions[0].extent.value == 0.5);
  CHECK(recipe.energy[0].item == "electricity_use");

  const auto& constraint = library.constraints.at("C1");
  CHECK(constraint.relation == ">=");
  CHECK(constraint.applies_to == std::vector<std::string>{"kiln", "dust"});
  CHECK(library.links.at(0).max_share == 0.1);
}

TEST_CASE("A misspelt key is shown with its place and the word that was meant") {
  const std::string text = said(with(kiln, "balance_side", "balance_sid"));
  CHECK_THAT(text, Catch::Contains("x.toml:8:1: error: there is no key 'balance_sid' here"));
  CHECK_THAT(text, Catch::Contains("did you mean 'balance_side'?"));
  CHECK_THAT(text, Catch::Contains("'balance_side' is missing"));
}

TEST_CASE("What a row lacks or has wrong is said at the row") {
  CHECK_THAT(said(with(kiln, ", source = \"d\"", "")),
             Catch::Contains("x.toml:11:14") && Catch::Contains("'source' is missing"));
  CHECK_THAT(said(with(kiln, "substance = \"Zn\"", "substance = \"Zinc\"")),
             Catch::Contains("x.toml:11:28") && Catch::Contains("'substance' cannot be 'Zinc'"));
  CHECK_THAT(said(with(kiln, "unit = \"kWh/t\"", "unit = \"kWh\"")),
             Catch::Contains("'unit' cannot be 'kWh'") && Catch::Contains("'kWh/t'"));
  CHECK_THAT(said(with(kiln, "value = 160", "value = \"160\"")),
             Catch::Contains("a number is needed"));
  CHECK_THAT(said(with(kiln, "min = 0.9", "min = 1.2")),
             Catch::Contains("x.toml:10:42") && Catch::Contains("outside its own range"));
  CHECK_THAT(said(with(kiln, "water_from_hydrogen", "wine_from_water")),
             Catch::Contains("'reaction' cannot be 'wine_from_water'"));
  CHECK_THAT(said(with(kiln, "value = 0.5", "value = 1.5")), Catch::Contains("between 0 and 1"));
}

TEST_CASE("A recipe's feed and balance must be among its streams") {
  CHECK_THAT(said(with(kiln, "feed = \"dust\"", "feed = \"oxide\"")),
             Catch::Contains("the main feed 'oxide' must be an input of 1 t/t"));
  CHECK_THAT(said(with(kiln, "balance = \"oxide\"", "balance = \"dust\"")),
             Catch::Contains("x.toml:7:11: error: 'dust' is not such a stream"));
}

TEST_CASE("A composition above one, a formula of nothing known, and nothing at all are refused") {
  CHECK_THAT(said(with(materials, "value = 0.25, min = 0.18, max = 0.35", "value = 1.25")),
             Catch::Contains("between 0 and 1") && Catch::Contains("sum to more than 1"));
  CHECK_THAT(said(with(materials, "{ Zn = 1, O = 1 }", "{ Zn = 1, Ox = 1 }")),
             Catch::Contains("there is no substance 'Ox'"));
  CHECK_THAT(said(with(materials, "formula = { Zn = 1, O = 1 }", "")),
             Catch::Contains("'oxide' has neither a composition nor a formula"));
}

TEST_CASE("What a recipe, constraint, link or grade names must exist") {
  CHECK_THAT(said(with(kiln, "material = \"oxide\"", "material = \"oxid\"")),
             Catch::Contains("is not such a stream"));
  CHECK_THAT(
      said(with(kiln, "output = \"oxide\", value = 1, unit", "output = \"dust\", value = 1, unit")),
      Catch::Contains("the transfer of Zn names 'dust', which is no output"));
  CHECK_THAT(said(with(limits, "\"kiln\", \"dust\"", "\"kilm\", \"dust\"")),
             Catch::Contains("there is no recipe or material 'kilm'"));
  CHECK_THAT(said(with(limits, "replaces = \"dust\"", "replaces = \"dusk\"")),
             Catch::Contains("there is no material 'dusk'") && Catch::Contains("'dust'"));
  CHECK_THAT(said(with(materials, "grade_of = \"oxide\"", "grade_of = \"oxides\"")),
             Catch::Contains("there is no material 'oxides'") && Catch::Contains("'oxide'"));
}
