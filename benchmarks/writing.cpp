// What writing the results file adds to a run: a park over seven years, monthly, every series.
// See README.md.

#include <filesystem>
#include <memory>
#include <vector>

#include <fmt/core.h>
#include <unistd.h>

#include "analysis/results_file.h"
#include "benchmarks/measure.h"
#include "benchmarks/park.h"
#include "sim/simulation.h"

namespace {

using namespace huan::benchmarks;
using namespace huan::sim;

constexpr int rounds = 3;
constexpr int months = 84;
constexpr double month = 365.0 / 12;  // [d]

Plan seven_years(int facilities) {
  Plan plan = Park(facilities).plan();
  plan.duration = months * month;
  return plan;
}

RunOptions monthly() {
  RunOptions options;
  for (int i = 1; i <= months; ++i) options.samples.push_back(i * month);
  return options;
}

double run(const Network& network, Observer& observer) {
  Simulation simulation(network, monthly());
  simulation.run(observer);
  return 1;
}

double run_and_write(const Network& network, const std::filesystem::path& path) {
  huan::analysis::ResultsMeta meta;
  meta.start = std::chrono::year(2019) / 1 / 1;
  huan::analysis::ResultsFile results(path, meta);
  return run(network, results);
}

}  // namespace

int main(int argc, char** argv) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("huan-writing-" + std::to_string(::getpid()) + ".h5");
  std::vector<std::unique_ptr<Network>> networks;
  std::vector<Loop> loops;
  Observer silent;
  for (const int facilities : {10, 100}) {
    networks.push_back(std::make_unique<Network>(seven_years(facilities)));
    const Network* network = networks.back().get();
    loops.push_back({fmt::format("{} facilities, not written", facilities),
                     [network, &silent] { return run(*network, silent); }});
    loops.push_back({fmt::format("{} facilities, written", facilities),
                     [network, path] { return run_and_write(*network, path); }});
  }
  const auto timings = interleave(loops, rounds);
  Table table({"run [ms]", "of not written"});
  for (std::size_t i = 0; i < timings.size(); ++i) {
    const Timing& without = timings[i - i % 2];
    table.add(timings[i].name, {median(timings[i].ns) / 1e6, ratio(timings[i], without)});
  }
  table.print(wants_json(argc, argv));
  std::filesystem::remove(path);
}
