/// A study as its commands need it: read, its design at hand, and all that its files say of it.
#pragma once

#include <optional>
#include <string>

#include "analysis/design.h"
#include "analysis/runs_folder.h"
#include "scenarios/reader/study_reader.h"
#include "sim/app/arguments.h"
#include "sim/app/console.h"

namespace huan::app {

struct StudyAtHand {
  scenarios::Shelf shelf;
  scenarios::ReadOptions options;
  scenarios::Study study;
  std::string file;  ///< as it was named

  [[nodiscard]] analysis::Design design() const { return analysis::Design(study); }
};

/// Reads the study that a command was given; says every complaint. nullopt with errors. Errors:
/// FileError when there is no such file.
[[nodiscard]] std::optional<StudyAtHand> read_study_of(const Arguments& arguments,
                                                       Console& console);

/// Reads and builds what occurs among the study's overlays and options, and puts together what its
/// files say: what is kept of each run, and sums of all that decides its numbers. nullopt, with
/// what is wrong said, when nothing can be built or a pattern of [keep] matches nothing.
[[nodiscard]] std::optional<analysis::StudyHead> head_of(const StudyAtHand& at,
                                                         const analysis::Design& design,
                                                         Console& console);

}  // namespace huan::app
