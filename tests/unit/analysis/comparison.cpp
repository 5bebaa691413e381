#include "analysis/comparison.h"

#include <cmath>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "analysis/comparison_text.h"
#include "analysis/indicator_reader.h"
#include "analysis/interval.h"
#include "small_results.h"

using namespace huan::analysis;

namespace {

Dataset with_pit(double november, std::uint64_t replicate = 0) {
  Dataset data = small_results();
  data.replicate = replicate;
  data.tables["flow"].values[1] = november;
  return data;
}

Indicators buried() {
  huan::scenarios::Complaints complaints;
  return indicators_in(
      "[[indicator]]\nid = \"buried\"\nname = \"Buried\"\nsum = { flow = \"to_pit\" }\n"
      "unit = \"t\"\n",
      "x", complaints);
}

const Difference& find(const std::vector<Difference>& list, const std::string& id) {
  for (const Difference& d : list) {
    if (d.id == id) return d;
  }
  FAIL("no difference in " << id);
  return list.front();
}

}  // namespace

TEST_CASE("Only what changed is listed, over the time both cover") {
  const Dataset base = small_results();
  const Comparison same = compare(std::span(&base, 1), std::span(&base, 1), buried());
  CHECK(same.inputs.empty());
  CHECK(same.flows.empty());
  CHECK(same.indicators.empty());
  CHECK(same.pairs == 1);

  const Dataset other = with_pit(90);
  const Comparison c = compare(std::span(&base, 1), std::span(&other, 1), buried());
  CHECK(c.from == "2019-11-01");
  CHECK(c.to == "2020-01-31");
  REQUIRE(c.flows.size() == 1);
  CHECK(c.flows[0].base == 339);
  CHECK(c.flows[0].other == 369);
  CHECK(c.flows[0].change == 30);
  CHECK(c.flows[0].relative() == Approx(30.0 / 369));
  CHECK_FALSE(c.flows[0].low);
  const Difference& whole = find(c.indicators, "buried");
  CHECK(whole.change == 30);
  REQUIRE(whole.years.size() == 2);
  CHECK(whole.years[0].other == 152);
  CHECK(whole.years[1].other == whole.years[1].base);
}

TEST_CASE("A run that ends earlier is compared over its own time") {
  const Dataset base = small_results();
  const Dataset two = between(base, 0, 61);
  CHECK(two.rows() == 2);
  const Comparison c = compare(std::span(&base, 1), std::span(&two, 1), buried());
  CHECK(c.to == "2019-12-31");
  CHECK(c.flows.empty());
  const Dataset late = between(base, 61, 92);
  CHECK(late.axis("stock_id")->number("initial", 0) == 122);  // what December left
  CHECK_THROWS_WITH(compare(std::span(&two, 1), std::span(&late, 1), buried()),
                    "the runs cover no common time");
}

TEST_CASE("Replicates of equal seed are paired: the interval is that of their differences") {
  // pairs differ by 10, 12, 14 whatever the level: mean 12, s = 2, t(0.975, 2) = 4.302653
  const std::vector<Dataset> base = {with_pit(60, 0), with_pit(160, 1), with_pit(260, 2)};
  const std::vector<Dataset> other = {with_pit(274, 2), with_pit(70, 0), with_pit(172, 1)};
  const Comparison c = compare(base, other, buried());
  CHECK(c.pairs == 3);
  const Difference& d = find(c.flows, "to_pit");
  CHECK(d.change == Approx(12));
  CHECK(*d.low == Approx(12 - 4.302653 * 2 / std::sqrt(3.0)).epsilon(1e-6));
  CHECK(*d.high == Approx(12 + 4.302653 * 2 / std::sqrt(3.0)).epsilon(1e-6));
  CHECK(d.is_certain());
}

TEST_CASE("Runs of other seeds are not paired, and it is said") {
  const Dataset base = small_results();
  Dataset other = with_pit(90);
  other.seed = 4;
  const Comparison c = compare(std::span(&base, 1), std::span(&other, 1), buried());
  CHECK(c.pairs == 0);
  CHECK_THAT(c.remarks.at(0), Catch::Contains("a part of every change is chance"));
}

TEST_CASE("Student's interval and Welch's, on numbers worked out by hand") {
  const std::vector<double> a = {1, 2, 3};
  const std::vector<double> b = {2, 4, 6, 8};
  const auto one = interval_of_mean(a);  // 2 -+ 4.302653 / sqrt(3)
  CHECK(one->first == Approx(2 - 4.302653 / std::sqrt(3.0)).epsilon(1e-6));
  CHECK_FALSE(interval_of_mean(std::span(a).first(1)));
  // variances of the means 1/3 and 20/12; freedom (2)^2 / (1/18 + 25/27) = 4.0754717
  const auto two = interval_of_difference(a, b);
  const double reach = (two->second - two->first) / 2 / std::sqrt(2.0);
  CHECK((two->first + two->second) / 2 == Approx(3));
  CHECK(reach == Approx(2.7556).epsilon(2e-3));  // between t(4) = 2.7764 and t(5) = 2.5706
}

