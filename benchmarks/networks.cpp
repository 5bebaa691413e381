// Joined networks of 100 to 100,000 facilities: cost per event and memory per facility. See
// README.md.

#include <cstdio>
#include <memory>
#include <vector>

#include <fmt/core.h>

#include "benchmarks/measure.h"
#include "benchmarks/park.h"
#include "sim/simulation.h"

namespace {

using namespace huan::benchmarks;
using namespace huan::sim;

constexpr int rounds = 5;
constexpr double events_per_round = 100'000;
constexpr double warm_up = 60;  // [d] until stocks have filled and emptied for the first time

/// One run of a park, past its start; goes on by about `events_per_round` events at a time.
class Run {
 public:
  explicit Run(int facilities) : facilities_(facilities) {
    const double before = allocated();
    network_ = std::make_unique<Network>(Park(facilities).plan());
    simulation_ = std::make_unique<Simulation>(*network_, RunOptions{});
    memory_ = allocated() - before;
    simulation_->run_until(warm_up);
    const double events = now_done();
    simulation_->run_until(warm_up * 1.5);
    events_per_day_ = (now_done() - events) / (warm_up / 2);
  }
  double advance() {
    const double before = now_done();
    simulation_->run_until(simulation_->view().time() + events_per_round / events_per_day_);
    return now_done() - before;
  }
  [[nodiscard]] int facilities() const { return facilities_; }
  [[nodiscard]] double memory() const { return memory_; }
  [[nodiscard]] const Work& work() const { return simulation_->view().work(); }

 private:
  int facilities_;
  std::unique_ptr<Network> network_;
  std::unique_ptr<Simulation> simulation_;
  double memory_ = 0;
  double events_per_day_ = 0;

  [[nodiscard]] double now_done() const { return static_cast<double>(work().events); }
};

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::unique_ptr<Run>> runs;
  std::vector<Loop> loops;
  for (const int facilities : {100, 1'000, 10'000, 100'000}) {
    fmt::print(stderr, "building {} facilities\n", facilities);
    runs.push_back(std::make_unique<Run>(facilities));
    loops.push_back({fmt::format("{} facilities", facilities),
                     [run = runs.back().get()] { return run->advance(); }});
  }
  const auto timings = interleave(loops, rounds);
  Table table({"per event [ns]", "of 1,000's", "per facility [kB]", "sweeps/solve", "unsettled"});
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Work& work = runs[i]->work();
    table.add(timings[i].name, {median(timings[i].ns), ratio(timings[i], timings[1]),
                                runs[i]->memory() / runs[i]->facilities() / 1e3,
                                static_cast<double>(work.sweeps) / static_cast<double>(work.solves),
                                static_cast<double>(work.unsettled)});
  }
  table.print(wants_json(argc, argv));
}
