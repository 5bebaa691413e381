#include "scenarios/reader/reader.h"

#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "scenarios/reader/operation.h"
#include "tests/own_folder.h"
#include "tests/unit/scenarios/small_shelf.h"

namespace fs = std::filesystem;
using namespace huan::scenarios;

namespace {

const std::string head = "format = 1\nstart = 2021-01-01\nend = 2021-12-31\n";
const std::string sites = R"toml(
[[facility]]
id = "works"
kind = "source"
material = "eaf_dust"
rate = { value = "90 kt/a", profile = "winter", keep = "total", assumed = true, source = "a guess" }

[[facility]]
id = "kiln"
alias = "befesa"
kind = "waelz_kiln"
name_zh = "回转窑"
at = [34.2, 113.9]
capacity = "110 kt/a"
opens = 2021-02-01
stocks.eaf_dust = { capacity = "9 kt", initial = "10 t" }
outages = { mean_up = "45 d", mean_down = "3 d", clock = "calendar" }
maintenance = [{ from = "02-10", to = "02-24", every = "year" }]
kiln.yield.waelz_slag = 0.7

[[route]]
id = "dust"
from = "works.eaf_dust"
to = "befesa.eaf_dust"
mode = "truck"
lot = "30 t"
transit = "3 h"
fuel = "20 g/(t km)"

[[profile]]
id = "winter"
months = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1]
)toml";

std::optional<Scenario> read(const std::string& text, Complaints& complaints,
                             const ReadOptions& options = {}) {
  return read_scenario_text(text, "x.toml", huan::tests::small_shelf(), options, complaints);
}

Scenario fine(const std::string& text, const ReadOptions& options = {}) {
  Complaints complaints;
  auto scenario = read(text, complaints, options);
  INFO(complaints.render());
  REQUIRE(scenario);
  return std::move(*scenario);
}

/// A folder of scenarios.
class Folder : public huan::tests::OwnFolder {
 public:
  void link(const std::string& name, const std::string& target) const {
    fs::create_symlink(target, path / name);
  }
  [[nodiscard]] std::optional<Scenario> read(const std::string& name, Complaints& complaints,
                                             const ReadOptions& options = {}) const {
    return read_scenario(path / name, huan::tests::small_shelf(), options, complaints);
  }
  [[nodiscard]] Scenario fine(const std::string& name, const ReadOptions& options = {}) const {
    Complaints complaints;
    auto scenario = read(name, complaints, options);
    INFO(complaints.render());
    REQUIRE(scenario);
    return std::move(*scenario);
  }
};

double number_at(const Scenario& scenario, const std::string& path) {
  const auto setting = value_at(scenario, path);
  INFO(path);
  REQUIRE(setting);
  return setting->number().value();
}

}  // namespace

TEST_CASE("A scenario is typed: numbers in canonical units, dates, ids resolved") {
  const Scenario scenario = fine(head + "seed = 7\n" + sites);
  CHECK(scenario.header.days() == 365);
  CHECK(scenario.header.seed == 7);
  REQUIRE(scenario.facilities.size() == 2);
  const Facility& kiln = scenario.facilities[1];
  CHECK(kiln.name_zh.value == "回转窑");
  CHECK(kiln.at->first == 34.2);
  CHECK(kiln.parameters.at("capacity").number().value() == Approx(110000.0 / 365));
  CHECK(kiln.parameters.at("capacity").number().per_calendar);
  CHECK(kiln.parameters.at("recovery").fallback);
  CHECK(std::get<Moment>(kiln.opens->value).days_since(scenario.header.start) == 31);
  CHECK(kiln.stocks.at("eaf_dust").capacity->number().value() == 9000);
  CHECK(kiln.outages[0].clock == huan::sim::Clock::calendar);
  CHECK(kiln.maintenance[0].yearly->second == MonthDay{2, 24});
  CHECK(kiln.overrides.at("kiln.yield.waelz_slag").set->number().value() == 0.7);
  const Setting& rate = scenario.facilities[0]->parameters.at("rate");
  CHECK(rate.profile == "winter");
  CHECK(rate.keep == Keep::total);
  CHECK(rate.assumed);
  CHECK(scenario.routes[0].to.facility == "kiln");
  CHECK(scenario.routes[0].settings.at("transit").number().value() == 0.125);
  CHECK(scenario.routes[0].settings.at("fuel").number().value() == Approx(0.02));
}

