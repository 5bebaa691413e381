#include "analysis/study_comparison.h"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "analysis/study_comparison_text.h"
#include "small_study_file.h"
#include "tests/own_folder.h"

using namespace huan::analysis;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

StudyDifference number(const std::string& id, const std::string& at = {}) {
  StudyDifference d;
  d.numbers.id = d.numbers.name = id;
  d.numbers.unit = "t";
  d.at = at;
  return d;
}

}  // namespace

TEST_CASE("A failed run takes its pair along; of separate samples only itself") {
  const std::vector<double> base = {1, none, 3, 4};
  const std::vector<double> other = {5, 6, none, 8};
  const Samples pairs = samples_of(Sampling::pairs, 1, base, other);
  CHECK(pairs.base == std::vector<double>{1, 4});
  CHECK(pairs.other == std::vector<double>{5, 8});
  CHECK(pairs.left_out == 2);
  const Samples separate = samples_of(Sampling::separate, 1, base, other);
  CHECK(separate.base == std::vector<double>{1, 3, 4});
  CHECK(separate.other == std::vector<double>{5, 6, 8});
  CHECK(separate.left_out == 2);
}

TEST_CASE("Of several points a sample is a replicate's mean over those in which no run failed") {
  // 3 points x 2 replicates; the second point lacks a run of the other
  const std::vector<double> base = {1, 2, 10, 20, 5, 8};
  const std::vector<double> other = {2, 4, none, 30, 6, 10};
  const Samples found = samples_of(Sampling::pairs, 3, base, other);
  CHECK(found.base == std::vector<double>{3, 5});
  CHECK(found.other == std::vector<double>{4, 7});
  CHECK(found.left_out == 1);
  // one replicate: the points are the samples
  const Samples points = samples_of(Sampling::points, 6, base, other);
  CHECK(points.base == std::vector<double>{1, 2, 20, 5, 8});
  CHECK(points.left_out == 1);
}

// The pairs differ by 10, 12, 14: mean 12, s = 2, t = 12 / (2 / sqrt 3) = 10.3923, with two degrees
// of freedom P(|T| > t) = 1 - t / sqrt(t^2 + 2) = 1 - sqrt(108 / 110) = 0.0091326;
// t(0.975, 2) = 4.302653.
TEST_CASE("A change in pairs has Student's interval, whatever the level of the pairs") {
  Judge judge(Sampling::pairs, 1);
  judge.add(number("dumped"), std::vector<double>{60, 160, 260}, std::vector<double>{70, 172, 274});
  const auto judged = judge.judged();
  const StudyDifference& d = judged.at(0);
  CHECK(d.numbers.base == Approx(160));
  CHECK(d.numbers.other == Approx(172));
  CHECK(d.numbers.change == Approx(12));
  CHECK(*d.numbers.low == Approx(12 - 4.302653 * 2 / std::sqrt(3.0)).epsilon(1e-6));
  CHECK(*d.numbers.high == Approx(12 + 4.302653 * 2 / std::sqrt(3.0)).epsilon(1e-6));
  CHECK(d.p == Approx(1 - std::sqrt(108.0 / 110)).epsilon(1e-6));
  CHECK(d.verdict == Verdict::differs);
  CHECK(d.samples == 3);
  CHECK(d.changed == 3);

  // The same values without their pairs are too far apart to tell.
  Judge separate(Sampling::separate, 1);
  separate.add(number("dumped"), std::vector<double>{60, 160, 260},
               std::vector<double>{70, 172, 274});
  CHECK(separate.judged().at(0).verdict == Verdict::unclear);
  CHECK(separate.judged().at(0).would_tell.value() > 1000);
}

// p = 0.0091 alone. Among six numbers as likely, the smallest counts six times: 0.0548 > 0.05.
TEST_CASE("The more numbers are looked at, the less is one of them worth") {
  const std::vector<double> before = {60, 160, 260};
  const std::vector<double> after = {70, 172, 274};
  for (const int count : {5, 6}) {
    Judge judge(Sampling::pairs, 1);
    for (int i = 0; i < count; ++i) judge.add(number("x" + std::to_string(i)), before, after);
    judge.add(number("equal"), before, before);  // equal in all pairs: does not count
    const auto judged = judge.judged();
    CHECK(judged[0].p_holm == Approx(count * judged[0].p));
    CHECK(judged[0].verdict == (count == 5 ? Verdict::differs : Verdict::unclear));
    CHECK(judged.back().verdict == Verdict::equal);
    CHECK_FALSE(judged.back().would_tell);
  }
}

