/// One run: events are taken from the calendar, what they touch is advanced, rates are solved anew.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "sim/director.h"
#include "sim/network.h"
#include "sim/observer.h"

namespace huan::sim {

/// How a run is to be done; nothing here is part of the network.
struct RunOptions {
  std::uint64_t seed = 1;
  std::uint64_t replicate = 0;
  std::vector<double> samples;     ///< [d] ascending instants at which observers are called
  double largest_residual = 1e-9;  ///< relative; a run above it fails loudly
  std::uint64_t events_per_instant =
      0;  ///< bound on events at one instant; 0 = 1000 + 20 per thing
};

/// The arithmetic went wrong: conservation breached or an instant without end. Names the object.
class RunError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Engine;

/// Copyable through `clone`; two runs never share mutable state.
class Simulation {
 public:
  /// `network` must outlive the simulation; `director` may be null (nothing is scripted).
  Simulation(const Network& network, RunOptions options,
             std::unique_ptr<Director> director = nullptr);
  ~Simulation();
  Simulation(Simulation&&) noexcept;
  Simulation& operator=(Simulation&&) noexcept;
  [[nodiscard]] Simulation clone() const;

  /// Runs to the end of the plan and returns the account. Throws RunError.
  Account run(Observer& observer);
  Account run();
  /// Runs all events before `time` [d] and leaves the clock there.
  void run_until(double time);
  [[nodiscard]] const View& view() const;

 private:
  explicit Simulation(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> engine_;
};

}  // namespace huan::sim
