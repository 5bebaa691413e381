#include "analysis/recover.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/app/arguments.h"
#include "sim/app/command.h"

namespace huan::app {

ExitCode recover(const std::vector<std::string>& words, Console& console) {
  const Syntax own{
      "recover",
      "FILE.part [-o FILE]",
      "Makes a results file of what an interrupted run had written. The part stays.",
      {{"output,o", "FILE", "where the results go (default: FILE without .part)", false}},
      1,
      1};
  const Arguments arguments(own, words);
  if (arguments.help()) {
    console.answer(help_of(own));
    return ExitCode::good;
  }
  try {
    const analysis::Recovered recovered =
        analysis::recover(arguments.operands()[0], arguments.text("output").value_or(""));
    console.say(Level::info, "recovered",
                fmt::format("{}: {} intervals, to day {:.6g}{}", recovered.file.string(),
                            recovered.sealed.rows, recovered.sealed.until,
                            recovered.sealed.complete ? "" : " (the run had not come to its end)"),
                {{"output", recovered.file.string()},
                 {"rows", recovered.sealed.rows},
                 {"until_day", recovered.sealed.until},
                 {"complete", recovered.sealed.complete}});
  } catch (const analysis::ResultsError& e) {
    throw FileError(e.what());
  }
  return ExitCode::good;
}

}  // namespace huan::app
