// The whole of Xuchang over its seven years, with every shipment a lot: cost per event against the
// bare heap, and what writing the monthly results adds. See README.md.
//
//     benchmark_xuchang [--json] [SCENARIO]     from the root of the tree

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <fmt/core.h>

#include "analysis/results_file.h"
#include "benchmarks/bare_heap.h"
#include "benchmarks/measure.h"
#include "models/registry.h"
#include "scenarios/builder/builder.h"
#include "scenarios/reader/library.h"
#include "scenarios/reader/reader.h"
#include "sim/simulation.h"

namespace {

using namespace huan::benchmarks;
using namespace huan;

constexpr int rounds = 3;
constexpr int heap_operations = 200'000;

/// The scenario, built once; every run starts anew from it.
class Region {
 public:
  explicit Region(const std::filesystem::path& path)
      : built_(build(path)), network_(std::move(built_.plan)) {}

  /// One run with `observer`; returns its events.
  double run(sim::Observer& observer, bool sampled) const {
    sim::RunOptions options;
    if (sampled) options.samples = months();
    sim::Simulation simulation(network_, std::move(options),
                               built_.script ? built_.script->clone() : nullptr);
    simulation.run(observer);
    return static_cast<double>(simulation.view().work().events);
  }
  double run_written() const {
    const auto path = std::filesystem::temp_directory_path() / "benchmark_xuchang.h5";
    analysis::ResultsMeta meta;
    meta.start = start_;
    double events = 0;
    {
      analysis::ResultsFile results(path, meta);
      events = run(results, true);
    }
    megabytes_ = static_cast<double>(std::filesystem::file_size(path)) / 1e6;
    std::filesystem::remove(path);
    return events;
  }
  [[nodiscard]] double megabytes() const { return megabytes_; }

 private:
  scenarios::Complaints complaints_;
  sim::Date start_;
  scenarios::Built built_;
  sim::Network network_;
  mutable double megabytes_ = 0;

  scenarios::Built build(const std::filesystem::path& path) {
    const scenarios::Shelf shelf{models::all_models(), &scenarios::shipped_library()};
    const auto scenario = scenarios::read_scenario(path, shelf, {}, complaints_);
    std::optional<scenarios::Built> built;
    if (scenario && complaints_.fine()) {
      start_ = sim::Date(std::chrono::floor<std::chrono::days>(scenario->header.start.at));
      built = scenarios::build(*scenario, complaints_);
    }
    if (!built) throw std::runtime_error(complaints_.render());
    return std::move(*built);
  }
  [[nodiscard]] std::vector<double> months() const {
    auto edges = sim::Era(start_).edges(sim::Period::month, network_.plan().duration);
    edges.erase(edges.begin());
    return edges;
  }
};

int measure(const std::filesystem::path& scenario, bool json) {
  const Region region(scenario);
  BareHold bare(1000);
  sim::Observer nobody;
  double events = 0;
  const auto timings =
      interleave({{"run alone", [&] { return events = region.run(nobody, false); }},
                  {"with monthly results in HDF5", [&] { return region.run_written(); }},
                  {"bare heap", [&] { return bare.run(heap_operations); }}},
                 rounds);
  Table table({"per event [ns]", "run [ms]", "heap's rate / rate", "of the run alone"});
  for (const auto& timing : timings) {
    const bool is_run = &timing != &timings.back();
    table.add(timing.name, {median(timing.ns), is_run ? median(timing.ns) * events / 1e6 : 0,
                            ratio(timing, timings.back()), is_run ? ratio(timing, timings[0]) : 0});
  }
  table.print(json);
  if (!json) fmt::print("{:.0f} events, {:.1f} MB of results\n", events, region.megabytes());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::filesystem::path scenario = "scenarios/xuchang/xuchang.toml";
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) != "--json") scenario = argv[i];
  }
  try {
    return measure(scenario, wants_json(argc, argv));
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
