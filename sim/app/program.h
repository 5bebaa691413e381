/// The program `huan` below main: finds the command, gives it its words, turns what it throws into
/// an exit code and one message.
#pragma once

#include <string>
#include <vector>

#include "sim/app/exit_code.h"

namespace huan::app {

/// `words`: the command line without the program's own name. Never throws.
[[nodiscard]] ExitCode program(std::vector<std::string> words);

}  // namespace huan::app
