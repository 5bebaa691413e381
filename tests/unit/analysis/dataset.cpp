#include <filesystem>

#include <catch2/catch.hpp>

#include "analysis/dataset_reader.h"
#include "analysis/dataset_wire.h"
#include "analysis/results_error.h"
#include "analysis/results_file.h"
#include "tests/own_folder.h"
#include "tests/unit/analysis/fake_run.h"

using namespace huan::analysis;
namespace sim = huan::sim;
namespace fs = std::filesystem;

namespace {

/// Two intervals of the fake run: to day 10 and to day 30.
fs::path written_run(const huan::tests::OwnFolder& folder) {
  const fs::path path = folder.file("a.h5");
  FakeView view(small_network());
  ResultsFile file(path, small_meta());
  file.started(view);
  view.now = 10;
  file.sampled(view);
  file.logged({10, sim::LogEntry::What::fails, "plant.burn", 0});
  view.chokes = true;
  view.now = 30;
  file.sampled(view);
  file.finished(view);
  return path;
}

}  // namespace

TEST_CASE("A results file comes back as tables with labelled axes") {
  const huan::tests::OwnFolder folder;
  const fs::path path = written_run(folder);
  const Dataset data = read_dataset(path);
  CHECK(data.origin == path.string());
  CHECK(data.title_zh == "焚烧厂与灰渣");
  CHECK(data.seed == 7);
  CHECK(data.scenario == small_meta().scenario);
  CHECK(data.periods == std::vector<std::string>{"2019-01", "2019-02"});
  CHECK(data.begins == std::vector<double>{0, 10});
  CHECK(data.ends == std::vector<double>{10, 30});
  CHECK(data.date(10) == "2019-01-11");
  CHECK(data.year(1) == 2019);

  const Table& flow = *data.table("flow");
  const Axis& flows = data.axis_of(flow);
  CHECK(flow.unit == "t");
  const std::size_t pipe = *flows.find("ash_pipe");  // arc 11: totals 12 t^2
  CHECK(flow.at(0, pipe) == 12 * 100);
  CHECK(flow.at(1, pipe) == 12 * (900 - 100));
  CHECK(flows.text("to", pipe) == "pit.ash");
  CHECK(flows.text("flow_to", pipe) == "pit.ash");
  CHECK(flows.text("colour", pipe).empty());
  CHECK(flows.matching("ash_*").size() == 2);
  CHECK_FALSE(flows.find("nothing"));
  CHECK(data.table("nothing") == nullptr);

  const Table& stock = *data.table("stock");
  const Axis& stocks = data.axis_of(stock);
  CHECK(stocks.number("capacity", *stocks.find("plant.waste")) == 500);
  CHECK(stock.at(1, *stocks.find("pit.ash")) == 10 * 8 + 30);

  const Axis& losses = *data.axis("loss");
  const std::size_t choked = *losses.find("buy:blocked:plant.waste");
  CHECK(losses.text("cause", choked) == "blocked");
  CHECK(data.table("lost_t")->at(1, choked) == 90);
  REQUIRE(data.events.size() == 1);
  CHECK(data.events[0].what == "fails");
  CHECK(data.events[0].who == "plant.burn");
  const Table& balance = *data.table("balance");
  CHECK(balance.axes == std::vector<std::string>{"balance_item", "substance"});
  CHECK(balance.at(*data.axis("balance_item")->find("initial"), 1) == 3);
}

TEST_CASE("Only the tables asked for are read") {
  const huan::tests::OwnFolder folder;
  const fs::path path = written_run(folder);
  const Dataset data = read_dataset(path, {"stock*"});
  CHECK(data.table("flow") == nullptr);
  CHECK(data.table("stock_max") != nullptr);
  CHECK(data.axis("flow_id") != nullptr);
}

TEST_CASE("A dataset survives the way through bytes, cut bytes are refused") {
  const huan::tests::OwnFolder folder;
  const fs::path path = written_run(folder);
  const std::string bytes = to_bytes(read_dataset(path));
  CHECK(to_bytes(dataset_from_bytes(bytes)) == bytes);
  for (std::size_t n = 0; n < bytes.size(); n += 97) {
    CHECK_THROWS_AS(dataset_from_bytes(std::string_view(bytes).substr(0, n)), std::runtime_error);
  }
}

TEST_CASE("What is no results file is refused by name") {
  CHECK_THROWS_WITH(read_dataset("/nowhere/x.h5"), "/nowhere/x.h5: there is no such file");
  CHECK_THROWS_WITH(read_dataset("/tmp"), Catch::Contains("is a folder"));
  const huan::tests::OwnFolder folder;
  const fs::path path = written_run(folder);
  const auto size = fs::file_size(path);
  for (const std::uintmax_t part : {size / 2, size / 4, std::uintmax_t{2000}, std::uintmax_t{9}}) {
    fs::resize_file(path, part);
    CHECK_THROWS_AS(read_dataset(path), ResultsError);
  }
}
