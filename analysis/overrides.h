/// What is changed in the scenario at one point of a study.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analysis/design.h"
#include "scenarios/reader/event.h"
#include "scenarios/reader/reader.h"
#include "scenarios/reader/study.h"

namespace huan::analysis {

/// In the order in which it is done: overlays, options, then `set` and `times` factor by factor.
///
/// The first two decide what is read: points that share them share a scenario, which is read once
/// (variant_options) and copied; the operations change the copy (scenarios::apply) before it is
/// built. That is the same as a scenario read with everything in it.
struct Overrides {
  std::vector<std::string> overlays;          ///< files relative to the scenario's folder
  std::map<std::string, std::string> chosen;  ///< option by alternative
  std::vector<scenarios::Operation> operations;
  /// Equal for equal overlays and options: the key of a cache of scenarios.
  [[nodiscard]] std::string variant() const;
};

[[nodiscard]] Overrides overrides_of(const scenarios::Study& study, const Design& design,
                                     std::uint64_t point);
/// The same of levels at hand. Numbers of the library are those of closed_levels (closure.h).
[[nodiscard]] Overrides overrides_at(const scenarios::Study& study,
                                     const std::vector<double>& levels);

/// How scenarios::read_scenario(study.scenario, ...) reads the point's variant. `base`: what the
/// command line said.
[[nodiscard]] scenarios::ReadOptions variant_options(const Overrides& overrides,
                                                     const scenarios::ReadOptions& base);

/// The point as an overlay file that `huan run` takes; `scenario` is the base as it is to be named
/// there.
[[nodiscard]] std::string overlay_text(const Overrides& overrides, const std::string& scenario,
                                       const std::string& name);

}  // namespace huan::analysis
