#include "analysis/study_file.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "analysis/results_error.h"
#include "analysis/study_results.h"
#include "tests/own_folder.h"
#include "tests/unit/analysis/study_head.h"

using namespace huan::analysis;
using huan::tests::OwnFolder;
using huan::tests::pit_head;
using huan::tests::pit_run;
namespace fs = std::filesystem;

namespace {

/// Runs `range` of the study into a folder, as one segment.
void put_runs(const fs::path& folder, const StudyHead& head, const RunRange& range) {
  open_runs_folder(folder, head);
  Segment segment(head.fingerprint(), head.factors.size(), head.columns.width());
  for (std::uint64_t i = range.first; i < range.end; ++i) {
    segment.add(i, pit_run(i));
  }
  segment.write(folder, "test");
}

std::vector<double> column(const StudyResults& study, const std::string& id,
                           const std::string& at = {}) {
  const auto found = study.outputs({id}, at);
  REQUIRE(found.size() == 1);
  return study.by_run(found[0]);
}

}  // namespace

TEST_CASE("Runs stand in the file in their order, whatever the order of their segments") {
  const OwnFolder folder;
  const fs::path runs = folder.file("a.h5.runs");
  put_runs(runs, pit_head(), {4, 6});
  put_runs(runs, pit_head(), {0, 1});
  put_runs(runs, pit_head(), {1, 4});
  const StudyFileSummary summary = gather({runs}, folder.file("a.h5"), {});
  CHECK(summary.runs == 6);
  CHECK(summary.failed == 0);
  const StudyResults study(folder.file("a.h5"));
  CHECK(study.title == "A pit");
  CHECK(study.points == 3);
  CHECK(study.replicates == 2);
  CHECK(study.seed == 7);
  using List = std::vector<double>;
  CHECK(column(study, "dumped", "2020") == List{0.1, 1.1, 2.1, 3.1, 4.1, 5.1});
  CHECK(column(study, "dumped", "2021") == List{0.2, 1.2, 2.2, 3.2, 4.2, 5.2});
  CHECK(column(study, "full") == List{0.3, 1.3, 2.3, 3.3, 4.3, 5.3});
  CHECK(column(study, "to_pit", "2020-12") == List{0.4, 1.4, 2.4, 3.4, 4.4, 5.4});
  CHECK(column(study, "to_pit", "2021-01") == List{0.5, 1.5, 2.5, 3.5, 4.5, 5.5});
  // of the first replicate of each point
  CHECK(study.levels() == List{100, 102, 104});
  CHECK(study.units() == List{0, 0.2, 0.4});
  CHECK(fingerprint_in(folder.file("a.h5")) == pit_head().fingerprint());
  CHECK(fingerprint_in(folder.file("b.h5")).empty());
}

TEST_CASE("A run that several segments hold counts once, in one folder or in many") {
  const OwnFolder folder;
  const fs::path one = folder.file("one.runs");
  const fs::path two = folder.file("two.runs");
  put_runs(one, pit_head(), {0, 3});
  put_runs(one, pit_head(), {1, 2});
  put_runs(two, pit_head(), {2, 6});
  put_runs(two, pit_head(), {0, 3});
  CHECK(gather({one, two}, folder.file("a.h5"), {}).runs == 6);
  const StudyResults study(folder.file("a.h5"));
  CHECK(column(study, "full") == std::vector<double>{0.3, 1.3, 2.3, 3.3, 4.3, 5.3});
}

TEST_CASE("A failed run has its reason, no numbers, and its levels") {
  const OwnFolder folder;
  const fs::path runs = folder.file("a.h5.runs");
  const StudyHead head = pit_head();
  put_runs(runs, head, {0, 3});
  Segment segment(head.fingerprint(), 1, head.columns.width());
  segment.add(3, pit_run(3));
  segment.add(4, {RunStatus::wrong_scenario, "overfull", {104}, {0.4}, {}});
  segment.add(5, {RunStatus::broke_off, "it broke off", {105}, {0.5}, {}});
  segment.write(runs, "test");
  CHECK(gather({runs}, folder.file("a.h5"), {}).failed == 2);
  const StudyResults study(folder.file("a.h5"));
  CHECK(study.failed == 2);
  for (const auto& [id, at] : {std::pair("dumped", "2020"), {"full", ""}, {"to_pit", "2021-01"}}) {
    const auto values = column(study, id, at);
    CHECK(std::isfinite(values[3]));
    CHECK(std::isnan(values[4]));
    CHECK(std::isnan(values[5]));
  }
  CHECK(study.levels() == std::vector<double>{100, 102, 104});
  const hdf5::Handle file = hdf5::open_file(folder.file("a.h5"));
  const hdf5::Handle status = hdf5::open_dataset(file.id(), "status");
  std::vector<std::int8_t> said(6);
  hdf5::read(status.id(), {.offset = {0}, .count = {6}}, std::span(said));
  CHECK(said == std::vector<std::int8_t>{0, 0, 0, 0, 1, 2});
  const hdf5::Handle reason = hdf5::open_dataset(file.id(), "reason");
  std::vector<std::string> why(6);
  hdf5::read(reason.id(), {.offset = {0}, .count = {6}}, std::span(why));
  CHECK(why == std::vector<std::string>{"", "", "", "", "overfull", "it broke off"});
}

