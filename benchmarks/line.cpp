// Two unreliable machines with a buffer between them: events per second of a whole simulation,
// against the bare heap at 1,000 timers. See README.md.

#include <string>

#include "benchmarks/bare_heap.h"
#include "benchmarks/measure.h"
#include "sim/simulation.h"

namespace {

using namespace huan::benchmarks;
using namespace huan::sim;

constexpr int rounds = 21;
constexpr int heap_operations = 200'000;
constexpr double slice = 500'000;  // [d] simulated per round

StockSpec outside(const std::string& name) {
  StockSpec stock;
  stock.name = name;
  stock.boundary = true;
  return stock;
}

ProcessSpec machine(const std::string& name, StockId from, StockId to, Clock clock) {
  ProcessSpec process;
  process.name = name;
  process.capacity = 1;
  process.draws = {{from}};
  process.deliveries = {{to, Mixture::Ones(1)}};
  process.outages = {{"outage", 100, 10, clock}};
  return process;
}

/// Machines of 1 t/d that run 100 d and are down for 10 d on average, a buffer of 10 t.
Plan line(Clock clock) {
  Plan plan;
  const StockId ore = plan.add(outside("world.ore"));
  StockSpec buffer;
  buffer.name = "line.buffer";
  buffer.capacity = 10;
  const StockId between = plan.add(buffer);
  const StockId market = plan.add(outside("world.market"));
  plan.add(machine("line.first", ore, between, clock));
  plan.add(machine("line.second", between, market, clock));
  plan.duration = 1e9;
  return plan;
}

/// Goes on with one run, slice by slice; an operation is an event.
class Line {
 public:
  explicit Line(Clock clock) : network_(line(clock)), simulation_(network_, RunOptions{}) {}
  double run() {
    const auto before = simulation_.view().work().events;
    simulation_.run_until(simulation_.view().time() + slice);
    return static_cast<double>(simulation_.view().work().events - before);
  }

 private:
  Network network_;
  Simulation simulation_;
};

}  // namespace

int main(int argc, char** argv) {
  Line calendar_clock(Clock::calendar);
  Line operating_clock(Clock::operating);
  BareHold bare(1000);
  const auto timings =
      interleave({{"failures by the calendar", [&] { return calendar_clock.run(); }},
                  {"failures in operation", [&] { return operating_clock.run(); }},
                  {"bare heap", [&] { return bare.run(heap_operations); }}},
                 rounds);
  Table table({"per event [ns]", "million events/s", "of the heap's rate"});
  for (const auto& timing : timings) {
    table.add(timing.name,
              {median(timing.ns), 1e3 / median(timing.ns), ratio(timings.back(), timing)});
  }
  table.print(wants_json(argc, argv));
}
