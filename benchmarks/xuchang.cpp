// The whole of Xuchang over its seven years, with every shipment a lot: cost per event against the
// bare heap, what writing the monthly results adds, and what an event costs in the four regions
// joined. See README.md.
//
//     benchmark_xuchang [--json] [SCENARIO [LARGER]]     from the root of the tree

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

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
  explicit Region(const std::filesystem::path& path) : built_(build(path)) {}

  [[nodiscard]] double run_alone() const {
    sim::Observer nobody;
    return run(nobody, false);
  }
  /// One run with `observer`; returns its events.
  double run(sim::Observer& observer, bool sampled) const {
    sim::RunOptions options;
    if (sampled) options.samples = months();
    sim::Simulation simulation(*built_.network, std::move(options),
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
    auto edges = sim::Era(start_).edges(sim::Period::month, built_.network->plan().duration);
    edges.erase(edges.begin());
    return edges;
  }
};

int measure(const std::filesystem::path& scenario, const std::filesystem::path& larger, bool json) {
  const Region region(scenario);
  const Region joined(larger);
  BareHold bare(1000);
  std::vector<double> events(3, 0);
  const auto timings = interleave(
      {{"run alone", [&] { return events[0] = region.run_alone(); }},
       {"with monthly results in HDF5", [&] { return events[1] = region.run_written(); }},
       {larger.stem().string() + " alone", [&] { return events[2] = joined.run_alone(); }},
       {"bare heap", [&] { return bare.run(heap_operations); }}},
      rounds);
  Table table({"events", "per event [ns]", "run [ms]", "heap's rate / rate", "of the run alone"});
  for (std::size_t i = 0; i < timings.size(); ++i) {
    const double counted = i < events.size() ? events[i] : 0;
    table.add(timings[i].name,
              {counted, median(timings[i].ns), median(timings[i].ns) * counted / 1e6,
               ratio(timings[i], timings.back()), counted > 0 ? ratio(timings[i], timings[0]) : 0});
  }
  table.print(json);
  if (!json) fmt::print("{:.1f} MB of results\n", region.megabytes());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::filesystem::path> named;
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) != "--json") named.emplace_back(argv[i]);
  }
  const char* shipped[] = {"scenarios/xuchang/xuchang.toml",
                           "scenarios/four-regions/four-regions.toml"};
  for (std::size_t i = named.size(); i < std::size(shipped); ++i) named.emplace_back(shipped[i]);
  try {
    return measure(named[0], named[1], wants_json(argc, argv));
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
