/// Factors of a study that rise and fall together.
#pragma once

#include "scenarios/reader/study_factors.h"

namespace huan::scenarios {

/// One `[[correlate]]`; all factors are read before.
void read_correlation(const Node& entry, StudyDraft& draft);

}  // namespace huan::scenarios
