#include "analysis/segment.h"

#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>

#include <catch2/catch.hpp>

#include "analysis/results_error.h"
#include "tests/own_folder.h"

using namespace huan::analysis;
using huan::tests::bytes_of;
using huan::tests::OwnFolder;
using huan::tests::put_bytes;
namespace fs = std::filesystem;

namespace {

const std::string ours(64, 'a');
constexpr double inf = std::numeric_limits<double>::infinity();

DoneRun good(std::vector<double> values) {
  return {RunStatus::good, "", {1.5, -2}, {0.25, 0.75}, std::move(values)};
}
DoneRun failed(RunStatus status, std::string reason) {
  return {status, std::move(reason), {3, 4}, {0, 1}, {}};
}

/// Runs 5, 6 and 7 of our study in a folder.
RunRange write_three(const fs::path& folder) {
  Segment segment(ours, 2, 3);
  segment.add(5, good({1, -0.0, inf}));
  segment.add(6, failed(RunStatus::wrong_scenario, "a store is fuller than it can be：过满"));
  segment.add(7, good({0.1, 1e-310, std::nan("")}));
  const RunRange runs = segment.runs();
  segment.write(folder, "one");
  return runs;
}

}  // namespace

TEST_CASE("Runs come out of a segment as they went in, to the bit") {
  const OwnFolder folder;
  const RunRange runs = write_three(folder.path);
  CHECK(runs == RunRange{5, 8});
  CHECK(segments_in(folder.path) == std::vector<RunRange>{{5, 8}});
  CHECK(fs::exists(folder.file("000000000005-000000000007.runs")));
  CHECK_FALSE(fs::exists(folder.file("one.open")));
  const auto found = read_segment(folder.path, runs, ours, 2, 3);
  REQUIRE(found.size() == 3);
  CHECK(found[0].status == RunStatus::good);
  CHECK(found[0].levels == std::vector<double>{1.5, -2});
  CHECK(found[0].units == std::vector<double>{0.25, 0.75});
  CHECK(found[0].values == std::vector<double>{1, 0, inf});
  CHECK(std::signbit(found[0].values[1]));
  CHECK(found[1].status == RunStatus::wrong_scenario);
  CHECK(found[1].reason == "a store is fuller than it can be：过满");
  CHECK(found[1].levels == std::vector<double>{3, 4});
  CHECK(found[1].values.empty());
  CHECK(found[2].values[1] == 1e-310);
  CHECK(std::isnan(found[2].values[2]));
}

TEST_CASE("A segment is empty again when it is written, and an empty one writes nothing") {
  const OwnFolder folder;
  Segment segment(ours, 2, 1);
  segment.write(folder.path, "one");
  CHECK(fs::is_empty(folder.path));
  segment.add(0, good({1}));
  CHECK(segment.bytes() > 0);
  segment.write(folder.path, "one");
  CHECK(segment.runs().size() == 0);
  CHECK(segment.bytes() == 0);
  segment.add(9, failed(RunStatus::broke_off, "it broke off"));
  segment.write(folder.path, "one");
  CHECK(segments_in(folder.path) == std::vector<RunRange>{{0, 1}, {9, 10}});
  CHECK(read_segment(folder.path, {9, 10}, ours, 2, 1).at(0).status == RunStatus::broke_off);
}

TEST_CASE("Runs that are no next ones, or of another size, do not fit into a segment") {
  Segment segment(ours, 2, 1);
  segment.add(3, good({1}));
  CHECK_THROWS_AS(segment.add(3, good({1})), std::logic_error);
  CHECK_THROWS_AS(segment.add(5, good({1})), std::logic_error);
  CHECK_THROWS_AS(segment.add(4, good({1, 2})), std::logic_error);
  DoneRun narrow = good({1});
  narrow.levels.pop_back();
  CHECK_THROWS_AS(segment.add(4, narrow), std::logic_error);
  CHECK(segment.runs() == RunRange{3, 4});
}

TEST_CASE("A segment cut at any place, or with any byte spoilt, is not used") {
  const OwnFolder folder;
  const RunRange runs = write_three(folder.path);
  const fs::path path = folder.file(segment_name(runs));
  const std::string whole = bytes_of(path);
  const auto is_refused = [&](const std::string& bytes) {
    put_bytes(path, bytes);
    try {
      (void)read_segment(folder.path, runs, ours, 2, 3);
    } catch (const ResultsError& fault) {
      return std::string(fault.what()).find(path.filename().string()) != std::string::npos;
    }
    return false;
  };
  std::size_t used = 0;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    used += !is_refused(whole.substr(0, i));
    std::string spoilt = whole;
    spoilt[i] = static_cast<char>(spoilt[i] ^ 0x20);
    used += !is_refused(spoilt);
  }
  CHECK(used == 0);
  CHECK(is_refused(whole + "x"));
  CHECK_FALSE(is_refused(whole));
}

TEST_CASE("A segment of another study, of other sizes, or under another's name is not used") {
  const OwnFolder folder;
  const RunRange runs = write_three(folder.path);
  CHECK_THROWS_WITH(read_segment(folder.path, runs, std::string(64, 'b'), 2, 3),
                    Catch::Contains("another study"));
  CHECK_THROWS_AS(read_segment(folder.path, runs, ours, 2, 4), ResultsError);
  CHECK_THROWS_AS(read_segment(folder.path, runs, ours, 1, 3), ResultsError);
  CHECK_THROWS_AS(read_segment(folder.path, {5, 7}, ours, 2, 3), ResultsError);  // not there
  const RunRange renamed{8, 11};
  fs::rename(folder.file(segment_name(runs)), folder.file(segment_name(renamed)));
  CHECK_THROWS_WITH(read_segment(folder.path, renamed, ours, 2, 3),
                    Catch::Contains("000000000008-000000000010.runs") &&
                        Catch::Contains("its name is not its own"));
}

TEST_CASE("Only names of segments count, sorted; a folder that is not there has none") {
  const OwnFolder folder;
  for (const char* name : {"000000000256-000000000300.runs", "000000000000-000000000255.runs",
                           "study.json", "one.open", "x-3.runs", "3.runs", "9-3.runs", "4-5.run"}) {
    put_bytes(folder.file(name), "");
  }
  CHECK(segments_in(folder.path) == std::vector<RunRange>{{0, 256}, {256, 301}});
  CHECK(segments_in(folder.file("nowhere")).empty());
}

TEST_CASE("What is missing is what no range holds, whether they overlap or reach beyond") {
  using Ranges = std::vector<RunRange>;
  CHECK(missing({0, 10}, {}) == Ranges{{0, 10}});
  CHECK(missing({0, 10}, {{0, 10}}).empty());
  CHECK(missing({0, 10}, {{2, 4}, {6, 9}}) == Ranges{{0, 2}, {4, 6}, {9, 10}});
  CHECK(missing({0, 10}, {{0, 6}, {1, 3}, {5, 8}}) == Ranges{{8, 10}});  // one within another
  CHECK(missing({0, 10}, {{0, 4}, {4, 10}}).empty());
  CHECK(missing({4, 8}, {{0, 5}, {7, 20}}) == Ranges{{5, 7}});
  CHECK(missing({4, 8}, {{0, 4}, {8, 12}}) == Ranges{{4, 8}});
  CHECK(missing({4, 8}, {{0, 20}}).empty());
  CHECK(missing({3, 3}, {}).empty());
}