TEST_CASE("Everything is found by id, by alias and by what begins with an id") {
  const Scenario scenario = fine(head + sites);
  REQUIRE(scenario.facility("befesa"));
  CHECK(scenario.facility("befesa")->id == "kiln");
  CHECK(scenario.place_of("kiln.eaf_dust").line == scenario.place_of("befesa").line);
  CHECK(scenario.place_of("kiln.kiln>kiln.waelz_slag").known());
  CHECK_FALSE(scenario.place_of("nothing").known());
}

TEST_CASE("Overlays change their base in order: base, applied overlays, then their own changes") {
  const Folder folder;
  folder.write("base.toml", head + "name = \"base\"\n" + sites);
  folder.write("drought.toml",
               "base = \"base.toml\"\nname = \"drought\"\nset = { \"kiln.capacity\" = \"50 kt/a\", "
               "\"works.rate\" = \"80 kt/a\" }\n");
  folder.write(
      "what-if.toml",
      "base = \"base.toml\"\nname = \"what if\"\nend = 2021-06-30\napply = [\"drought.toml\"]\n"
      "times = { \"kiln.capacity\" = 2, \"befesa.outages.mean_down\" = 3 }\n");
  folder.write(
      "further.toml",
      "base = \"what-if.toml\"\nremove = [\"dust\"]\nset = { \"kiln.recovery\" = \"80 %\" }\n");
  const Scenario what_if = folder.fine("what-if.toml");
  CHECK(what_if.header.name.value == "what if");
  CHECK(what_if.header.days() == 181);
  CHECK(number_at(what_if, "kiln.capacity") == Approx(100000.0 / 365));
  CHECK(number_at(what_if, "works.rate") == Approx(80000.0 / 365));
  CHECK(what_if.facilities[0]->parameters.at("rate").profile == "winter");
  CHECK(number_at(what_if, "kiln.outages.mean_down") == 9);
  const Scenario further = folder.fine("further.toml");
  CHECK(further.routes.empty());
  CHECK(number_at(further, "kiln.recovery") == Approx(0.8));
  CHECK(number_at(further, "kiln.capacity") == Approx(100000.0 / 365));
}

TEST_CASE("The command line has the last word, in its own units") {
  const Scenario scenario = fine(
      head + sites,
      {{"kiln.capacity=12 t/h", "seed=11", "kiln.opens=2021-03-01", "kiln.covered=true"}, false});
  CHECK(number_at(scenario, "kiln.capacity") == 288);
  CHECK(scenario.header.seed == 11);
  CHECK(std::get<Moment>(value_at(scenario, "kiln.opens")->value).text() == "2021-03-01");
  CHECK(std::get<bool>(value_at(scenario, "kiln.covered")->value));
}

TEST_CASE("One option of an alternative is taken, the default unless another is chosen") {
  const std::string alternative =
      "\n[[alternative]]\nid = \"arrivals\"\ndefault = \"much\"\n[alternative.options.much]\nset = "
      "{ \"works.rate\" = \"95 kt/a\" }\n[alternative.options.little]\ntimes = { \"works.rate\" = "
      "0.5 }\n";
  CHECK(number_at(fine(head + sites + alternative), "works.rate") == Approx(95000.0 / 365));
  const Scenario little = fine(head + "choose = { arrivals = \"little\" }\n" + sites + alternative);
  CHECK(number_at(little, "works.rate") == Approx(45000.0 / 365));
  CHECK(little.alternatives[0].chosen == "little");
  CHECK(number_at(fine(head + sites + alternative, {{"arrivals=little"}, false}), "works.rate") ==
        Approx(45000.0 / 365));
}

