/// What is only supposed takes part only when it is enabled.
#pragma once

#include "scenarios/reader/assembly.h"

namespace huan::scenarios {

/// Takes hypotheses that are off out of the assembly's sections and notes them in the context.
void sort_out_hypotheses(Assembly& assembly, Context& context);

}  // namespace huan::scenarios
