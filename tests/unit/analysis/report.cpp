#include <array>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "analysis/report/packed.h"
#include "analysis/report/page.h"
#include "analysis/report/page_data.h"
#include "analysis/report/page_number.h"
#include "refinery.h"

using namespace huan::analysis;
using namespace huan::analysis::report;
using Json = nlohmann::json;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// Two months of a plant that sends coke to the world; its store is always at 7 t.
Dataset two_months() {
  Dataset data;
  data.origin = "/somewhere/else/two.h5";
  data.title = "Two </script> months";
  data.title_zh = "两个月";
  data.start = std::chrono::year{2021} / 1 / 1;
  data.duration = 59;
  data.begins = {0, 31};
  data.ends = {31, 59};
  data.periods = {"2021-01", "2021-02"};
  Axis facility{"facility", {"plant", "none"}, {}, {}};
  facility.texts["facility_name"] = {"Plant", ""};
  facility.texts["facility_name_zh"] = {"厂", ""};
  facility.numbers["latitude"] = {34.0123456789, nothing};
  facility.numbers["longitude"] = {nothing, nothing};
  data.axes["facility"] = facility;
  Axis flow{"flow_id", {"plant.coke>world.coke"}, {}, {}};
  flow.texts["flow_from"] = {"plant.coke"};
  flow.texts["flow_to"] = {"world.coke"};
  flow.texts["flow_kind"] = {"draw"};
  flow.texts["flow_facility"] = {"plant"};
  flow.texts["flow_material"] = {"coke"};
  flow.texts["flow_name"] = {"Plant: Coke"};
  flow.texts["flow_name_zh"] = {"厂：焦炭"};
  data.axes["flow_id"] = flow;
  data.tables["flow"] = {"flow", {"time", "flow_id"}, {2, 1}, "t", "", "", {1.23456789, nothing}};
  Axis stock{"stock_id", {"plant.coke"}, {}, {}};
  stock.texts["stock_facility"] = {"plant"};
  stock.texts["stock_material"] = {"coke"};
  stock.numbers["stock_capacity"] = {std::numeric_limits<double>::infinity()};
  data.axes["stock_id"] = stock;
  data.tables["stock"] = {"stock", {"time", "stock_id"}, {2, 1}, "t", "", "", {7, 7}};
  data.events = {{1.5, "fails", "plant.run", 0}, {2.5, "repaired", "plant.run", 0}};
  return data;
}

Json read_back(const Dataset& data) {
  const std::array runs = {PageRunResults{data, {}}};
  return Json::parse(page_data(runs));
}

}  // namespace

TEST_CASE("A number of the page has as many digits as asked, and none where it is not finite") {
  CHECK(shortened(1234567.0).dump() == "1234600");
  CHECK(shortened(0.000123456).dump() == "0.00012346");
  CHECK(shortened(-2.0).dump() == "-2");
  CHECK(shortened(-0.0).dump() == "0");
  CHECK(shortened(7e20).dump() == "7e+20");
  CHECK(shortened(nothing).is_null());
  CHECK(shortened(std::numeric_limits<double>::infinity()).is_null());
}

TEST_CASE("A series that never changes is one number") {
  CHECK(series(3, [](std::size_t) { return 0.0; }) == Json(0));
  CHECK(series(3, [](std::size_t) { return nothing; }).is_null());
  CHECK(series(2, [](std::size_t i) { return i == 0 ? 1.0 : nothing; }) ==
        Json::parse("[1, null]"));
  CHECK(series(0, [](std::size_t) { return 1.0; }) == Json::array());
}

