#include "sim/app/trial.h"

#include <chrono>
#include <stdexcept>

#include "scenarios/builder/builder.h"
#include "scenarios/reader/operation.h"
#include "sim/simulation.h"

namespace huan::app {
namespace {

constexpr int steps = 200;  ///< looks at the clock in a run

class Watch {
 public:
  /// [s] since it was made or last asked.
  double lap() {
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double> taken = now - since_;
    since_ = now;
    return taken.count();
  }

 private:
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
};

/// The first error, for people.
std::string first_error(const scenarios::Complaints& complaints) {
  for (const scenarios::Complaint& complaint : complaints.all())
    if (complaint.severity == scenarios::Severity::error) return complaint.message;
  return {};
}

}  // namespace

Trial try_run(const scenarios::Study& study, const analysis::Overrides& point,
              const scenarios::Shelf& shelf, const scenarios::ReadOptions& options, double most_s) {
  Trial trial;
  scenarios::Complaints complaints;
  Watch watch;
  const auto variant = scenarios::read_scenario(
      study.scenario, shelf, analysis::variant_options(point, options), complaints);
  trial.read_s = watch.lap();
  try {
    std::optional<scenarios::Built> built;
    std::optional<scenarios::Scenario> scenario;
    if (variant) {
      scenario = *variant;
      for (const scenarios::Operation& operation : point.operations)
        scenarios::apply(*scenario, operation, complaints);
      if (complaints.fine()) built = scenarios::build(*scenario, complaints);
    }
    if (!built) {
      trial.fault = first_error(complaints);
      return trial;
    }
    sim::RunOptions run;
    run.seed = scenario->header.seed;
    sim::Simulation simulation(*built->network, run, std::move(built->script));
    trial.days = scenario->header.days();
    trial.set_up_s = watch.lap();
    for (int step = 1; step <= steps && trial.run_s < most_s; ++step) {
      trial.done_days = trial.days * step / steps;
      simulation.run_until(trial.done_days);
      trial.run_s += watch.lap();
    }
  } catch (const std::exception& fault) {
    trial.fault = fault.what();
  }
  return trial;
}

}  // namespace huan::app
