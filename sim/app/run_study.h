/// A study from its first run to its file.
#pragma once

#include <filesystem>
#include <string>

#include "sim/app/exit_code.h"
#include "sim/app/sweep_execution.h"

namespace huan::app {

/// That results can be written there, before anything is read. Errors: FileError.
void check_place_for(const std::filesystem::path& output);

/// Runs what is not done yet and, where that was no shard, joins all runs to `orders.output`. Says
/// what came of it; `command` is what to give again after an interruption. Errors: FileError.
[[nodiscard]] ExitCode run_study(const StudyAtHand& at, const analysis::Design& design,
                                 const analysis::StudyHead& head, const SweepOrders& orders,
                                 const std::string& command, Console& console);

}  // namespace huan::app
