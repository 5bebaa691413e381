/// The runs of a study become one file.
#pragma once

#include <filesystem>
#include <vector>

#include "sim/app/console.h"

namespace huan::app {

/// Makes `output` of the runs that lie beside each of `outputs` (X.h5.runs), says what is in it,
/// and removes those of `output` itself. Errors: analysis::ResultsError.
void gather_into(const std::filesystem::path& output,
                 const std::vector<std::filesystem::path>& outputs, Console& console);

}  // namespace huan::app
