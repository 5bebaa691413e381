/// Whether what a scenario joins can be joined: ids that exist, materials that match, profiles,
/// flows, and dates within the run.
#pragma once

#include "scenarios/reader/context.h"

namespace huan::scenarios {

/// Resolves aliases in endpoints and complains about everything that leads nowhere.
void check_joints(Context& context);

/// Whether what one stock gives may go into the other: the same material, a grade of it (in one or
/// more steps), or two names of heat.
[[nodiscard]] bool may_go_into(const models::Library& library, const std::string& from,
                               const std::string& to);

}  // namespace huan::scenarios