TEST_CASE("Means over replicates leave out those without a number") {
  const OwnFolder folder;
  const fs::path runs = folder.file("a.h5.runs");
  const StudyHead head = pit_head();
  Segment segment(head.fingerprint(), 1, head.columns.width());
  open_runs_folder(runs, head);
  for (std::uint64_t i = 0; i < 6; ++i) {
    DoneRun run = pit_run(i);
    if (i == 3) run.values.assign(5, std::nan(""));
    if (i > 3) run = {RunStatus::broke_off, "it broke off", run.levels, run.units, {}};
    segment.add(i, run);
  }
  segment.write(runs, "test");
  (void)gather({runs}, folder.file("a.h5"), {});
  const StudyResults study(folder.file("a.h5"));
  const auto means = study.by_point(study.outputs({"full"}, "").at(0));
  REQUIRE(means.size() == 3);
  CHECK(means[0] == Approx(0.8));  // of 0.3 and 1.3
  CHECK(means[1] == 2.3);          // the other has none
  CHECK(std::isnan(means[2]));
}

TEST_CASE("Missing runs are named, and nothing is made") {
  const OwnFolder folder;
  const fs::path runs = folder.file("a.h5.runs");
  put_runs(runs, pit_head(), {1, 2});
  put_runs(runs, pit_head(), {4, 5});
  CHECK_THROWS_WITH(gather({runs}, folder.file("a.h5"), {}),
                    Catch::Contains("4 of 6 runs are missing (run 0 to 0 and 2 more gaps)"));
  put_runs(runs, pit_head(), {0, 2});
  put_runs(runs, pit_head(), {4, 6});
  CHECK_THROWS_WITH(gather({runs}, folder.file("a.h5"), {}),
                    Catch::Contains("2 of 6 runs are missing (run 2 to 3)"));
  CHECK_FALSE(fs::exists(folder.file("a.h5")));
  CHECK_FALSE(fs::exists(folder.file("a.h5.making")));
}

TEST_CASE("Folders of different studies are not joined") {
  const OwnFolder folder;
  StudyHead other = pit_head();
  other.sums[0].second = "another program";
  put_runs(folder.file("one.runs"), pit_head(), {0, 3});
  put_runs(folder.file("two.runs"), other, {3, 6});
  CHECK_THROWS_WITH(
      gather({folder.file("one.runs"), folder.file("two.runs")}, folder.file("a.h5"), {}),
      Catch::Contains("different studies: the program differ"));
  CHECK_FALSE(fs::exists(folder.file("a.h5")));
}

TEST_CASE("A folder to which a segment of another study was copied is not used") {
  const OwnFolder folder;
  StudyHead other = pit_head();
  other.sums[1].second = "another scenario";
  put_runs(folder.file("one.runs"), pit_head(), {0, 3});
  put_runs(folder.file("two.runs"), other, {3, 6});
  const std::string name = segment_name({3, 6});
  fs::copy_file(folder.file("two.runs") / name, folder.file("one.runs") / name);
  CHECK_THROWS_WITH(gather({folder.file("one.runs")}, folder.file("a.h5"), {}),
                    Catch::Contains(name) && Catch::Contains("another study"));
}

TEST_CASE("A file of something else is no study") {
  const OwnFolder folder;
  CHECK_FALSE(is_study(folder.file("nowhere.h5")));
  { const hdf5::Handle file = hdf5::create_file(folder.file("other.h5")); }
  CHECK_FALSE(is_study(folder.file("other.h5")));
  CHECK_THROWS_AS(StudyResults(folder.file("other.h5")), ResultsError);
  put_runs(folder.file("a.h5.runs"), pit_head(), {0, 6});
  (void)gather({folder.file("a.h5.runs")}, folder.file("a.h5"), {});
  CHECK(is_study(folder.file("a.h5")));
}
