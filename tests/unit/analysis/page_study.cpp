#include "analysis/report/page_study.h"

#include <catch2/catch.hpp>

#include "small_studies.h"
#include "small_study_file.h"

using namespace huan::analysis;
using huan::analysis::report::page_study;
using Json = nlohmann::json;

namespace {

std::filesystem::path page_study_folder() {
  const auto folder = std::filesystem::temp_directory_path() / "huan-page-study";
  std::filesystem::create_directories(folder);
  return folder;
}

StudyResults twelve() {
  return StudyResults(huan::tests::study_file(page_study_folder() / "twelve.h5",
                                              huan::tests::dump_head(), huan::tests::twelve_runs(),
                                              "list", 12));
}

const Json& output_of(const Json& study, const std::string& key) {
  for (const Json& one : study["outputs"])
    if (one["key"] == key) return one;
  throw std::runtime_error("no " + key);
}

}  // namespace

TEST_CASE("A page's study has the bands that numpy gives of the good runs") {
  const Json study = page_study(twelve(), "/somewhere/twelve.h5", {});
  CHECK(study["file"] == "twelve.h5");
  CHECK(study["runs"] == 12);
  CHECK(study["failed"] == 2);
  CHECK(study["reasons"] ==
        Json::parse(R"([["too empty", 1, "broke_off", 1], ["too full", 1, "broke_off", 1]])"));
  CHECK(study["years"] == Json({"2021", "2022"}));
  CHECK(study["start"] == "2021-01-01");
  CHECK(study["time"] == Json({0, 31, 59}));
  CHECK(study["seed"] == 5);

  // 1 to 10, so the quantile p is 1 + 9 p; then 7 in every run
  const Json& waste = output_of(study, "indicator waste");
  CHECK(waste["bands"] == Json::parse("[[1.45, 7], [3.25, 7], [5.5, 7], [7.75, 7], [9.55, 7]]"));
  CHECK(waste["mean"] == Json({5.5, 7}));
  CHECK(waste["least"] == Json({1, 7}));
  CHECK(waste["most"] == Json({10, 7}));
  CHECK(waste["count"] == 10);
  CHECK(waste["levels"] == Json::parse("[[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [7]]"));
  CHECK(study["levels"] == "values");

  const Json& store = output_of(study, "stock dump.msw");
  CHECK(store["bands"][4] == Json({0, 955}));
  const Json& full = output_of(study, "run full:dump");
  CHECK(full["count"] == 1);
  CHECK(full["mean"] == 42);
  CHECK(full["group"] == Json({"Dates", "日期"}));
  // a line without a number in any run is left out
  CHECK(study["outputs"].size() == 3);
}

