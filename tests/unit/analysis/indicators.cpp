#include "analysis/indicators.h"

#include <cmath>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "analysis/indicator_reader.h"
#include "analysis/indicator_text.h"
#include "small_results.h"

using namespace huan::analysis;
using huan::scenarios::Complaints;

namespace {

Indicators read(const std::string& text) {
  Complaints complaints;
  const Indicators all = indicators_in(text, "test.toml", complaints);
  INFO(complaints.render());
  REQUIRE(complaints.fine());
  return all;
}

/// The one indicator with this body, of the small run.
IndicatorResult result_of(const std::string& body) {
  return evaluate(small_results(), read("[[indicator]]\nid = \"x\"\n" + body)).at(0);
}

double value(const std::string& body, std::size_t period = 0, std::size_t line = 0) {
  const IndicatorResult result = result_of(body);
  INFO(result.why_not);
  REQUIRE(result.computable);
  return result.lines.at(line).values.at(period).value;
}

std::string complaint(const std::string& body) {
  Complaints complaints;
  (void)indicators_in("[[indicator]]\nid = \"x\"\n" + body, "test.toml", complaints);
  return complaints.render();
}

}  // namespace

TEST_CASE("A sum adds the intervals of each calendar year, in the unit asked for") {
  const std::string pit = "sum = { flow = \"to_pit\" }\n";
  CHECK(value(pit + "unit = \"t\"") == 122);
  CHECK(value(pit + "unit = \"t\"", 1) == 217);
  CHECK(value(pit + "unit = \"kt\"") == Approx(0.122));
  CHECK(value(pit + "unit = \"10^4 t\"") == Approx(0.0122));
  CHECK(value(pit + "unit = \"t/d\"") == Approx(2));     // 122 t in 61 days
  CHECK(value(pit + "unit = \"t/d\"", 1) == Approx(7));  // 217 t in 31 days
  CHECK(value(pit + "unit = \"t/a\"", 1) == Approx(7 * 365));
  CHECK(value(pit + "unit = \"t\"\nper = \"run\"") == 339);
  CHECK(value(pit + "unit = \"t\"\nper = \"interval\"", 1) == 62);
}

TEST_CASE("Lines are chosen by patterns and by what is said of them") {
  CHECK(value("sum = { flow = \"*>pit.msw\" }\nunit = \"t\"") == 122);
  CHECK(value("sum = { flow = \"*\", material = \"msw\", kind = [\"route\", \"shipment\"] }\n"
              "unit = \"t\"") == 732);
  CHECK(value("sum = { flow = \"to_*\", except = \"*pit\" }\nunit = \"t\"") == 610);
  CHECK(value("sum = { flow = \"*\", except = { material = \"msw\" } }\nunit = \"t\"") == 488);
  CHECK(value("sum = { flow = \"*\", facility_kind = \"landfill\" }\nunit = \"t\"") == 122);
  CHECK(value("sum = { flow = \"*\", kind = \"draw\", recipe = \"@treatment\" }\nunit = \"t\"") ==
        610);
  CHECK(value("sum = [{ flow = \"to_burner\" }, { flow = \"to_pit\", times = -1 }]\n"
              "unit = \"t\"") == 488);
  CHECK(value("sum = { flow = \"to_pit\", times = \"0.5 t/t\" }\nunit = \"t\"") == 61);
}

TEST_CASE("A ratio divides sums; a factor and a constant bring their units") {
  const std::string of =
      "ratio = { of = { flow = \"to_pit\" }, to = { flow = \"world.msw>*\" } }\n";
  CHECK(value(of + "unit = \"%\"") == Approx(100.0 * 122 / 732));
  CHECK(value("ratio = { of = { flow = \"world.msw>*\" }, to = { constant = \"12000 person\" } }\n"
              "unit = \"kg/(person d)\"") == Approx(732e3 / 12000 / 61));
  CHECK(value("ratio = { of = { room = \"pit.msw\" }, to = { flow = \"to_pit\" } }\nunit = \"d\"",
              1) == Approx(661.0 / 7));  // 661 t left at 7 t/d
}

TEST_CASE("Items, levels, growth, largest interval, hours and dates") {
  CHECK(value("sum = [{ emission = \"co2_fossil\" }, { emission = \"ch4\", times = 27 }]\n"
              "unit = \"t\"") == 210 + 27 * 6);
  CHECK(value("sum = { emission = \"*\", facility = \"burner\" }\nunit = \"t\"", 1) == 51);
  CHECK(value("last = { stock = \"pit.*\" }\nunit = \"t\"") == 122);
  CHECK(value("growth = { flow = \"to_pit\" }\nunit = \"%\"", 1) == Approx(250));  // 2 to 7 t/d
  CHECK(std::isnan(value("growth = { flow = \"to_pit\" }\nunit = \"%\"", 0)));
  CHECK(value("max = { flow = \"to_burner\" }\nunit = \"t/d\"") == Approx(10));
  CHECK(value("max = { stock_max = \"burner.msw\" }\nunit = \"t\"") == 20);
  CHECK(value("hours = { activity = \"burner.run\", at_least = 0.99 }\nunit = \"h\"") == 61 * 24);
  const auto first =
      result_of("first = { activity = \"burner.run\", at_most = 0.6, for = \"10 d\" }\n");
  CHECK(first.lines.at(0).values.at(0).text == "2020-01-01");
  const auto never =
      result_of("first = { activity = \"burner.run\", at_most = 0.6, for = \"40 d\" }\n");
  CHECK(never.lines.at(0).values.at(0).text == "never for so long");
}