TEST_CASE(
    "Hypotheses take part only when enabled, and changes of those that are off are passed over") {
  const std::string guess =
      "\n[[route]]\nid = \"guess\"\nfrom = \"works.eaf_dust\"\nto = \"kiln.eaf_dust\"\nmode = "
      "\"conveyor\"\nevidence = \"hypothesis\"\n\n[[event]]\nid = \"open_guess\"\non = "
      "2021-06-01\nset = { \"guess.open\" = true, \"kiln.recovery\" = 0.5 }\n";
  const Scenario off = fine(head + sites + guess);
  CHECK(off.routes.size() == 1);
  CHECK(off.events[0].operations.size() == 1);
  CHECK_FALSE(off.hypotheses[0].enabled);
  const Scenario on = fine(head + "enable = [\"guess\"]\n" + sites + guess);
  CHECK(on.routes.size() == 2);
  CHECK(on.events[0].operations.size() == 2);
  CHECK(fine(head + "enable = [\"hypothesis\"]\n" + sites + guess).routes.size() == 2);
}

TEST_CASE("Events are typed with their triggers, ramps and windows") {
  const std::string set = "set = { \"befesa.capacity\" = \"120 kt/a\" }\n";
  const Scenario scenario =
      fine(head + sites +
           "[[event]]\nid = \"a\"\non = 2021-03-01\nramp = \"6 months\"\nstep = \"1 month\"\n" +
           set + "[[event]]\nid = \"b\"\non = 2021-03-01\nfor = \"30 d\"\n" + set +
           "[[event]]\nid = \"c\"\non = 2021-03-01\nevery = \"quarter\"\nuntil = 2021-11-30\n" +
           set + "[[event]]\nid = \"d\"\nfrom = \"11-15\"\nto = \"03-15\"\nevery = \"year\"\n" +
           set + "[[event]]\nid = \"e\"\non = { opens = \"befesa\", after = \"30 d\" }\n" + set +
           "[[event]]\nid = \"f\"\nwhen = { stock = \"befesa.eaf_dust\", above = \"3 kt\", "
           "back_below = \"2 kt\" }\n" +
           set);
  CHECK(scenario.events[0].operations[0].path == "kiln.capacity");
  CHECK(scenario.events[0].ramp->months == 6);
  CHECK(scenario.events[0].ramp->step_months == 1);
  CHECK(*scenario.events[1].lasts == 30);
  CHECK(scenario.events[2].every->months == 3);
  CHECK(scenario.events[2].until->text() == "2021-12-01");
  CHECK(std::get<YearlyWindow>(scenario.events[3].trigger).from == MonthDay{11, 15});
  CHECK(std::get<Follows>(scenario.events[4].trigger).subject.value == "kiln");
  const When& when = std::get<When>(scenario.events[5].trigger);
  CHECK(when.subject.value == "kiln.eaf_dust");
  CHECK(when.level.value() == 3000);
  CHECK(when.back->value() == 2000);
}