TEST_CASE("A page's scatter has the good runs with their factors") {
  const Json study = page_study(twelve(), "twelve.h5", {"waste"});
  CHECK(study["outputs"].size() == 1);
  const Json& sample = study["sample"];
  CHECK(sample["runs"] == Json({0, 1, 2, 4, 5, 6, 8, 9, 10, 11}));
  CHECK(sample["levels"][0] == Json({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
  CHECK(sample["levels"][1] == Json({0, 1, 0, 0, 1, 0, 0, 1, 0, 1}));
  CHECK(study["factors"]["options"] == Json({"", "much | little"}));

  const Json& moments = study["outputs"][0]["moments"];
  REQUIRE(moments.size() == 2);
  const Json& first = moments[0]["period"] == 0 ? moments[0] : moments[1];
  CHECK(first["values"] == Json({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
  CHECK(first["n"] == 10);
  CHECK(first["indices"]["spearman"]["value"][0] == 1);  // it rises with the factor, run by run
  const Json& last = moments[0]["period"] == 1 ? moments[0] : moments[1];
  // all are 7: ranks that are all the same correlate with nothing
  CHECK((last.contains("why_not") || last["indices"]["spearman"]["value"][0].is_null() ||
         last["indices"]["spearman"]["value"][0] == 0));
}

TEST_CASE("A page keeps no more of a study than its limits say, and counts the rest") {
  const StudyResults study = twelve();
  // the yearly result takes two cells, the one of the whole run a third; each series would take two
  const Json some = page_study(study, "x.h5", {}, {.cells = 3});
  CHECK(some["outputs"].size() == 2);
  CHECK(some["left_out"] == 2);
  // room for two moments of 10 runs and 25 numbers of each factor: the last period of the first two
  const Json few = page_study(study, "x.h5", {}, {.run_values = 120});
  CHECK(output_of(few, "indicator waste")["moments"].size() == 1);
  CHECK(output_of(few, "indicator waste")["moments"][0]["period"] == 1);
  CHECK_FALSE(output_of(few, "stock dump.msw").contains("moments"));
}

TEST_CASE("Of a Saltelli study a page has Sobol's indices, and a sample of its runs") {
  const auto designed = huan::tests::uniform_study(huan::scenarios::DesignKind::saltelli, 256, 2);
  huan::scenarios::Study first_order = designed;
  first_order.second_order = false;
  const Design design(first_order);
  const StudyResults study(
      huan::tests::saltelli_file(page_study_folder() / "saltelli.h5", design, 256));
  const Json page = page_study(study, "s.h5", {}, {.runs = 300});
  const Json& moment = page["outputs"][0]["moments"][0];
  CHECK(moment["n"] == 256);
  // the result is 3 x1: all of the variance comes of x1, none of x2
  CHECK(moment["indices"]["total"]["value"][0].get<double>() == Approx(1).margin(0.1));
  CHECK(moment["indices"]["total"]["value"][1] == 0);
  CHECK(moment["indices"]["first"]["value"][1] == 0);
  CHECK(moment["indices"]["total"]["low"][0].get<double>() <
        moment["indices"]["total"]["high"][0].get<double>());
  CHECK(moment["convergence"].front()["n"] == 16);
  CHECK(moment["convergence"].back()["n"] == 256);

  CHECK(page["sample"]["runs"].size() == 300);
  CHECK(page["sample"]["of"] == 1024);  // 256 (2 + 2)
  for (std::size_t i = 0; i < 300; ++i) {
    const double x = page["sample"]["levels"][0][i];
    CHECK(moment["values"][i].get<double>() == Approx(3 * x).epsilon(1e-4).margin(1e-4));
  }
  // too many runs to keep them all: a hundred steps of 1 %, of 3 x1 of a uniform x1
  CHECK(page["levels"] == 100);
  CHECK(page["outputs"][0]["levels"][0].size() == 101);
  CHECK(page["outputs"][0]["levels"][0][50].get<double>() == Approx(1.5).margin(0.02));
  CHECK(page["outputs"][0]["bands"][0].get<double>() == Approx(0.15).margin(0.02));
}

TEST_CASE("Many results of a study read together are those read one by one") {
  const StudyResults study = twelve();
  std::vector<StudyOutput> all;
  for (const StudyOutput& output : study.outputs({"*"}, ""))
    for (const StudyOutput& one : study.over_time(output)) all.push_back(one);
  REQUIRE(all.size() == 2 + 1 + 2 * 2);
  std::vector<std::vector<double>> together(all.size());
  study.by_run(all,
               [&](std::size_t i, const std::vector<double>& values) { together[i] = values; });
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::vector<double> alone = study.by_run(all[i]);
    REQUIRE(together[i].size() == 12);
    for (std::size_t r = 0; r < 12; ++r) {
      INFO(all[i].id << " " << all[i].at << " run " << r);
      CHECK((together[i][r] == alone[r] || (std::isnan(together[i][r]) && std::isnan(alone[r]))));
    }
  }
  CHECK(study.good() == std::vector<bool>{true, true, true, false, true, true, true, false, true,
                                          true, true, true});
}

TEST_CASE("Reasons that differ in numbers alone are counted together, with the first of them") {
  auto runs = huan::tests::twelve_runs();
  for (const std::size_t i : {1, 3, 5, 7}) runs[i] = runs[3];
  runs[1].reason = "'pit2.msw': starts with 1.5e+06 t, more than 1e+06";
  runs[3].reason = "'pit2.msw': starts with 2 t, more than 1e+06";
  runs[5].reason = "'pit3.msw': starts with 2 t, more than 1e+06";
  runs[5].status = RunStatus::wrong_scenario;
  runs[7].reason = runs[3].reason;
  const StudyResults study(huan::tests::study_file(page_study_folder() / "reasons.h5",
                                                   huan::tests::dump_head(), runs, "list", 12));
  const auto found = study.failures();
  REQUIRE(found.size() == 2);
  CHECK(found[0].reason == "'pit2.msw': starts with 1.5e+06 t, more than 1e+06");
  CHECK(found[0].runs == 3);
  CHECK(found[0].reasons == 2);
  CHECK(found[0].broke_off);
  CHECK(found[1].reason == "'pit3.msw': starts with 2 t, more than 1e+06");
  CHECK(found[1].runs == 1);
  CHECK_FALSE(found[1].broke_off);
}

namespace {

/// The thirteen months to 2022-01-10, with one stock and one yearly indicator: run k has k t at the
/// end of the first month, 2 k at the end of the second, ...
StudyResults thirteen_months(const std::string& scenario) {
  auto head = huan::tests::dump_head();
  auto& columns = head.columns;
  columns.begins = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
  columns.ends = {31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365, 374};
  columns.periods.clear();
  for (int m = 1; m <= 12; ++m)
    columns.periods.push_back("2021-" + std::to_string(100 + m).substr(1));
  columns.periods.emplace_back("2022-01");
  columns.whole.clear();
  columns.series.resize(1);
  std::vector<DoneRun> runs;
  for (int k = 1; k <= 10; ++k) {
    DoneRun run;
    run.levels = {static_cast<double>(k), 0};
    run.units = {0.1, 0.5};
    run.values = {1.0 * k, 2.0 * k};
    for (int m = 1; m <= 13; ++m) run.values.push_back(m * k);
    runs.push_back(run);
  }
  return StudyResults(
      huan::tests::study_file(page_study_folder() / "months.h5", head, runs, "list", 10, scenario));
}

std::vector<std::size_t> periods_with_moments(const Json& output) {
  std::vector<std::size_t> periods;
  for (const Json& moment : output["moments"]) periods.push_back(moment["period"]);
  return periods;
}

}  // namespace

TEST_CASE("A page opens at the last complete year and interval, and has a scatter of every one") {
  const StudyResults study = thirteen_months("start = 2021-01-01\nend = 2022-01-10\n");
  const Json page = page_study(study, "x.h5", {});
  // 2022 has ten days, its first month nine of them
  CHECK(page["opens"] == Json::parse(R"({"year": 0, "period": 11, "asked": false})"));
  const Json& store = output_of(page, "stock dump.msw");
  REQUIRE(store["moments"].size() == 13);
  CHECK(store["moments"][4]["values"] == Json({5, 10, 15, 20, 25, 30, 35, 40, 45, 50}));
  for (const Json& moment : store["moments"]) {
    CHECK(moment["indices"]["spearman"]["value"][0] == 1);
    CHECK_FALSE(moment["convergence"].empty());
  }
  CHECK(output_of(page, "indicator waste")["moments"].size() == 2);
  // without its scenario nothing says that 2022 is not whole
  CHECK(page_study(thirteen_months(""), "x.h5", {})["opens"]["year"] == 1);
}

TEST_CASE("A page opens where it is asked to, and keeps that where there is little room") {
  const StudyResults study = thirteen_months("start = 2021-01-01\nend = 2022-01-10\n");
  const auto opens = [&](const std::string& at) {
    return page_study(study, "x", {}, {}, at)["opens"];
  };
  CHECK(opens("2021-03") == Json::parse(R"({"year": 0, "period": 2, "asked": true})"));
  CHECK(opens("2022") == Json::parse(R"({"year": 1, "period": 12, "asked": true})"));
  CHECK(opens("2022-01") == Json::parse(R"({"year": 1, "period": 12, "asked": true})"));
  CHECK(opens("1999") == Json::parse(R"({"year": 0, "period": 11, "asked": false})"));

  // 10 runs and 25 numbers for each of two factors: 60 a moment. Room for two moments: one each
  const Json two = page_study(study, "x", {}, {.run_values = 120}, "2021-03");
  CHECK(periods_with_moments(output_of(two, "indicator waste")) == std::vector<std::size_t>{0});
  CHECK(periods_with_moments(output_of(two, "stock dump.msw")) == std::vector<std::size_t>{2});
  // for six: both years, then the last month of each and one more
  const Json six = page_study(study, "x", {}, {.run_values = 360}, "2021-03");
  CHECK(output_of(six, "indicator waste")["moments"].size() == 2);
  const auto months = periods_with_moments(output_of(six, "stock dump.msw"));
  REQUIRE(months.size() == 4);
  CHECK(std::ranges::count(months, 2) == 1);
  CHECK(std::ranges::count(months, 11) == 1);  // of the year that the page opens at
  CHECK(std::ranges::count(months, 12) == 1);
}
