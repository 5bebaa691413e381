// Ten chains of ten facilities over 240 months, all flows and stocks with 5 substances read every
// month: the shape of a run quoted for Cyclus. See README.md.

#include "benchmarks/chains.h"

#include <string>

#include "benchmarks/measure.h"

namespace {

using namespace huan::benchmarks;
using namespace huan::sim;

constexpr int rounds = 21;

/// From the plan to the last number read; returns 1, the run.
double run_chains(int count, Work& work, std::size_t& values) {
  const Chains chains(count);
  const Network network(chains.plan());
  RunOptions options;
  options.samples = chains.samples();
  Simulation simulation(network, std::move(options));
  ReadAll reader;
  simulation.run(reader);
  work = simulation.view().work();
  values = reader.count();
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  Work work;
  std::size_t values = 0;
  Table table({"run [ms]", "quoted / run", "events", "numbers read"});
  const auto timings =
      interleave({{"ten chains", [&] { return run_chains(10, work, values); }}}, rounds);
  const double ms = median(timings[0].ns) / 1e6;
  constexpr double quoted = 1100;  // [ms] Cyclus with SQLite, the faster of its two outputs
  table.add("ten chains of ten facilities",
            {ms, quoted / ms, static_cast<double>(work.events), static_cast<double>(values)});
  table.print(wants_json(argc, argv));
}