TEST_CASE("Inputs are compared thing by thing, words apart") {
  const std::string base =
      "format = 1\nend = 2020-12-31\nseed = 1\n"
      "[[facility]]\nid = \"a\"\ncapacity = \"10 t/d\"\nname = \"A\"\n"
      "stocks.msw = { capacity = \"5 t\" }\n"
      "[[facility]]\nid = \"b\"\nkind = \"source\"\n"
      "[[event]]\nid = \"stop\"\non = 2020-01-05\nset = { \"a.available\" = false }\n";
  const std::string other =
      "format = 1\nend = 2021-12-31\nseed = 9\n"
      "[[facility]]\nid = \"a\"\nname = \"Another name\"\n"
      "capacity = { value = \"12 t/d\", assumed = true, source = \"a guess\" }\n"
      "stocks.msw = { capacity = \"5 t\", initial = \"1 t\" }\n"
      "[[event]]\nid = \"stop\"\non = 2020-02-05\nset = { \"a.available\" = false }\n"
      "[[route]]\nid = \"r\"\nfrom = \"a.msw\"\n";
  const auto changes = compare_inputs(base, other);
  REQUIRE(changes.size() == 6);
  using What = InputChange::What;
  CHECK(changes[0].id == "end");
  CHECK(changes[0].after == "2021-12-31");
  CHECK(changes[1].path == "capacity");
  CHECK(changes[1].before == "\"10 t/d\"");
  CHECK(changes[1].after == "\"12 t/d\"");
  CHECK(changes[2].path == "stocks.msw.initial");
  CHECK(changes[2].what == What::added);
  CHECK(changes[3].path == "on");
  CHECK(changes[4].section == "route");
  CHECK(changes[4].what == What::added);
  CHECK(changes[5].id == "b");
  CHECK(changes[5].what == What::removed);
}

TEST_CASE(
    "An outage set over the base is one number, and says over what where the other does not") {
  const auto scenario = [](const std::string& down) {
    return "[[facility]]\nid = \"a\"\noutages = [{ mean_up = \"9 d\", " + down + " }]\n";
  };
  const std::string plain = scenario("mean_down = \"3 d\"");
  const std::string set = scenario("mean_down = \"4 d\", base_mean_down = \"3 d\"");
  const auto only = [](const std::string& base, const std::string& other) {
    const auto changes = compare_inputs(base, other);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].path == "outages.1.mean_down");
    CHECK(changes[0].what == InputChange::What::changed);
    return changes[0].before + " -> " + changes[0].after;
  };
  CHECK(only(plain, set) == "\"3 d\" -> \"4 d\"");
  CHECK(only(set, plain) == "\"4 d\" -> \"3 d\"");
  CHECK(only(scenario("mean_down = \"4 d\""), set) == "\"4 d\" -> \"4 d\" (set over \"3 d\")");
  CHECK(only(set, scenario("mean_down = \"5 d\", base_mean_down = \"3 d\"")) ==
        "\"4 d\" (set over \"3 d\") -> \"5 d\" (set over \"3 d\")");
}

TEST_CASE("Runs are put together by scenario, whatever their seed") {
  Dataset a = small_results();
  a.scenario = "seed = 1\nx = 1\n";
  Dataset b = a;
  b.scenario = "seed = 2\nx = 1\n";
  Dataset c = a;
  c.scenario = "seed = 1\nx = 2\n";
  const auto groups = by_scenario({a, c, b});
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].size() == 2);
}

TEST_CASE("A threshold is a share or an amount") {
  CHECK(threshold_of("5 %")->share == Approx(0.05));
  CHECK(threshold_of("0.05")->share == Approx(0.05));
  CHECK(threshold_of("2 kt")->amount->factor == 2000);
  CHECK_FALSE(threshold_of("much"));
  const Dataset base = small_results();
  const Dataset other = with_pit(90);
  const Comparison c = compare(std::span(&base, 1), std::span(&other, 1), buried());
  CHECK_THAT(text_of(c, *threshold_of("20 t")), Catch::Contains("to_pit"));
  CHECK_THAT(text_of(c, *threshold_of("40 t")), !Catch::Contains("to_pit"));
  CHECK_THAT(text_of(c, *threshold_of("10 %")), Catch::Contains("Nothing else changed as much"));
  CHECK(json_of(c, Threshold{})["flows"][0]["change"] == 30);
}

TEST_CASE("What a process loses is in the unit of the process; routes are left out") {
  Dataset base = small_results();
  base.axes["process"].texts["process_unit"] = {"MWh"};
  base.axes["loss"].ids.push_back("to_pit/load:starved:town.msw");
  base.axes["loss"].texts["loss_process"].push_back("to_pit/load");
  base.axes["loss"].texts["loss_cause"].push_back("starved");
  base.axes["loss"].texts["loss_stock"].push_back("town.msw");
  put_table(base, "lost_t", "loss", "t", {0, 0, 0, 0, 0, 0, 145, 10, 7});
  Dataset other = base;
  other.tables["lost_t"].values = {0, 0, 0, 0, 0, 0, 100, 10, 9};
  const Comparison c = compare(std::span(&base, 1), std::span(&other, 1), {});
  REQUIRE(c.bottlenecks.size() == 1);
  CHECK(c.bottlenecks[0].id == "burner.run:starved:burner.msw");
  CHECK(c.bottlenecks[0].unit == "MWh");
  CHECK(c.bottlenecks[0].change == -45);
}
