#include "analysis/results_file.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <thread>

#include <catch2/catch.hpp>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "analysis/hdf5.h"
#include "analysis/recover.h"
#include "analysis/stored_scenario.h"
#include "tests/unit/analysis/fake_run.h"
#include "tests/unit/analysis/own_folder.h"

using namespace huan::analysis;
using huan::sim::Network;
using huan::tests::OwnFolder;
namespace fs = std::filesystem;

namespace {

const Network& small_network() {
  static const Network network(small_plan());
  return network;
}

/// Two intervals, [0, 31) and [31, 59); ash blocks the route in the second.
void run_two_months(const fs::path& path, ResultsMeta meta = small_meta()) {
  FakeView view(small_network());
  ResultsFile results(path, std::move(meta));
  results.started(view);
  using What = huan::sim::LogEntry::What;
  results.sampled(view);  // at the start: no row
  results.logged({.time = 3.5, .what = What::fails, .who = "plant.burn", .value = 2});
  view.now = 31;
  results.sampled(view);
  results.logged({.time = 31, .what = What::repaired, .who = "plant.burn", .value = 0});
  results.logged({.time = 40, .what = What::scripted, .who = "ban", .value = 0});
  view.chokes = true;
  view.now = 59;
  results.sampled(view);
  results.finished(view);
}

/// Reads values by the labels of their axes.
class Opened {
 public:
  explicit Opened(const fs::path& path) : file_(hdf5::open_file(path)) {}

  [[nodiscard]] std::vector<std::string> texts(const std::string& name) const {
    const hdf5::Handle table = hdf5::open_dataset(file_.id(), name);
    std::vector<std::string> values(hdf5::extent_of(table.id()).at(0));
    hdf5::read(table.id(), {{0}, {values.size()}}, std::span(values));
    return values;
  }
  [[nodiscard]] std::size_t position(const std::string& axis, const std::string& label) const {
    const auto all = texts(axis);
    const auto found = std::ranges::find(all, label);
    INFO(axis << " has no " << label);
    REQUIRE(found != all.end());
    return static_cast<std::size_t>(found - all.begin());
  }
  [[nodiscard]] double at(const std::string& name, hdf5::Extent where) const {
    const hdf5::Handle table = hdf5::open_dataset(file_.id(), name);
    double value = 0;
    hdf5::Extent one(where.size(), 1);
    hdf5::read(table.id(), {std::move(where), std::move(one)}, std::span(&value, 1));
    return value;
  }
  /// Both intervals of one series.
  [[nodiscard]] std::pair<double, double> pair(const std::string& name, const std::string& axis,
                                               const std::string& label) const {
    const auto i = position(axis, label);
    return {at(name, {0, i}), at(name, {1, i})};
  }
  [[nodiscard]] std::pair<double, double> pair(const std::string& name, const std::string& axis,
                                               const std::string& label,
                                               const std::string& second_axis,
                                               const std::string& second_label) const {
    const auto i = position(axis, label);
    const auto j = position(second_axis, second_label);
    return {at(name, {0, i, j}), at(name, {1, i, j})};
  }
  [[nodiscard]] hid_t id() const { return file_.id(); }

