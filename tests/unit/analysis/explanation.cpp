#include "analysis/explanation.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "analysis/explanation_text.h"
#include "refinery.h"

using namespace huan::analysis;

TEST_CASE("A chain leads from who starved to who was closed") {
  const Dataset data = refinery();
  const auto found = Explainer(data).explain("refinery.run");
  REQUIRE(found);
  REQUIRE(found->processes.size() == 1);
  const ProcessExplanation& p = found->processes[0];
  CHECK(p.name == "Refinery");
  CHECK(p.done == 300);
  CHECK(p.could == 610);
  REQUIRE(p.holds.size() == 2);
  const Hold& starved = p.holds[0];
  CHECK(starved.cause == "starved");
  CHECK(starved.lost == 280);
  CHECK(starved.hours == 672);
  CHECK(starved.of_capacity == Approx(280.0 / 610));
  CHECK(starved.when == std::vector<std::string>{"2022-03"});
  CHECK(starved.stock_name == "tar");
  REQUIRE(starved.chain.size() == 2);
  CHECK(starved.chain[0].id == "tar_pipe");
  CHECK(starved.chain[0].cause == "starved");
  CHECK(starved.chain[0].share == Approx(1));
  CHECK(starved.chain[1].id == "ovens.coke");
  CHECK(starved.chain[1].cause == "closed");
  CHECK(starved.chain[1].detail == "closed on 2022-03-01");
  CHECK_FALSE(starved.is_spare());
  CHECK_THAT(
      text_of(*found),
      Catch::Contains("because Ovens: coking (ovens.coke) was closed (closed on 2022-03-01)"));

  const Hold& down = p.holds[1];
  CHECK(down.detail == "1 failure, 3 d");
  CHECK(down.chain.empty());
}

TEST_CASE("A stock says who filled and drained it, and when it was full or empty") {
  const Dataset data = refinery();
  const auto found = Explainer(data).explain("refinery.tar");
  REQUIRE(found);
  REQUIRE(found->stocks.size() == 1);
  const StockExplanation& s = found->stocks[0];
  CHECK(s.came == 330);
  CHECK(s.went == 300);
  REQUIRE(s.filled_by.size() == 2);
  CHECK(s.filled_by[0].flow == "tar_pipe");
  CHECK(s.filled_by[0].share == Approx(300.0 / 330));
  CHECK(s.full == std::vector<std::string>{"2022-02 to 2022-03"});
  CHECK(s.empty == std::vector<std::string>{"2022-03"});
  REQUIRE(s.starved.size() == 1);
  CHECK(s.starved[0].process == "refinery.run");
}

TEST_CASE("A loop has a gain, the product of the shares that stay in it, and its leaks") {
  const Dataset data = refinery();
  const auto loops = Explainer(data).loops(5);
  REQUIRE(loops.size() == 1);
  CHECK(loops[0].nodes == std::vector<std::string>{"refinery.run", "refinery.tar"});
  CHECK(loops[0].gain == Approx(0.1));  // 30 of 300 t
  CHECK(loops[0].turned == 30);
  REQUIRE(loops[0].leaks.size() == 1);
  CHECK(loops[0].leaks[0].to == "refinery.pitch");
  CHECK(loops[0].leaks[0].share == Approx(0.9));
}

TEST_CASE("The worst bottlenecks come first, routes are none") {
  const Dataset data = refinery();
  const auto worst = Explainer(data).worst(10);
  REQUIRE(worst.size() == 2);
  CHECK(worst[0].lost == 280);
  CHECK(worst[1].lost == 30);
}

TEST_CASE("What is not there is not explained; a facility is all it has") {
  const Dataset data = refinery();
  const Explainer explainer(data);
  CHECK_FALSE(explainer.explain("oven"));
  const auto whole = explainer.explain("refinery");
  REQUIRE(whole);
  CHECK(whole->processes.size() == 1);
  CHECK(whole->stocks.size() == 2);
  CHECK(json_of(*whole)["stocks"][0]["capacity"].is_null());  // pitch is without bound
}

TEST_CASE("A process that waits for a supply that is given has capacity to spare") {
  const Dataset data = small_results();
  const auto worst = Explainer(data).worst(10);
  REQUIRE(worst.size() == 2);
  // The trucks moved what they could: nobody below them explains more.
  CHECK(worst[0].cause == "starved");
  REQUIRE(worst[0].chain.size() == 1);
  CHECK(worst[0].chain[0].id == "to_burner");
  CHECK(worst[0].chain[0].cause == "route");
  CHECK(worst[1].cause == "down");
}
