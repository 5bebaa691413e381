/// The scenario back out of a results file, so that a run can be repeated from its result alone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "analysis/results_error.h"

namespace huan::analysis {

struct ResultScenario {
  std::string text;  ///< the fully resolved scenario
  std::uint64_t seed = 1;
  std::uint64_t replicate = 0;
  std::string program_version;
};

/// Reads the scenario of a results file, finished or not. Files come from anywhere, and the HDF5
/// library can be brought to crash by a file made for it; so it reads in a process of its own,
/// which gets 10 seconds and may fall.
///
/// Errors: ResultsError where the file is missing, is none of huan's, is damaged, or holds a text
/// that does not fit the SHA-256 beside it.
[[nodiscard]] ResultScenario scenario_of_result(const std::filesystem::path& file);

}  // namespace huan::analysis
