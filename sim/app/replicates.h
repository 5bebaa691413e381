/// One scenario run many times with other random numbers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/app/arguments.h"
#include "sim/app/console.h"
#include "sim/app/exit_code.h"

namespace huan::app {

/// A study of one point: all indicators, and the stocks and flows that match a `--keep`, of
/// `replicates` runs. Prints the bands of the indicators. Errors: UsageError, FileError.
[[nodiscard]] ExitCode run_replicates(const Arguments& arguments, std::uint64_t replicates,
                                      Console& console);

}  // namespace huan::app
