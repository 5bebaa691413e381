/// The words of a command line, taken apart as a command declares them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace huan::app {

struct Option {
  std::string name;   ///< "output,o": long and short form
  std::string value;  ///< what its value is called in the help, as in "FILE"; empty = a switch
  std::string doc;
  bool many = false;  ///< may be given again and again
};

/// What a command understands. Operands are the words without a dash.
struct Syntax {
  std::string_view command;
  std::string_view arguments;  ///< as in "SCENARIO -o FILE"
  std::string_view summary;
  std::vector<Option> options;
  std::size_t fewest = 0, most = 0;  ///< operands
};

/// Errors: UsageError (command.h) for an unknown option, a missing value, too few or many operands.
class Arguments {
 public:
  Arguments(const Syntax& syntax, const std::vector<std::string>& words);

  [[nodiscard]] bool has(const std::string& name) const { return values_.contains(name); }
  [[nodiscard]] std::optional<std::string> text(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> texts(const std::string& name) const;
  /// A whole number >= 0; UsageError when it is none.
  [[nodiscard]] std::optional<std::uint64_t> number(const std::string& name) const;
  [[nodiscard]] const std::vector<std::string>& operands() const { return operands_; }
  /// `--help` was asked for; nothing else was checked.
  [[nodiscard]] bool help() const { return has("help"); }

 private:
  std::map<std::string, std::vector<std::string>> values_;
  std::vector<std::string> operands_;
};

/// "Usage: huan run ..." with a line per option.
[[nodiscard]] std::string help_of(const Syntax& syntax);

}  // namespace huan::app
