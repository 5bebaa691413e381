#include "analysis/runs_folder.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "analysis/results_error.h"
#include "tests/own_folder.h"
#include "tests/unit/analysis/study_head.h"

using namespace huan::analysis;
using huan::tests::OwnFolder;
using huan::tests::pit_head;
namespace fs = std::filesystem;

TEST_CASE("A head lies in its folder as it was, and the same study finds it again") {
  const OwnFolder folder;
  const fs::path runs = runs_folder_of(folder.file("a.h5"));
  CHECK(runs.filename() == "a.h5.runs");
  const StudyHead head = pit_head();
  open_runs_folder(runs, head);
  CHECK_NOTHROW(open_runs_folder(runs, head));
  const StudyHead found = read_head(runs);
  CHECK(found.fingerprint() == head.fingerprint());
  CHECK(found.factors == head.factors);
  CHECK(found.columns.series == head.columns.series);
  CHECK(found.columns.ends == head.columns.ends);
  CHECK(found.numbers == head.numbers);
  CHECK(head.fingerprint().size() == 64);
}

TEST_CASE("What of a study changed is said in words, all of it") {
  const StudyHead head = pit_head();
  const auto changed = [&](std::initializer_list<std::size_t> parts) {
    StudyHead other = head;
    for (const std::size_t part : parts) other.sums[part].second = "other";
    return changed_between(head, other);
  };
  CHECK(changed({}).empty());
  CHECK(changed({0}) == "the program");
  CHECK(changed({1}) == "the scenario");
  CHECK(changed({2}) == "the study");
  CHECK(changed({3}) == "the command line");
  CHECK(changed({0, 3}) == "the program and the command line");
  StudyHead wider = head;
  wider.columns.series.push_back({"pit.ash", "stock", "ash", "灰", "t"});
  CHECK(changed_between(head, wider) == "what is kept");
  CHECK(wider.fingerprint() != head.fingerprint());
}

TEST_CASE("A folder with runs of another study is refused, and stays as it is") {
  const OwnFolder folder;
  const fs::path runs = folder.file("a.h5.runs");
  open_runs_folder(runs, pit_head());
  StudyHead other = pit_head();
  other.sums[1].second = "other";
  CHECK_THROWS_WITH(open_runs_folder(runs, other),
                    Catch::Contains("the scenario differ") && Catch::Contains(runs.string()));
  CHECK(read_head(runs).fingerprint() == pit_head().fingerprint());
}

TEST_CASE("A folder without a head, with a spoilt one, or of another format holds no study") {
  const OwnFolder folder;
  CHECK_THROWS_WITH(read_head(folder.path), Catch::Contains("holds no runs of a study"));
  const auto put = [&](const std::string& text) {
    std::ofstream(folder.file("study.json"), std::ios::binary) << text;
  };
  put("{\"format\": 1, \"runs\":");
  CHECK_THROWS_WITH(read_head(folder.path), Catch::Contains("is damaged"));
  put("{\"format\": 99}");
  CHECK_THROWS_WITH(read_head(folder.path), Catch::Contains("another format"));
  std::ofstream(folder.file("file"), std::ios::binary) << "a letter";
  CHECK_THROWS_AS(open_runs_folder(folder.file("file"), pit_head()), ResultsError);
}

TEST_CASE("With the folder goes what is ours, and nothing else") {
  const OwnFolder folder;
  const fs::path runs = folder.file("a.h5.runs");
  open_runs_folder(runs, pit_head());
  std::ofstream(runs / "000000000000-000000000001.runs") << "runs";
  std::ofstream(runs / "letter.txt") << "not ours";
  remove_runs_folder(runs);
  CHECK(fs::exists(runs / "letter.txt"));
  CHECK(std::distance(fs::directory_iterator(runs), {}) == 1);
  fs::remove(runs / "letter.txt");
  open_runs_folder(runs, pit_head());
  remove_runs_folder(runs);
  CHECK_FALSE(fs::exists(runs));
}
