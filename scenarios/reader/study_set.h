/// A `[[vary]]` with `set`: paths that get values of a distribution or of a list.
#pragma once

#include <vector>

#include "scenarios/reader/study_factors.h"

namespace huan::scenarios {

/// Where the paths lead and what they are to be: the factor's kind, paths, and its distribution or
/// its options with their weights.
void read_set(const std::vector<Text>& paths, Fields& fields, StudyDraft& draft, Factor& factor);
/// How likely each of so many options is.
void read_weights(const Node& weights, std::size_t options, Fields& fields, StudyDraft& draft,
                  Factor& factor);

}  // namespace huan::scenarios
