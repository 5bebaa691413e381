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
  CHECK(study["reasons"] == Json::parse(R"([["too empty", 1], ["too full", 1]])"));
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
  // room for scatters of two results at 10 runs each: the last period of the first two
  const Json few = page_study(study, "x.h5", {}, {.run_values = 20});
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
