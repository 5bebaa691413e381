#include "sim/simulation.h"

#include "sim/engine.h"

namespace huan::sim {

Simulation::Simulation(const Network& network, RunOptions options,
                       std::unique_ptr<Director> director)
    : engine_(std::make_unique<Engine>(network, std::move(options), std::move(director))) {}
Simulation::Simulation(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
Simulation::~Simulation() = default;
Simulation::Simulation(Simulation&&) noexcept = default;
Simulation& Simulation::operator=(Simulation&&) noexcept = default;

Simulation Simulation::clone() const { return Simulation(std::make_unique<Engine>(*engine_)); }

Account Simulation::run(Observer& observer) { return engine_->run(observer); }
Account Simulation::run() {
  Observer nobody;
  return engine_->run(nobody);
}
void Simulation::run_until(double time) { engine_->run_until(time); }
const View& Simulation::view() const { return *engine_; }

}  // namespace huan::sim
