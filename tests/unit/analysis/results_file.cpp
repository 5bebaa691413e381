#include "analysis/results_file.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <catch2/catch.hpp>

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

void write_two_months(const fs::path& path, ResultsMeta meta = small_meta()) {
  ResultsFile results(path, std::move(meta));
  run_two_months(results);
}

using Pair = std::pair<double, double>;
constexpr double first = 31.0 * 31;           // increments of t^2
constexpr double second = 59.0 * 59 - first;  // in the two intervals

}  // namespace

TEST_CASE("Numbers come out of the file as they went in") {
  const OwnFolder folder;
  write_two_months(folder.file("a.h5"));
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
  write_two_months(folder.file("a.h5"), meta);
  const Opened file(folder.file("a.h5"));
  CHECK(file.texts("flow_id") ==
        std::vector<std::string>{"plant.burn>plant.ash", "ash_pipe", "ash_trucks"});
  CHECK(file.texts("process") == std::vector<std::string>{"ash_pipe"});
  CHECK_FALSE(hdf5::has(file.id(), "stock"));
  CHECK_FALSE(hdf5::has(file.id(), "flow_substance"));
}

TEST_CASE("Equal runs give equal bytes, apart from /provenance") {
  const OwnFolder folder;
  write_two_months(folder.file("a.h5"));
  write_two_months(folder.file("b.h5"));
  CHECK(bytes_of(folder.file("a.h5")) == bytes_of(folder.file("b.h5")));
}

TEST_CASE("An older result stays until the new one is whole") {
  const OwnFolder folder;
  put_bytes(folder.file("a.h5"), "older");
  {
    FakeView view(small_network());
    ResultsFile results(folder.file("a.h5"), small_meta());
    results.started(view);
    view.now = 31;
    results.sampled(view);
    CHECK(bytes_of(folder.file("a.h5")) == "older");
    CHECK_THROWS_AS(ResultsFile(folder.file("a.h5"), small_meta()), ResultsError);
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
