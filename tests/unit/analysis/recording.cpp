#include "analysis/recording.h"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "analysis/dataset_reader.h"
#include "analysis/indicator_reader.h"
#include "analysis/results_file.h"
#include "tests/own_folder.h"
#include "tests/unit/analysis/fake_run.h"

using namespace huan::analysis;
using huan::sim::Network;
using huan::tests::OwnFolder;

namespace {

/// December 2018, [0, 31), and January 2019 up to its 28th, [31, 59).
ResultsMeta two_years() {
  ResultsMeta meta = small_meta();
  meta.start = std::chrono::year(2018) / 12 / 1;
  meta.periods = {"2018-12", "2019-01"};
  return meta;
}
const std::vector<double> samples = {31, 59};
constexpr double december = 31.0 * 31;            // increments of t^2
constexpr double january = 59.0 * 59 - december;  // in the two intervals

Indicators declared() {
  huan::scenarios::Complaints complaints;
  auto found = indicators_in(R"(
[[indicator]]
id = "piped"
name = "Ash through the pipe"
group = "Ash"
sum = { flow = "ash_pipe" }
unit = "t"

[[indicator]]
id = "yard"
name = "Ash at the plant"
group = "Ash"
last = { stock = "plant.ash" }
unit = "t"

[[indicator]]
id = "share"
name = "Of the ash, by pipe"
ratio = { of = { flow = "ash_pipe" }, to = [{ flow = "ash_pipe" }, { flow = "ash_trucks" }] }
unit = "%"

[[indicator]]
id = "high"
name = "More than 80 t of ash"
first = { stock = "plant.ash", at_least = "80 t" }

[[indicator]]
id = "choked"
name = "Kept from buying"
sum = { lost = "buy:blocked:*" }
unit = "t"

[[indicator]]
id = "down"
name = "Not burned for being down"
sum = { lost = "plant.burn:down" }
unit = "t"
)",
                             "here", complaints);
  REQUIRE(complaints.fine());
  return found;
}

/// Numbers of a run by what they are called.
class Named {
 public:
  Named(const Columns& columns, const std::vector<double>& values) : c_(columns), v_(values) {
    REQUIRE(v_.size() == c_.width());
  }
  [[nodiscard]] double yearly(const std::string& id, std::int32_t year) const {
    const auto line = place(c_.yearly, id);
    const auto row = std::ranges::find(c_.years, year) - c_.years.begin();
    return v_.at(static_cast<std::size_t>(row) * c_.yearly.size() + line);
  }
  [[nodiscard]] double whole(const std::string& id) const {
    return v_.at(c_.first_whole() + place(c_.whole, id));
  }
  [[nodiscard]] double series(const std::string& id, std::size_t time) const {
    return v_.at(c_.first_series() + time * c_.series.size() + place(c_.series, id));
  }

 private:
  const Columns& c_;
  const std::vector<double>& v_;

  template <class Lines>
  static std::size_t place(const Lines& lines, const std::string& id) {
    const auto found = std::ranges::find_if(lines, [&](const auto& line) { return line.id == id; });
    INFO("no line " << id);
    REQUIRE(found != lines.end());
    return static_cast<std::size_t>(found - lines.begin());
  }
};

const huan::scenarios::Kept kept = {{"*"}, {"ash_*", "plant.ash", "plant.burn", "plant.heat"}};

}  // namespace

TEST_CASE("A recording holds the numbers worked out on paper") {
  const Frame frame(small_network(), two_years(), samples, declared(), kept);
  CHECK(frame.columns().years == std::vector<std::int32_t>{2018, 2019});
  CHECK(frame.columns().periods == std::vector<std::string>{"2018-12", "2019-01"});
  Recording recording(frame, small_network());
  run_two_months(recording);
  const Named run(frame.columns(), recording.values());
  // Arc 11 is the pipe's delivery, 15 that of the trucks; plant.ash is stock 3: 10 x 3 + t.
  CHECK(run.yearly("piped", 2018) == 12 * december);
  CHECK(run.yearly("piped", 2019) == 12 * january);
  CHECK(run.yearly("yard", 2018) == 61);
  CHECK(run.yearly("yard", 2019) == 89);
  CHECK(run.yearly("share", 2019) == Approx(100 * 12.0 / 28));
  CHECK(run.whole("high") == 31);  // the interval that ends above 80 t begins on day 31
  CHECK(run.yearly("choked", 2018) == 0);
  CHECK(run.yearly("choked", 2019) == 3 * 59);
  CHECK(run.yearly("down", 2018) == december);
  CHECK(run.yearly("down", 2019) == january);
  CHECK(run.series("ash_pipe", 0) == 12 * december);
  CHECK(run.series("ash_pipe", 1) == 12 * january);
  CHECK(run.series("ash_trucks", 1) == 16 * january);
  CHECK(run.series("plant.ash", 0) == 61);
  CHECK(run.series("plant.ash", 1) == 89);
  CHECK(run.series("plant.burn", 0) == 2 * december);  // throughput of process 1
  CHECK(run.series("plant.heat", 1) == 40 + 59);       // stock 4
}

