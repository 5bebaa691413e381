/// How the program ends, for scripts: docs/commands.md lists the same numbers.
#pragma once

namespace huan::app {

enum class ExitCode : int {
  good = 0,
  scenario = 1,      ///< the scenario is wrong; nothing was run
  usage = 2,         ///< the command line is wrong; nothing was read
  run = 3,           ///< the run broke off: a balance did not close, or an instant had no end
  file = 4,          ///< a file could not be read or written
  internal = 5,      ///< a mistake of the program
  interrupted = 130  ///< Ctrl-C; what had been written so far can be recovered
};

}  // namespace huan::app
