/// What a study would run, before it is run.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/design.h"
#include "sim/app/arguments.h"
#include "sim/app/console.h"
#include "sim/app/study_at_hand.h"

namespace huan::app {

/// --dry-run, --design, --point, --seconds-per-run
[[nodiscard]] std::vector<Option> preview_options();
/// One of them was given. Errors: UsageError where a number is none.
[[nodiscard]] bool wants_preview(const Arguments& arguments);
/// Answers those that were given. Errors: UsageError, FileError.
void preview(const Arguments& arguments, const StudyAtHand& at, const analysis::Design& design,
             std::uint64_t threads, Console& console);

}  // namespace huan::app