TEST_CASE("A recording holds what the results file of the same run holds") {
  const OwnFolder folder;
  {
    ResultsFile file(folder.file("a.h5"), two_years());
    run_two_months(file);
  }
  const Frame frame(small_network(), two_years(), samples, declared(), kept);
  Recording recording(frame, small_network());
  run_two_months(recording);
  const Named run(frame.columns(), recording.values());
  const Dataset data = read_dataset(folder.file("a.h5"));
  std::size_t compared = 0;
  for (const IndicatorResult& result : evaluate(data, declared())) {
    INFO(result.indicator.id);
    REQUIRE(result.computable);
    for (const IndicatorValue& value : result.lines.at(0).values) {
      const double mine = result.indicator.per == Per::run
                              ? run.whole(result.indicator.id)
                              : run.yearly(result.indicator.id, std::stoi(value.period));
      CHECK(mine == value.value);
      ++compared;
    }
  }
  CHECK(compared == 11);  // five in two years, a date
  for (const SeriesColumn& column : frame.columns().series) {
    INFO(column.table << " " << column.id);
    const Table* table = data.table(column.table);
    REQUIRE(table != nullptr);
    const auto line = data.axis_of(*table).find(column.id);
    REQUIRE(line);
    for (std::size_t row = 0; row < 2; ++row) {
      CHECK(run.series(column.id, row) == table->at(row, *line));
    }
  }
}

TEST_CASE("Only what [keep] names is kept, indicators by id or group") {
  const auto ids = [](const auto& lines) {
    std::vector<std::string> found;
    for (const auto& line : lines) found.push_back(line.id);
    return found;
  };
  using List = std::vector<std::string>;
  const Frame by_group(small_network(), two_years(), samples, declared(), {{"Ash"}, {}});
  CHECK(ids(by_group.columns().yearly) == List{"piped", "yard"});
  CHECK(by_group.columns().whole.empty());
  CHECK(by_group.columns().series.empty());
  const Frame by_id(small_network(), two_years(), samples, declared(),
                    {{"hi*", "piped"}, {"pit.*"}});
  CHECK(ids(by_id.columns().yearly) == List{"piped"});
  CHECK(ids(by_id.columns().whole) == List{"high"});
  CHECK(ids(by_id.columns().series) == List{"pit.ash"});
}

TEST_CASE("Aimed at more columns than it has, a recording leaves the others empty") {
  Frame frame(small_network(), two_years(), samples, declared(), {{"yard"}, {"plant.ash"}});
  Columns wide = frame.columns();
  wide.yearly.insert(wide.yearly.begin(), {"other", "Other", "", "t", "", ""});
  wide.series.insert(wide.series.begin(), {"elsewhere", "stock", "Elsewhere", "", "t"});
  frame.aim(wide);
  Recording recording(frame, small_network());
  run_two_months(recording);
  const Named run(wide, recording.values());
  CHECK(std::isnan(run.yearly("other", 2018)));
  CHECK(std::isnan(run.series("elsewhere", 1)));
  CHECK(run.yearly("yard", 2018) == 61);
  CHECK(run.series("plant.ash", 1) == 89);
}

TEST_CASE("A frame fits networks of its own structure, whatever their numbers, and no others") {
  const Frame frame(small_network(), two_years(), samples, declared(), kept);
  auto plan = small_plan();
  plan.processes.at(1).capacity = 7;
  CHECK(frame.fits(Network(plan)));
  plan.stocks.at(3).name = "plant.slag";
  CHECK_FALSE(frame.fits(Network(plan)));
  plan = small_plan();
  plan.duration = 91;
  CHECK_FALSE(frame.fits(Network(plan)));
  huan::sim::StockSpec heap;
  heap.name = "heap";
  heap.material = "ash";
  plan = small_plan();
  plan.add(heap);
  CHECK_FALSE(frame.fits(Network(plan)));
}

TEST_CASE("One frame serves several runs") {
  const Frame frame(small_network(), two_years(), samples, declared(), kept);
  Recording one(frame, small_network());
  Recording two(frame, small_network());
  run_two_months(one);
  run_two_months(two);
  const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
  CHECK(std::ranges::equal(one.values(), two.values(), same));
}
