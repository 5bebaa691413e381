/// Short forms in which models declare their parameters, and those that all kinds made of recipes
/// share.
#pragma once

#include <string>
#include <vector>

#include "models/facility_builder.h"
#include "models/parameters.h"

namespace huan::models {

/// What a parameter says about itself, in both languages.
struct Words {
  std::string en, zh;
};
/// [canonical unit] both ends belong to it.
struct Range {
  double min = 0;
  double max = 1e300;
};

[[nodiscard]] ParameterSpec required(std::string name, Dimension dimension, Words doc,
                                     Range range = {});
[[nodiscard]] ParameterSpec optional(std::string name, Dimension dimension, Words doc,
                                     Range range = {});
[[nodiscard]] ParameterSpec usual(std::string name, Dimension dimension, double fallback,
                                  Range range, Words doc, std::string source);
[[nodiscard]] ParameterSpec usual(std::string name, Dimension dimension, const char* fallback,
                                  Words doc, std::string source);
[[nodiscard]] ParameterSpec usual(std::string name, bool fallback, Words doc, std::string source);
/// The same, but no event may set it: it decides which stocks and processes exist.
[[nodiscard]] ParameterSpec fixed(ParameterSpec spec);
/// "NAME_profile": the season that `name` follows.
[[nodiscard]] ParameterSpec profile_of(const std::string& name);

/// Lists of materials that are bought without limit, and that leave the region from here.
[[nodiscard]] ParameterSpec imports_parameter();
[[nodiscard]] ParameterSpec exports_parameter();

/// The limit of bought heat where heat is joined (FacilityBuilder::heat).
[[nodiscard]] ParameterSpec backup_heat_parameter();

/// imports, exports, operating_days, capacity_profile, storage_feed, storage_product, min_load,
/// min_down, restart_level.
[[nodiscard]] std::vector<ParameterSpec> recipe_parameters();
/// `own` followed by `more`.
[[nodiscard]] std::vector<ParameterSpec> joined(std::vector<ParameterSpec> own,
                                                std::vector<ParameterSpec> more);

/// Outages, planned stops, minimum load and the season of `capacity` are those of this process.
void make_main(FacilityBuilder& site, ProcessSentence process);

}  // namespace huan::models