 private:
  hdf5::Handle file_;
};

using Pair = std::pair<double, double>;
constexpr double first = 31.0 * 31;           // increments of t^2
constexpr double second = 59.0 * 59 - first;  // in the two intervals

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

void write_text(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("Numbers come out of the file as they went in") {
  const OwnFolder folder;
  run_two_months(folder.file("a.h5"));
  CHECK_FALSE(fs::exists(folder.file("a.h5.part")));
  CHECK_FALSE(fs::exists(folder.file("a.h5.sealing")));
  const Opened file(folder.file("a.h5"));

  CHECK(file.at("time", {0}) == 31);
  CHECK(file.at("time", {1}) == 59);
  CHECK(file.at("time_bounds", {1, 0}) == 31);
  CHECK(file.texts("period") == std::vector<std::string>{"2019-01", "2019-02"});

  SECTION("levels and what nobody took") {
    CHECK(file.pair("stock", "stock_id", "plant.ash") == Pair{30 + 31, 30 + 59});
    CHECK(file.pair("stock_max", "stock_id", "plant.ash") == Pair{66, 94});
    CHECK(file.pair("uncontrolled", "stock_id", "plant.ash") == Pair{3 * first, 3 * second});
    CHECK(file.pair("carrier_stock", "carrier_stock_id", "plant.heat") == Pair{71, 99});
    // into the pit come the pipe's ash only: arc 11
    CHECK(file.pair("stock_inflow", "stock_id", "pit.ash") == Pair{12 * first, 12 * second});
  }
  SECTION("flows: arcs by their own names, routes by theirs") {
    CHECK(file.texts("flow_id") ==
          std::vector<std::string>{"buy", "plant.waste>plant.burn", "plant.burn>world.air",
                                   "plant.burn>plant.ash", "ash_pipe", "ash_trucks"});
    CHECK(file.texts("flow_material").at(2) == "offgas");  // not the air's own material
    CHECK(file.texts("flow_name").at(2).ends_with(": off-gas"));
    CHECK(file.texts("flow_name_zh").at(2).ends_with("：烟气"));
    CHECK(file.texts("flow_from").at(5) == "plant.ash");
    CHECK(file.texts("flow_to").at(5) == "yard.ash");
    CHECK(file.pair("flow", "flow_id", "plant.burn>plant.ash") == Pair{5 * first, 5 * second});
    CHECK(file.pair("flow", "flow_id", "ash_pipe") == Pair{12 * first, 12 * second});
    CHECK(file.pair("flow", "flow_id", "ash_trucks") == Pair{16 * first, 16 * second});
    CHECK(file.pair("carrier_flow", "carrier_flow_id", "plant.burn>plant.heat") ==
          Pair{6 * first, 6 * second});
  }
  SECTION("substances of what was asked for") {
    CHECK(file.pair("stock_substance", "selected_stock", "plant.waste", "substance", "other") ==
          Pair{3 * 51, 3 * 79});
    CHECK(file.pair("flow_substance", "selected_flow", "buy", "substance", "C_biogenic") ==
          Pair{0.125 * 2 * first, 0.125 * 2 * second});
    CHECK(file.pair("property", "property_flow", "buy", "property_item", "heating_value") ==
          Pair{32 * 0.25 + 16 * 0.125, 32 * 0.25 + 16 * 0.125});
  }
  SECTION("processes and demand") {
    CHECK(file.pair("throughput", "process", "plant.burn") == Pair{2 * first, 2 * second});
    CHECK(file.pair("capacity", "process", "plant.burn") == Pair{8 * first, 8 * second});
    CHECK(file.pair("activity", "process", "plant.burn") == Pair{0.25, 0.25});
    CHECK(std::isnan(file.pair("activity", "process", "ash_pipe").second));
    CHECK(file.pair("capacity", "process", "ash_pipe").second == huan::sim::unlimited);
    CHECK(file.pair("unmet", "demand", "plant.town") == Pair{3 * first, 3 * second});
  }
  SECTION("money and emissions by facility; unknown is not zero") {
    CHECK(file.pair("money", "facility", "plant", "money_item", "opex") ==
          Pair{7 * first, 7 * second});
    CHECK(std::isnan(file.pair("money", "facility", "pit", "money_item", "opex").first));
    CHECK(file.pair("emission", "facility", "plant", "emission_item", "dust") ==
          Pair{8 * first, 8 * second});
    const double carbon = 0.25 * 4;  // per t^2, of arc 3
    CHECK(file.pair("emission", "facility", "plant", "emission_item", "co2_fossil").first ==
          Approx(carbon * first * 44 / 12).epsilon(1e-14));
    CHECK(file.pair("meter", "meter_id", "plant.fan") == Pair{9 * first, 9 * second});
  }
  SECTION("shipments: what was loaded arrives or is under way") {
    const auto item = [&](const char* name) {
      return file.pair("shipment", "route", "ash_trucks", "shipment_item", name);
    };
    CHECK(item("loaded") == Pair{13 * first, 13 * second});
    CHECK(item("received") == Pair{16 * first, 16 * second});
    CHECK(item("lots_sent") == Pair{31, 28});
    CHECK(item("waiting") == Pair{93, 84});
    // docks are stocks 10 and 11 of the network
    CHECK(item("under_way") == Pair{100 + 31 + 30 + 110 + 31, 100 + 59 + 30 + 110 + 59});
    CHECK(item("refused") == Pair{-3 * first - 302, -3 * second + 302 - 358});
    CHECK(item("tonne_km") == Pair{12 * 16 * first, 12 * 16 * second});
  }
  SECTION("losses: only what occurred, in the order of process, cause and stock") {
    CHECK(file.texts("loss") ==
          std::vector<std::string>{"buy:blocked:plant.waste", "plant.burn:down"});
    CHECK(file.pair("lost_t", "loss", "buy:blocked:plant.waste") == Pair{0, 177});
    CHECK(file.pair("lost_h", "loss", "buy:blocked:plant.waste") == Pair{0, 59});
    CHECK(file.pair("lost_t", "loss", "plant.burn:down") == Pair{first, second});
    CHECK(file.texts("loss_stock") == std::vector<std::string>{"plant.waste", ""});
  }
  SECTION("the log") {
    CHECK(file.at("event_time", {1}) == 31);
    CHECK(file.at("event_value", {0}) == 2);
    const auto things = file.texts("thing");
    CHECK(things.at(static_cast<std::size_t>(file.at("event_who", {2}))) == "ban");
  }
  SECTION("the balance at the end, by substance and by element") {
    const auto item = [&](const char* name, const char* substance) {
      return file.at("balance",
                     {file.position("balance_item", name), file.position("substance", substance)});
    };
    CHECK(item("in", "C_biogenic") == 118);
    CHECK(item("converted", "C_fossil") == -1);
    CHECK(item("residual", "other") == 0.5);
    CHECK(item("relative_residual", "other") == 0.5 / (5 + 4 * 59 + 1));  // and 1 t from C_fossil
    CHECK(file.at("balance_element",
                  {file.position("balance_item", "in"), file.position("element", "C")}) == 177);
  }
  SECTION("signature") {
    CHECK(hdf5::text_of(file.id(), "scenario") == small_meta().scenario);
    CHECK(hdf5::integer_of(file.id(), "seed") == 7);
    CHECK(hdf5::integer_of(file.id(), "complete") == 1);
    CHECK(stored_scenario(folder.file("a.h5")) == small_meta().scenario);
    CHECK(is_results_file(folder.file("a.h5")));
  }
}

TEST_CASE("Patterns choose what is written") {
  const OwnFolder folder;
  ResultsMeta meta = small_meta();
  meta.series = {"*>plant.ash", "ash_*"};
  meta.compositions.clear();
  run_two_months(folder.file("a.h5"), meta);
  const Opened file(folder.file("a.h5"));
  CHECK(file.texts("flow_id") ==
        std::vector<std::string>{"plant.burn>plant.ash", "ash_pipe", "ash_trucks"});
  CHECK(file.texts("process") == std::vector<std::string>{"ash_pipe"});
  CHECK_FALSE(hdf5::has(file.id(), "stock"));
  CHECK_FALSE(hdf5::has(file.id(), "flow_substance"));
}

TEST_CASE("Equal runs give equal bytes, apart from /provenance") {
  const OwnFolder folder;
  run_two_months(folder.file("a.h5"));
  run_two_months(folder.file("b.h5"));
  CHECK(bytes_of(folder.file("a.h5")) == bytes_of(folder.file("b.h5")));
}

TEST_CASE("An older result stays until the new one is whole") {
  const OwnFolder folder;
  write_text(folder.file("a.h5"), "older");
  {
    FakeView view(small_network());
    ResultsFile results(folder.file("a.h5"), small_meta());
    results.started(view);
    view.now = 31;
    results.sampled(view);
    CHECK(bytes_of(folder.file("a.h5")) == "older");
    CHECK(message_of([&] { ResultsFile(folder.file("a.h5"), small_meta()); }).empty() == false);
  }
  CHECK(bytes_of(folder.file("a.h5")) == "older");
  CHECK(fs::exists(folder.file("a.h5.part")));
}

TEST_CASE("A results file that was never begun leaves nothing behind") {
  const OwnFolder folder;
  { const ResultsFile results(folder.file("a.h5"), small_meta()); }
  CHECK(fs::is_empty(folder.path));
  CHECK_THROWS_AS(ResultsFile(folder.path / "none" / "a.h5", small_meta()), ResultsError);
}

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

TEST_CASE("Rows are written when they are a megabyte") {
  const OwnFolder folder;
  FakeView view(small_network());
  ResultsFile results(folder.file("a.h5"), small_meta());
  results.started(view);
  std::size_t kept = 0;  // at a time
  for (view.now = 1; view.now <= 5000; ++view.now) {
    results.sampled(view);
    kept = std::max(kept, static_cast<std::size_t>(view.now) - results.written());
  }
  // a row has some 1 kB: its tables, its balance, its losses
  CHECK(kept > 1);
  CHECK(kept < 2500);
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
  run_two_months(folder.file("a.h5"));
  write_text(folder.file("text.part"), "this is no HDF5 file");
  write_text(folder.file("empty.part"), "");
  fs::copy(folder.file("a.h5"), folder.file("finished.part"));
  const std::string whole = bytes_of(folder.file("a.h5"));
  write_text(folder.file("short.part"), whole.substr(0, whole.size() / 2));
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

/// Not a test by itself: what tests/results/ runs. MAKE_FILE: the results file; MAKE_ROWS: days;
/// MAKE_SERIES: so many more stocks; MAKE_STARTED: a clock time for /provenance. Standard output
/// says how many rows are written, each time they are more: "row 17".
TEST_CASE("Make a results file", "[.][make]") {
  const auto number = [](const char* name, std::int64_t otherwise) {
    const char* text = std::getenv(name);
    return text != nullptr ? std::atoll(text) : otherwise;
  };
  std::signal(SIGXFSZ, SIG_IGN);
  auto plan = small_plan();
  for (std::int64_t i = 0; i < number("MAKE_SERIES", 0); ++i) {
    auto more = plan.stocks[3];
    more.name = "plant.more" + std::to_string(i);
    plan.add(more);
  }
  const Network network(std::move(plan));
  FakeView view(network);
  ResultsMeta meta = small_meta();
  meta.provenance.started = number("MAKE_STARTED", 0);
  ResultsFile results(std::getenv("MAKE_FILE"), meta);
  results.started(view);
  results.logged(
      {.time = 0.5, .what = huan::sim::LogEntry::What::fails, .who = "plant.burn", .value = 0});
  const auto rows = static_cast<double>(number("MAKE_ROWS", 59));
  std::size_t said = 0;
  for (view.now = 1; view.now <= rows; ++view.now) {
    results.sampled(view);
    if (results.written() == said) continue;
    said = results.written();
    std::cout << "row " << said << std::endl;
  }
  view.now = rows;
  results.finished(view);
}
