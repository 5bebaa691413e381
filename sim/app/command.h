/// A command of the program, as in `huan run`.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/app/console.h"
#include "sim/app/exit_code.h"

namespace huan::app {

struct Command {
  std::string_view name;
  std::string_view arguments;  ///< as in "SCENARIO -o FILE"
  std::string_view summary;    ///< one line of `huan --help`
  /// Does it. `words` are what stands behind the command's name. Errors: UsageError for the command
  /// line, FileError for files; a wrong scenario is an exit code, its complaints have been printed.
  ExitCode (*carry_out)(const std::vector<std::string>& words, Console& console);
};

/// The command line is wrong; `what` is a sentence for the user.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
/// A file could not be read or written; `what` names it.
class FileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

ExitCode run(const std::vector<std::string>& words, Console& console);
ExitCode check(const std::vector<std::string>& words, Console& console);
ExitCode models(const std::vector<std::string>& words, Console& console);
ExitCode graph(const std::vector<std::string>& words, Console& console);
ExitCode sweep(const std::vector<std::string>& words, Console& console);
ExitCode gather(const std::vector<std::string>& words, Console& console);
ExitCode sensitivity(const std::vector<std::string>& words, Console& console);
ExitCode report(const std::vector<std::string>& words, Console& console);
ExitCode indicators(const std::vector<std::string>& words, Console& console);
ExitCode compare(const std::vector<std::string>& words, Console& console);
ExitCode explain(const std::vector<std::string>& words, Console& console);
ExitCode recover(const std::vector<std::string>& words, Console& console);
ExitCode version(const std::vector<std::string>& words, Console& console);

[[nodiscard]] std::span<const Command> all_commands();
/// nullptr when there is none.
[[nodiscard]] const Command* find_command(std::string_view name);

}  // namespace huan::app
