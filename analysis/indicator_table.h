/// The indicators of a run as tables of its results file.
#pragma once

#include <cstddef>

#include "analysis/dataset.h"
#include "analysis/sealed_file.h"

namespace huan::analysis {

/// Computes the indicators of the run's own scenario and the general ones, and adds
///
///     indicator, indicator_reported, indicator_target (year, indicator_id)
///
/// with the labels of their axes: those per year that are computable; one by county or facility has
/// a line for each, "id:county". `known`: scenario, start, labels and (empty) tables of the
/// run. The first `rows` intervals are read block by block, from the journal where it has the
/// table, since nothing is compressed there, else from the file itself.
void seal_indicators(const Dataset& known, hid_t journal, std::size_t rows, SealedFile& file);

}  // namespace huan::analysis
