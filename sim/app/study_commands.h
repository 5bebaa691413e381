/// The commands about what a study has made.
#pragma once

#include "sim/app/command.h"

namespace huan::app {

ExitCode gather(const std::vector<std::string>& words, Console& console);
ExitCode sensitivity(const std::vector<std::string>& words, Console& console);

}  // namespace huan::app
