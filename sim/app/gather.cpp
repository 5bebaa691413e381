#include <fmt/format.h>

#include "analysis/results_error.h"
#include "sim/app/arguments.h"
#include "sim/app/command.h"
#include "sim/app/gathering.h"

namespace huan::app {
namespace {

Syntax gather_syntax() {
  return {
      "gather",
      "FILE...",
      "Joins the runs of a study's parts (huan sweep --shard) into one file. Each FILE is what\n"
      "a part was given with -o; parts that share a folder share one name.",
      {{"output,o", "FILE", "the joined file (default: the first)", false}},
      1,
      100000};
}

}  // namespace

ExitCode gather(const std::vector<std::string>& words, Console& console) {
  const Syntax own = gather_syntax();
  const Arguments arguments(own, words);
  if (arguments.help()) {
    console.answer(help_of(own));
    return ExitCode::good;
  }
  std::vector<std::filesystem::path> parts(arguments.operands().begin(),
                                           arguments.operands().end());
  const std::filesystem::path output = arguments.text("output").value_or(parts[0].string());
  try {
    gather_into(output, parts, console);
  } catch (const analysis::ResultsError& fault) {
    throw FileError(fault.what());
  }
  return ExitCode::good;
}

}  // namespace huan::app