TEST_CASE("Lines can be told apart by county") {
  const auto result = result_of("sum = { flow = \"to_*\" }\nunit = \"t\"\nby = \"county\"");
  REQUIRE(result.lines.size() == 2);
  CHECK(result.lines[0].group == "North");
  CHECK(result.lines[0].values[0].value == 610);
  CHECK(result.lines[1].group == "South");
  CHECK(result.lines[1].values[0].value == 122);
}

TEST_CASE("What a run does not hold is said, never taken for nothing") {
  const auto nothing = result_of("sum = { flow = \"to_moon\" }\nunit = \"t\"");
  CHECK_FALSE(nothing.computable);
  CHECK(nothing.why_not == "nothing in this run matches to_moon");
  const auto part = result_of("sum = { flow = [\"to_pit\", \"to_moon\"] }\nunit = \"t\"");
  CHECK(part.computable);
  CHECK(part.remarks == std::vector<std::string>{"nothing in this run matches to_moon"});
  const auto table = result_of("sum = { money = \"opex\" }\nunit = \"yuan\"");
  CHECK(table.why_not == "this run has no table 'money'");
  const auto zero =
      result_of("ratio = { of = { flow = \"to_pit\" }, to = { flow = \"to_pit\", times = 0 } }\n");
  CHECK(zero.lines.at(0).values.at(0).text == "nothing to divide by");
  const auto said = result_of("not_computable = \"a survey\"");
  CHECK(said.why_not == "a survey");
}

TEST_CASE("Results that come in blocks give the same as all at once") {
  const Dataset all = small_results();
  const Indicators declared = read(
      "[[indicator]]\nid = \"a\"\nsum = { flow = \"to_pit\" }\nunit = \"t\"\n"
      "[[indicator]]\nid = \"b\"\nlast = { stock = \"pit.msw\" }\nunit = \"t\"\n");
  Evaluation evaluation(all, declared);
  for (std::size_t row = 0; row < 3; ++row) {
    Dataset one = all;
    one.begins = {all.begins[row]};
    one.ends = {all.ends[row]};
    one.periods = {all.periods[row]};
    for (auto& [name, table] : one.tables) {
      const auto values = all.table(name)->row(row);
      table.values.assign(values.begin(), values.end());
      table.size[0] = 1;
    }
    evaluation.add(one);
  }
  CHECK(json_of(evaluation.finish()) == json_of(evaluate(all, declared)));
}

TEST_CASE("Mistakes in a declaration are shown with their place, all at once") {
  CHECK_THAT(complaint("sum = { flow = \"a\" }\nunit = \"MWh\""),
             Catch::Contains("test.toml:2:6: error: indicator 'x' cannot be in \"MWh\": what it "
                             "adds up is in t"));
  CHECK_THAT(complaint("sum = { flwo = \"a\" }\nunit = \"t\""),
             Catch::Contains("did you mean 'flow'?"));
  CHECK_THAT(complaint("sum = { flow = \"a\", materiel = \"b\" }\nunit = \"t\""),
             Catch::Contains("did you mean 'material'?"));
  CHECK_THAT(complaint("sum = { flow = \"@wast\" }\nunit = \"t\""),
             Catch::Contains("there is no class '@wast'"));
  CHECK_THAT(complaint("sum = { stock = \"a\" }\nlast = { stock = \"a\" }\nunit = \"t\""),
             Catch::Contains("has two of sum"));
  CHECK_THAT(complaint("ratio = { of = { flow = \"a\" } }\nunit = \"%\""),
             Catch::Contains("has no 'to'"));
  CHECK_THAT(complaint("last = { flow = \"a\" }\nunit = \"t\""),
             Catch::Contains("is an amount, not a level"));
  CHECK_THAT(complaint("hours = { activity = \"a\" }\nunit = \"h\""),
             Catch::Contains("needs at_least or at_most"));
  CHECK_THAT(complaint("sum = { flow = \"a\" }\nunit = \"t\"\nby = \"countey\""),
             Catch::Contains("did you mean 'county'?"));
  const std::string two = complaint("sum = { flow = 3 }\nunit = \"tt\"\nreported = { may = 1 }");
  CHECK_THAT(two, Catch::Contains("there is no such unit"));
  CHECK_THAT(two, Catch::Contains("'may' is no year"));
}

TEST_CASE("The general indicators can be read, and a scenario's own replaces one of the same id") {
  CHECK(general_indicators().size() > 15);
  Dataset data = small_results();
  data.scenario +=
      "[[indicator]]\nid = \"landfilled\"\nsum = { flow = \"to_pit\" }\nunit = \"t\"\n";
  Complaints complaints;
  const Indicators all = indicators_for(data, complaints);
  REQUIRE(complaints.fine());
  CHECK(all.size() == general_indicators().size());
  CHECK(all.front().unit == "t");
}

TEST_CASE("A table says whether a target is met, CSV and JSON hold every value") {
  const auto results = evaluate(
      small_results(), read("[[indicator]]\nid = \"x\"\nname = \"Buried, \\\"wet\\\"\"\n"
                            "sum = { flow = \"to_pit\" }\nunit = \"t\"\nbetter = \"lower\"\n"
                            "reported = { 2019 = 120, 2018 = 9 }\ntarget = { 2020 = 100 }\n"));
  const std::string table = table_of(results, {});
  CHECK_THAT(table, Catch::Contains("9 for 2018"));
  CHECK_THAT(table, Catch::Contains("2020: missed"));
  CHECK(csv_of(results, "f.h5") ==
        "f.h5,x,\"Buried, \"\"wet\"\"\",,,t,,2019,122,,120,,whole\n"
        "f.h5,x,\"Buried, \"\"wet\"\"\",,,t,,2020,217,,,100,whole\n");
  const auto json = json_of(results);
  CHECK(json[0]["lines"][0]["values"][1]["value"] == 217);
  CHECK(json[0]["target"]["2020"] == 100);
}