TEST_CASE("An operation changes the typed scenario, or complains and changes nothing") {
  Scenario scenario = fine(head + sites);
  Complaints complaints(std::make_shared<SourceTexts>());
  Operation operation;
  operation.path = "befesa.capacity";
  operation.value.value = canonical(250, huan::models::Dimension::mass_flow);
  CHECK(apply(scenario, operation, complaints));
  CHECK(number_at(scenario, "kiln.capacity") == 250);
  operation.kind = Operation::Kind::times;
  operation.value.value = canonical(0.5, huan::models::Dimension::ratio);
  CHECK(apply(scenario, operation, complaints));
  CHECK(number_at(scenario, "kiln.capacity") == 125);
  operation.path = "kiln.kiln.transfer.Zn.waelz_oxide";
  CHECK(apply(scenario, operation, complaints));
  CHECK(scenario.facilities[1]->overrides.at("kiln.transfer.Zn.waelz_oxide").times == 0.5);
  operation.path = "material.eaf_dust.Zn";
  CHECK(apply(scenario, operation, complaints));
  CHECK(number_at(scenario, "material.eaf_dust.Zn") == 0.125);
  CHECK(complaints.all().empty());
  operation.path = "kiln.recovery";
  operation.kind = Operation::Kind::set;
  operation.value.value = canonical(1.5, huan::models::Dimension::ratio);
  CHECK_FALSE(apply(scenario, operation, complaints));
  CHECK(number_at(scenario, "kiln.recovery") == 0.9);
  operation.value.value = true;
  CHECK_FALSE(apply(scenario, operation, complaints));
  operation.path = "kiln.nothing";
  CHECK_FALSE(apply(scenario, operation, complaints));
  CHECK(complaints.errors() == 3);
}

TEST_CASE("What can be set is listed with value and unit, and every listed path leads somewhere") {
  const Scenario scenario = fine(head + sites);
  bool capacity = false;
  for (const PathLine& line : list_paths(scenario)) {
    if (line.path == "kiln.capacity") {
      capacity = true;
      CHECK(line.value == "110 kt/a");
      CHECK(line.unit == "t/d");
      CHECK(line.place.known());
    }
    if (line.value != "-") CHECK(value_at(scenario, line.path));
  }
  CHECK(capacity);
}

TEST_CASE("The resolved text reads back to the same text on its own") {
  const std::string rest = R"toml(
[[boundary]]
id = "import"
material = "eaf_dust_carbon_steel"
to = "kiln.eaf_dust"
only_when = "short"
gate_fee = "-120 yuan/t"

[[limit]]
id = "cap"
of = ["dust"]
per = "kiln.kiln"
at_most = "10 %"

[[event]]
id = "grow"
on = 2021-03-01
ramp = "6 months"
why = "a \"reason\""
set = { "kiln.capacity" = "120 kt/a" }

[[event]]
id = "full"
when = { flow = "dust", above = "0.1 Mt/a", over = "30 d", back_below = "50 kt/a" }
times = { "works.rate" = 0.97 }

[[event]]
id = "window"
from = "11-15"
to = "03-15"
every = "year"
set = { "kiln.available" = false }

[[indicator]]
id = "taken"
name_zh = "入窑粉尘"
sum = { flow = "dust" }
per = "year"
reported = { 2021 = 12.46 }

[[alternative]]
id = "arrivals"
default = "much"
[alternative.options.much]
set = { "works.rate" = "95 kt/a" }

[[profile]]
id = "measured"
steps = [[2021-01-01, 1], [2021-06-01T06:00:00, 0.5]]
)toml";
  const Scenario scenario =
      fine(head + "times = { \"kiln.kiln.yield.eaf_dust\" = 0.1, \"kiln.capacity\" = 0.3 }\n" +
           sites + rest);
  const std::string text = resolved_text(scenario);
  const Scenario again = fine(text);
  CHECK(resolved_text(again) == text);
  CHECK(number_at(again, "kiln.capacity") == number_at(scenario, "kiln.capacity"));
  CHECK(number_at(again, "works.rate") == Approx(95000.0 / 365));
  CHECK(again.facilities[1]->overrides.at("kiln.yield.eaf_dust").times == 0.1);
  CHECK(again.profiles.size() == 2);
  CHECK(again.indicators[0].name_zh.value == "入窑粉尘");
}

