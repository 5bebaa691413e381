/// A study on a cluster that Slurm runs.
#pragma once

#include "analysis/runs_folder.h"
#include "sim/app/arguments.h"
#include "sim/app/console.h"
#include "sim/app/exit_code.h"
#include "sim/app/study_at_hand.h"
#include "sim/app/sweep_execution.h"

namespace huan::app {

/// Writes the scripts of scripts/slurm, which the program carries with it, into the folder of the
/// runs and submits a job array of `--shards` parts with the job that joins them. Errors: FileError
/// where they cannot be written or there is no sbatch.
[[nodiscard]] ExitCode submit_to_slurm(const StudyAtHand& at, const analysis::StudyHead& head,
                                       const SweepOrders& orders, const Arguments& arguments,
                                       Console& console);

}  // namespace huan::app
