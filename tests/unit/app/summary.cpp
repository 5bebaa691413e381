#include "sim/app/summary.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/unit/analysis/fake_run.h"

using namespace huan;
using analysis::FakeView;
using analysis::small_plan;
using app::Summary;

TEST_CASE("The summary names the stocks where solves did not settle, each once") {
  const sim::Network network(small_plan());
  FakeView view(network);
  view.now = 10;
  view.work_done.unsettled = 3;
  Summary summary(sim::Era(std::chrono::year(2019) / 1 / 1), 2);
  double solve = 0;
  for (const char* stock : {"plant.ash", "plant.waste", "plant.ash", "plant.heat"})
    summary.logged(
        {.time = 1, .what = sim::LogEntry::What::unsettled, .who = stock, .value = ++solve});
  summary.logged({.time = 2, .what = sim::LogEntry::What::fails, .who = "plant.burn", .value = 0});
  summary.finished(view);
  CHECK(summary.text().find("3 solves did not settle, first at plant.ash, plant.waste; lower") !=
        std::string::npos);
  CHECK(summary.fields()["unsettled_stocks"] ==
        std::vector<std::string>{"plant.ash", "plant.waste", "plant.heat"});
}

TEST_CASE("The summary says nothing of settling when all solves settled") {
  const sim::Network network(small_plan());
  FakeView view(network);
  view.now = 10;
  Summary summary(sim::Era(std::chrono::year(2019) / 1 / 1));
  summary.finished(view);
  CHECK(summary.text().find("settle") == std::string::npos);
}