TEST_CASE("The resolved text of a shortened run reads back without complaints about later dates") {
  const Folder folder;
  folder.write("base.toml", head + sites +
                                "[[event]]\nid = \"late\"\non = 2021-10-01\nset = { "
                                "\"kiln.capacity\" = \"120 kt/a\" }\n");
  folder.write("short.toml", "base = \"base.toml\"\nend = 2021-01-15\n");
  const std::string text = resolved_text(folder.fine("short.toml"));
  Complaints complaints;
  const auto again = read(text, complaints);
  INFO(complaints.render());
  REQUIRE(again);
  CHECK(complaints.all().empty());
  CHECK(resolved_text(*again) == text);
}

TEST_CASE("A value of an overlay that a later event of the base sets anew is a warning") {
  const Folder folder;
  folder.write("base.toml", head + sites +
                                "[[event]]\nid = \"grow\"\non = 2021-03-01\nset = { "
                                "\"kiln.capacity\" = \"120 kt/a\" }\n");
  folder.write("what-if.toml", "base = \"base.toml\"\nset = { \"kiln.capacity\" = \"50 kt/a\" }\n");
  Complaints complaints;
  CHECK(folder.read("what-if.toml", complaints));
  REQUIRE(complaints.warnings() == 1);
  CHECK(complaints.all()[0].message == "'kiln.capacity' is set anew by event 'grow'");
  REQUIRE(complaints.all()[0].also.size() == 1);
}

TEST_CASE(
    "Files are named below the root folder, which a file huan.root marks, or anywhere if allowed") {
  const Folder folder;
  folder.write("common/sites.toml", sites);
  folder.write("region/a.toml", head + "include = [\"../common/sites.toml\"]\n");
  Complaints outside;
  CHECK_FALSE(folder.read("region/a.toml", outside));
  CHECK(folder.fine("region/a.toml", {{}, true}).facilities.size() == 2);
  folder.write("huan.root", "");
  CHECK(folder.fine("region/a.toml").facilities.size() == 2);
}

TEST_CASE("A link cannot lead out of the root folder") {
  const Folder folder;
  folder.write("secret.toml", sites);
  folder.write("region/a.toml", head + "include = [\"link.toml\"]\n");
  folder.link("region/link.toml", "../secret.toml");
  Complaints complaints;
  CHECK_FALSE(folder.read("region/a.toml", complaints));
  REQUIRE(complaints.errors() == 1);
  CHECK(complaints.all()[0].message == "'link.toml' lies outside the scenario's root folder");
}

TEST_CASE("Cells of tables may be numbers, dates, flags, lists and nested keys") {
  const Folder folder;
  folder.write("facilities.csv",
               "id,kind,capacity,opens,covered,recovery,alias,at,stocks.eaf_dust.capacity,imports,"
               "outages.mean_up,outages.mean_down\n"
               "k1,waelz_kiln,1 kt/a,2021-02-01,true,0.5,one;eins,34.2;113.9,9 t,msw;waelz_slag,45 "
               "d,3 d\nk2,waelz_kiln,2 kt/a,,,,,,,,,\n");
  folder.write("routes.csv", "id,from,to,mode\nr1,k1.waelz_slag,k2.waelz_slag,conveyor\n");
  folder.write("a.toml", head + "facilities = \"facilities.csv\"\nroutes = \"routes.csv\"\n");
  const Scenario scenario = folder.fine("a.toml");
  REQUIRE(scenario.facilities.size() == 2);
  const Facility& first = scenario.facilities[0];
  CHECK(std::get<Moment>(first.opens->value).text() == "2021-02-01");
  CHECK(std::get<bool>(first.parameters.at("covered").value));
  CHECK(first.parameters.at("recovery").number().value() == 0.5);
  CHECK(first.aliases == std::vector<std::string>{"one", "eins"});
  CHECK(first.at->second == 113.9);
  CHECK(first.stocks.at("eaf_dust").capacity->number().value() == 9);
  CHECK(std::get<std::vector<std::string>>(first.parameters.at("imports").value).size() == 2);
  CHECK(first.outages.size() == 1);
  CHECK(scenario.routes.size() == 1);
}
