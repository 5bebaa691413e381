/// What every section reader needs: where to complain, what may be referred to, and how.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "scenarios/reader/complaint.h"
#include "scenarios/reader/files.h"
#include "scenarios/reader/reader.h"
#include "scenarios/reader/scenario.h"

namespace huan::scenarios {

/// One scenario while it is read. `scenario` grows section by section.
struct Context {
  Context(Complaints& collector, const Shelf& known, Files& opener);

  Complaints& complaints;
  Shelf shelf;
  Files& files;
  Scenario scenario;
  /// Things that are there but take no part: hypotheses that are off.
  std::map<std::string, Place> off;
  /// The dates of the run were replaced by an overlay: dates outside of it are no faults.
  bool other_dates = false;

  /// Density of a material [t/m3] for units.h.
  [[nodiscard]] DensityOf density() const;
  /// "did you mean": costs are bounded, so that a hostile file cannot make it slow.
  [[nodiscard]] std::string suggestion(const std::string& word,
                                       const std::vector<std::string>& candidates,
                                       std::string otherwise = {});
  /// Ids and aliases of all facilities.
  [[nodiscard]] std::vector<std::string> facility_ids() const;
  [[nodiscard]] std::vector<std::string> thing_ids() const;

 private:
  std::size_t compared_ = 0;
};

/// Checks that an id is made of a-z, A-Z, 0-9, _ and -.
[[nodiscard]] bool is_id(const std::string& text);

}  // namespace huan::scenarios