TEST_CASE("The page's data say what the results say") {
  const Json data = read_back(two_months());
  CHECK(data["contract"] == page_contract);
  const Json& run = data["runs"][0];
  CHECK(run["file"] == "two.h5");
  CHECK(run["title"] == Json({"Two </script> months", "两个月"}));
  CHECK(run["start"] == "2021-01-01");
  CHECK(run["covers_days"] == 59);
  CHECK(run["time"] == Json({0, 31, 59}));
  CHECK(run["facilities"]["id"] == Json({"plant"}));
  CHECK(run["facilities"]["lat"] == Json({34.01235}));
  CHECK(run["facilities"]["lon"][0].is_null());
  CHECK(run["flows"]["amount"] == Json::parse("[[1.2346, null]]"));
  CHECK(run["flows"]["facility"] == Json({0}));
  CHECK(run["materials"] == Json({{"id", {"coke"}}, {"en", {"Coke"}}, {"zh", {"焦炭"}}}));
  CHECK(run["stocks"]["level"] == Json({7}));
  CHECK(run["stocks"]["capacity"][0].is_null());
  CHECK(run["events"]["things"] == Json({"plant.run"}));
  CHECK(run["events"]["meanings"] == Json({"fails", "repaired"}));
  CHECK(run["events"]["who"] == Json({0, 0}));
  CHECK_FALSE(run.contains("losses"));
  CHECK_FALSE(run.contains("balance"));
}

TEST_CASE("Text that is no UTF-8 does not break the page's data") {
  Dataset data = two_months();
  data.title = "bad \xff\xfe byte";
  const Json back = read_back(data);
  CHECK(back["runs"][0]["title"][0].get<std::string>().find("byte") != std::string::npos);
}

TEST_CASE("base64 is that of RFC 4648") {
  CHECK(base64("").empty());
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64("\xff\xff\xff") == "////");
}

TEST_CASE("Packed text begins as gzip does and is the same each time") {
  const std::string packed = gzip("huan huan huan huan huan huan");
  CHECK(packed.substr(0, 3) == "\x1f\x8b\x08");
  CHECK(packed.substr(4, 4) == std::string(4, '\0'));  // no time stamp
  CHECK(packed == gzip("huan huan huan huan huan huan"));
}

TEST_CASE("A title cannot leave its place in the page") {
  CHECK(escaped("<b>&\"'") == "&lt;b&gt;&amp;&quot;&#39;");
  if (!page_is_built_in()) return;
  const std::string text = page("</title><script>alert(1)</script>", "{}");
  CHECK(text.find("<script>alert(1)") == std::string::npos);
  CHECK(text.find("<title>&lt;/title&gt;&lt;script&gt;") != std::string::npos);
  CHECK(text.find("{title}") == std::string::npos);
  CHECK(text.find("{data}<") == std::string::npos);
}

// The refinery lost 280 t in March, when it starved because the ovens were closed, and 30 t of
// 300 + 310 in three days of repair.
TEST_CASE("A run's page says what held its processes back, and what lay behind it") {
  const Json why = read_back(refinery())["runs"][0]["why"];
  REQUIRE(why.size() == 2);
  const Json& starved = why[0];
  CHECK(starved["process"] == "refinery.run");
  CHECK(starved["cause"] == "starved");
  CHECK(starved["stock"] == "refinery.tar");
  CHECK(starved["lost"] == 280);
  CHECK(starved["hours"] == 672);
  CHECK(starved["of_capacity"].get<double>() == Approx(280.0 / 610).epsilon(1e-4));
  CHECK(starved["when"] == Json({"2022-03"}));
  CHECK(starved["spare"] == false);
  REQUIRE(starved["chain"].size() == 2);
  CHECK(starved["chain"][0]["id"] == "tar_pipe");
  CHECK(starved["chain"][0]["stock"] == "ovens.tar");
  CHECK(starved["chain"][1]["id"] == "ovens.coke");
  CHECK(starved["chain"][1]["cause"] == "closed");
  CHECK(starved["chain"][1]["detail"] == "closed on 2022-03-01");
  CHECK(why[1]["cause"] == "down");
  CHECK(why[1]["lost"] == 30);
  CHECK(why[1]["detail"] == "1 failure, 3 d");
  // nothing was lost: nothing to say
  CHECK_FALSE(read_back(two_months())["runs"][0].contains("why"));
}
