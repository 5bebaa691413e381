/// How a results file signs itself: format, program, scenario, seed; and, apart from these, where
/// and when it was made.
#pragma once

#include <cstdint>
#include <string>

#include "analysis/hdf5.h"
#include "analysis/results_meta.h"
#include "sim/network.h"
#include "sim/time.h"

namespace huan::analysis {

/// Number of the layout that docs/results-file.md describes.
inline constexpr std::int64_t results_format = 1;

/// Attributes of the root group; all equal in equal runs.
void sign(hid_t root, const sim::Network& network, const ResultsMeta& meta);

/// The date of day 0 that `sign` noted. Errors: hdf5::Failure where it is none.
[[nodiscard]] sim::Date start_of(hid_t root);

/// The group `provenance` with what differs between equal runs.
void note_provenance(hid_t file, const Provenance& provenance);

/// Copies the provenance of a journal and adds when the run ended, or that it was recovered.
void seal_provenance(hid_t journal_file, hid_t sealed_file, bool recovered);

}  // namespace huan::analysis
