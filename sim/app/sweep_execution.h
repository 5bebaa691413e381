/// The runs of a study on the threads of one machine.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>

#include "sim/app/study_at_hand.h"

namespace huan::app {

struct SweepOrders {
  std::filesystem::path output;
  unsigned threads = 1;
  std::uint64_t shard = 1, shards = 1;  ///< part `shard` of `shards`, from 1: runs in a row
  std::uint64_t max_failures = std::numeric_limits<std::uint64_t>::max();
  double save_every_s = 5;  ///< [s] finished runs wait at most for the disk, between two runs
};

struct SweepOutcome {
  std::uint64_t wanted = 0;  ///< runs of the shard
  std::uint64_t before = 0;  ///< of these, done when it began
  std::uint64_t done = 0;    ///< now
  std::uint64_t failed = 0;  ///< of those done now
  double seconds = 0;        ///< [s] it took
  /// [s] of all threads together: setting runs up, running them, writing them.
  double set_up_s = 0, run_s = 0, write_s = 0;
  bool interrupted = false, too_many_failures = false;
};

/// Runs what of the shard is not done yet. Each thread takes some runs in a row from a counter,
/// does them, and writes them as segments of its own: there is no lock. A segment is written after
/// at most 256 runs, 8 MB or, between two runs, save_every_s: that much a kill undoes, per thread.
/// Which thread does which run, and where segments end, changes no number.
///
/// Shows progress; ends after the runs in hand on Ctrl-C, SIGTERM or too many failures.
///
/// Errors: analysis::ResultsError where the disk is full or the folder holds another study.
SweepOutcome execute(const StudyAtHand& at, const analysis::Design& design,
                     const analysis::StudyHead& head, const SweepOrders& orders, Console& console);

}  // namespace huan::app
