#include "sim/version.h"

#include <fmt/format.h>

#include "sim/app/arguments.h"
#include "sim/app/command.h"

namespace huan::app {

ExitCode version(const std::vector<std::string>& words, Console& console) {
  const Syntax syntax{"version", "", "Prints the program's version and commit.", {}, 0, 0};
  if (Arguments(syntax, words).help()) {
    console.answer(help_of(syntax));
    return ExitCode::good;
  }
  console.answer(fmt::format("huan {} ({})\n", program_version(), program_commit()));
  return ExitCode::good;
}

}  // namespace huan::app
