/// A facility in a run, asked by names.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "model_fixture.h"
#include "sim/simulation.h"

namespace huan::tests {

/// A facility run between sources and sinks; asked by names.
class Run {
 public:
  explicit Run(const ModelFixture& fixture, double days = 100)
      : Run(build_in_the_world(fixture, days)) {}
  explicit Run(sim::Plan plan) : network_(std::move(plan)), run_(network_, {}) { run_.run(); }

  [[nodiscard]] double did(const std::string& process) const {
    return run_.view().activity(find("site." + process));
  }
  /// [unit] through "a>b".
  [[nodiscard]] double moved(const std::string& flow) const { return run_.view().moved(arc(flow)); }
  [[nodiscard]] double moved(const std::string& flow, const char* substance) const {
    return run_.view().moved_substances(arc(flow))[network_.substances().at(substance).value];
  }
  [[nodiscard]] sim::Mixture substances(const std::string& flow) const {
    return run_.view().moved_substances(arc(flow));
  }
  [[nodiscard]] double wanted(const std::string& process) const {
    return run_.view().wanted(find("site." + process));
  }
  [[nodiscard]] const sim::SubstanceTable& table() const { return network_.substances(); }

 private:
  sim::Network network_;
  sim::Simulation run_;

  [[nodiscard]] sim::ProcessId find(const std::string& name) const {
    for (std::size_t p = 0; p < network_.processes().size(); ++p) {
      if (network_.processes()[p].name == name) return sim::ProcessId(p);
    }
    throw std::out_of_range(name);
  }
  [[nodiscard]] sim::ArcId arc(const std::string& name) const {
    for (std::size_t a = 0; a < network_.arcs().size(); ++a) {
      if (network_.arc_name(sim::ArcId(a)) == name) return sim::ArcId(a);
    }
    throw std::out_of_range(name);
  }
};

inline ModelFixture fixture_of(const std::string& name) {
  for (auto& fixture : model_fixtures(1)) {
    if (fixture.name == name) return fixture;
  }
  throw std::out_of_range(name);
}

}  // namespace huan::tests
