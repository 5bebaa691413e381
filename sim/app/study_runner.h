/// The runs of a study, one after another: one of these for every thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analysis/frame.h"
#include "analysis/overrides.h"
#include "analysis/segment.h"
#include "scenarios/builder/drawn_sites.h"
#include "sim/app/study_at_hand.h"
#include "sim/director.h"
#include "sim/network.h"

namespace huan::app {

/// The first error among complaints, for people.
[[nodiscard]] std::string first_fault_of(const scenarios::Complaints& complaints);

/// Keeps what runs have in common: a scenario is read once for all points that share its overlays
/// and options, a point is built once for all its replicates, and what is watched is worked out
/// once for all networks of one structure. A run is a pure function of the study and its number.
class StudyRunner {
 public:
  /// All outlive this.
  StudyRunner(const StudyAtHand& at, const analysis::Design& design,
              const analysis::StudyHead& head);

  /// Never throws for what a point's numbers make of the scenario: that is a failed run.
  [[nodiscard]] analysis::DoneRun run(std::uint64_t number);

  /// [s] spent on setting runs up, and on running them.
  [[nodiscard]] double set_up_seconds() const { return set_up_s_; }
  [[nodiscard]] double run_seconds() const { return run_s_; }

 private:
  struct Variant {
    std::optional<scenarios::Scenario> scenario;
    std::string fault;
    analysis::Indicators indicators;
    scenarios::DrawnSites drawn;
    std::vector<std::unique_ptr<analysis::Frame>> frames;
  };
  struct Point {
    std::uint64_t number = ~std::uint64_t{0};
    std::vector<double> levels, units;
    std::string fault;
    std::unique_ptr<const sim::Network> network;
    std::unique_ptr<sim::Director> script;
    const analysis::Frame* frame = nullptr;
    std::uint64_t seed = 1;
  };
  const StudyAtHand& at_;
  const analysis::Design& design_;
  const analysis::StudyHead& head_;
  std::map<std::string, Variant> variants_;
  Point point_;
  double set_up_s_ = 0, run_s_ = 0;

  Variant& variant_of(const analysis::Overrides& overrides);
  void set_up(std::uint64_t number);
  void build(Variant& variant, const analysis::Overrides& overrides);
  const analysis::Frame& frame_for(Variant& variant, const scenarios::Scenario& scenario);
};

/// A frame of this scenario's runs, for `kept`. `indicators`: see indicators_of_scenario.
[[nodiscard]] std::unique_ptr<analysis::Frame> make_frame(const scenarios::Scenario& scenario,
                                                          const sim::Network& network,
                                                          const analysis::Indicators& indicators,
                                                          const scenarios::Kept& kept);
/// Those that the scenario declares, and the general ones but where it has one of the same id.
[[nodiscard]] analysis::Indicators indicators_of_scenario(const scenarios::Scenario& scenario,
                                                          scenarios::Complaints& complaints);

}  // namespace huan::app
