/// The indicators of a run as tables of its results file.
#pragma once

#include <cstddef>

#include "analysis/sealed_file.h"

namespace huan::analysis {

/// Computes the indicators of the file's own scenario and the general ones from the tables that are
/// in the file already, and adds
///
///     indicator, indicator_reported, indicator_target (year, indicator_id)
///
/// with the labels of their axes: those per year that are computable; one by county or facility has
/// a line for each, "id:county". `rows` intervals are read block by block, so that memory does not
/// grow with the run.
void seal_indicators(SealedFile& file, std::size_t rows);

}  // namespace huan::analysis
