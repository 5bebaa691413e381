/// What becomes of results files whose run did not end well.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include <catch2/catch.hpp>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "analysis/recover.h"
#include "analysis/results_file.h"
#include "analysis/stored_scenario.h"
#include "tests/own_folder.h"
#include "tests/unit/analysis/fake_run.h"
#include "tests/unit/analysis/opened.h"

using namespace huan::analysis;
using huan::tests::bytes_of;
using huan::tests::OwnFolder;
using huan::tests::put_bytes;
namespace fs = std::filesystem;

namespace {

/// Runs `work` in a process of its own and returns how that ended.
template <class Work>
int in_child(Work work) {
  const pid_t child = ::fork();
  if (child == 0) {
    work();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

std::string message_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const ResultsError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("Rows are written after a quarter of a second, and survive a kill") {
  const OwnFolder folder;
  const int status = in_child([&] {
    FakeView view(small_network());
    ResultsFile results(folder.file("a.h5"), small_meta());
    results.started(view);
    for (view.now = 1; view.now <= 6; ++view.now) results.sampled(view);
    const bool kept = results.written() < 6;
    std::this_thread::sleep_for(std::chrono::milliseconds(260));
    results.sampled(view);
    if (kept && results.written() == 7) ::kill(::getpid(), SIGKILL);
  });
  REQUIRE(WIFSIGNALED(status));
  const Recovered recovered = recover(folder.file("a.h5.part"));
  CHECK(recovered.file == folder.file("a.h5"));
  CHECK(recovered.sealed.rows == 7);
  CHECK(recovered.sealed.until == 7);
  CHECK_FALSE(recovered.sealed.complete);
  const Opened file(folder.file("a.h5"));
  CHECK(hdf5::integer_of(file.id(), "complete") == 0);
  CHECK(file.at("stock", {6, file.position("stock_id", "plant.ash")}) == 37);
  CHECK(file.texts("period").at(2) == "2019-01-03");  // no label was given for it
  CHECK(message_of([&] { recover(folder.file("a.h5.part")); }).find("not overwritten") !=
        std::string::npos);
}

TEST_CASE("A run that ends by an exception leaves all its rows") {
  const OwnFolder folder;
  {
    FakeView view(small_network());
    ResultsFile results(folder.file("a.h5"), small_meta());
    results.started(view);
    for (view.now = 1; view.now <= 7; ++view.now) results.sampled(view);
  }
  CHECK(recover(folder.file("a.h5.part")).sealed.rows == 7);
}

TEST_CASE("A run killed before its first row has nothing to recover, and says so") {
  const OwnFolder folder;
  in_child([&] {
    FakeView view(small_network());
    ResultsFile results(folder.file("a.h5"), small_meta());
    results.started(view);
    ::kill(::getpid(), SIGKILL);
  });
  CHECK(message_of([&] { recover(folder.file("a.h5.part")); }).find("holds no row") !=
        std::string::npos);
  CHECK_FALSE(fs::exists(folder.file("a.h5")));
}

TEST_CASE("A running run is not recovered") {
  const OwnFolder folder;
  FakeView view(small_network());
  ResultsFile results(folder.file("a.h5"), small_meta());
  results.started(view);
  view.now = 31;
  results.sampled(view);
  const int status = in_child([&] {
    const std::string said = message_of([&] { recover(folder.file("a.h5.part")); });
    ::_exit(said.find("still going on") != std::string::npos ? 0 : 1);
  });
  CHECK(status == 0);
  results.finished(view);
  CHECK(fs::exists(folder.file("a.h5")));
}

TEST_CASE("A full disk is an error that keeps what was written") {
  const OwnFolder folder;
  const int status = in_child([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{6000000, 6000000};  // an empty file takes some 1.5 MB: a page for each piece
    ::setrlimit(RLIMIT_FSIZE, &limit);
    FakeView view(small_network());
    std::size_t written = 0;
    const std::string said = message_of([&] {
      ResultsFile results(folder.file("a.h5"), small_meta());
      results.started(view);
      for (view.now = 1; view.now <= 100000; ++view.now) {
        results.sampled(view);
        written = results.written();
      }
    });
    std::ofstream(folder.file("rows")) << written;
    ::_exit(said.find("File too large") != std::string::npos &&
                    said.find("huan recover") != std::string::npos
                ? 0
                : 1);
  });
  CHECK(status == 0);
  std::size_t written = 0;
  std::ifstream(folder.file("rows")) >> written;
  REQUIRE(written > 10);
  CHECK(recover(folder.file("a.h5.part")).sealed.rows == written);
}

TEST_CASE("Foreign and damaged files are refused, never believed") {
  const OwnFolder folder;
  {
    ResultsFile results(folder.file("a.h5"), small_meta());
    run_two_months(results);
  }
  put_bytes(folder.file("text.part"), "this is no HDF5 file");
  put_bytes(folder.file("empty.part"), "");
  fs::copy(folder.file("a.h5"), folder.file("finished.part"));
  const std::string whole = bytes_of(folder.file("a.h5"));
  put_bytes(folder.file("short.part"), whole.substr(0, whole.size() / 2));
  {
    const hdf5::Handle other = hdf5::create_file(folder.file("other.part"));
    hdf5::set_text(other.id(), "title", "something else");
  }
  for (const char* name :
       {"text.part", "empty.part", "finished.part", "short.part", "other.part", "none.part"}) {
    INFO(name);
    const std::string said = message_of([&] { recover(folder.file(name)); });
    CHECK(said.find(name) != std::string::npos);
    CHECK_FALSE(fs::exists(folder.file(name).replace_extension()));
    if (std::string(name) != "finished.part") {
      CHECK_FALSE(message_of([&] { (void)stored_scenario(folder.file(name)); }).empty());
    }
  }
  CHECK(message_of([&] { recover(folder.file("a.h5")); }).find("'.part'") != std::string::npos);
}