TEST_CASE("Rounding is no change, a change without chance is one, a single value tells nothing") {
  Judge judge(Sampling::pairs, 1);
  const std::vector<double> base = {0.1 + 0.2, 7, 1e9};
  judge.add(number("rounded"), base, std::vector<double>{0.3, 7, 1e9 + 1e-4});
  judge.add(number("shifted"), std::vector<double>{1, 2, 3}, std::vector<double>{2, 3, 4});
  judge.add(number("lonely"), std::vector<double>{1, none, none}, std::vector<double>{2, 3, 4});
  // 0.1 + 0.2 is not 0.3: the same change but for rounding
  judge.add(number("nearly"), std::vector<double>{0, 0, 0},
            std::vector<double>{0.3, 0.1 + 0.2, 0.3});
  judge.add(number("rare"), std::vector<double>{1, 2, 3}, std::vector<double>{1, 2, 4});
  const auto judged = judge.judged();
  CHECK(judged[0].verdict == Verdict::equal);
  CHECK(judged[1].verdict == Verdict::differs);
  CHECK(judged[1].p == 0);
  CHECK(judged[2].verdict == Verdict::untested);
  CHECK(judged[2].samples == 1);
  CHECK(judged[2].left_out == 2);
  CHECK(judged[3].p == 0);
  CHECK(*judged[3].numbers.low == *judged[3].numbers.high);
  CHECK(judged[4].verdict == Verdict::unclear);
  CHECK(judged[4].changed == 1);
}

TEST_CASE("A line shows the period at which it changed most, and JSON all of them") {
  Judge judge(Sampling::pairs, 1);
  judge.add(number("dumped", "2019"), std::vector<double>{60, 160, 260},
            std::vector<double>{65, 166, 267});
  judge.add(number("dumped", "2020"), std::vector<double>{60, 160, 260},
            std::vector<double>{60, 160, 260});
  judge.add(number("dumped", "2021"), std::vector<double>{60, 160, 260},
            std::vector<double>{70, 172, 274});
  judge.add(number("sold", "2021"), std::vector<double>{5, 5, 5}, std::vector<double>{6, 5, 7});
  StudyComparison c;
  c.base = "A town";
  c.other = "A town without a plant";
  c.base_replicates = c.other_replicates = 3;
  c.tested = 3;
  c.remarks = {"a remark"};
  c.numbers = judge.judged();
  const std::string text = text_of(c, "a.h5", "b.h5", {});
  using Catch::Contains;
  CHECK_THAT(text, Contains("base     a.h5: A town\nwhat if  b.h5: A town without a plant\n"));
  CHECK_THAT(text, Contains("3 replicates of each, paired"));
  CHECK_THAT(text, Contains("any of 3 numbers"));
  CHECK_THAT(text, Contains("note: a remark"));
  CHECK_THAT(text, Contains("  dumped, 2021") && Contains("[7.032, 16.97]; differs in 2 of 3"));
  CHECK_THAT(text, Contains("Cannot be told apart") && Contains("replicates would tell"));
  CHECK_THAT(text, !Contains("2019") && !Contains("2020"));

  Threshold large;
  large.share = 0.1;  // 12 of 172 are less
  CHECK_THAT(text_of(c, "a", "b", large), Contains("1 with a smaller change"));
  CHECK(json_of(c, "a", "b", large)["numbers"].size() == 1);
  const auto json = json_of(c, "a.h5", "b.h5", {});
  REQUIRE(json["numbers"].size() == 4);
  CHECK(json["numbers"][0]["verdict"] == "differs");
  CHECK(json["numbers"][1]["verdict"] == "equal");
  CHECK(json["numbers"][2]["verdict"] == "differs");
  CHECK(json["numbers"][3]["verdict"] == "cannot be told apart");
  CHECK(json["numbers"][2]["change"] == 12);
  CHECK(json["samples"] == "replicates, paired");
}

// In twelve_runs the k-th good run has k kt of waste; those of the other study stand in reverse.
TEST_CASE(
    "Numbers of two studies are read together, in bands of any size, and stay with each other") {
  const huan::tests::OwnFolder folder;
  auto reversed = huan::tests::twelve_runs();
  std::ranges::reverse(reversed);
  const auto head = huan::tests::dump_head();
  const StudyResults base(huan::tests::study_file(folder.file("base.h5"), head,
                                                  huan::tests::twelve_runs(), "list", 12));
  const StudyResults other(
      huan::tests::study_file(folder.file("other.h5"), head, reversed, "list", 12));
  std::vector<Counterparts> numbers;
  for (const StudyOutput& line : base.outputs({"*"}, "")) {
    for (const StudyOutput& one : base.over_time(line)) numbers.push_back({one, one});
  }
  std::ranges::reverse(numbers);  // of three tables: waste of 2022 and 2021 come last
  REQUIRE(numbers.size() == 2 + 1 + 2 * 2);
  const std::vector<double> waste = {1, 2, 3, none, 4, 5, 6, none, 7, 8, 9, 10};
  // one number, two numbers, all at once: 24 values each
  for (const std::size_t most : {1, 48, 1 << 20}) {
    std::vector<std::size_t> order;
    by_run(
        base, other, numbers,
        [&](std::size_t i, std::span<const double> before, std::span<const double> after) {
          order.push_back(i);
          REQUIRE(before.size() == 12);
          for (std::size_t r = 0; r < 12; ++r) {
            CHECK(std::isnan(before[r]) == std::isnan(after[11 - r]));
            if (!std::isnan(before[r])) CHECK(before[r] == after[11 - r]);
            if (i == 6 && r != 3 && r != 7) CHECK(before[r] == waste[r]);
          }
        },
        most);
    CHECK(order == std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6});
  }
}
