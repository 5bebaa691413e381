#include "sim/app/program.h"

#include <array>
#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/app/command.h"
#include "sim/simulation.h"
#include "sim/version.h"

namespace huan::app {
namespace {

constexpr std::string_view exit_codes = R"(Exit codes:
  0    good
  1    the scenario is wrong; nothing was run
  2    the command line is wrong
  3    the run broke off (a balance did not close, or an instant had no end)
  4    a file could not be read or written
  5    a mistake of the program itself
  130  interrupted; what had been written can be recovered with 'huan recover'
)";

std::string help() {
  std::string text = fmt::format(
      "huan {} simulates the material flows of a region from event to event.\n\n"
      "Usage: huan COMMAND ...\n\nCommands:\n",
      program_version());
  for (const Command& command : all_commands()) {
    text += fmt::format("  huan {:<44} {}\n", fmt::format("{} {}", command.name, command.arguments),
                        command.summary);
  }
  text +=
      "\n'huan COMMAND --help' lists a command's options. Every command takes --quiet and "
      "--log text|json.\n\n";
  return text + std::string(exit_codes);
}

/// Takes --quiet and --log out of `words`, since they are everybody's.
Voice take_voice(std::vector<std::string>& words) {
  Voice voice;
  const auto form = [&voice](std::string_view name) {
    if (name != "text" && name != "json") {
      throw UsageError(fmt::format("--log {}: 'text' or 'json' is needed", name));
    }
    voice.json = name == "json";
  };
  std::vector<std::string> rest;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--") {
      rest.insert(rest.end(), words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
      break;
    }
    if (words[i] == "--quiet" || words[i] == "-q") {
      voice.quiet = true;
    } else if (words[i].starts_with("--log=")) {
      form(std::string_view(words[i]).substr(6));
    } else if (words[i] == "--log") {
      if (++i == words.size()) throw UsageError("--log: 'text' or 'json' is needed");
      form(words[i]);
    } else {
      rest.push_back(words[i]);
    }
  }
  words = std::move(rest);
  return voice;
}

ExitCode carry_out(std::vector<std::string> words, Console& console) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    console.answer(help());
    return words.empty() ? ExitCode::usage : ExitCode::good;
  }
  const std::string name = words[0] == "--version" ? "version" : words[0];
  const Command* command = find_command(name);
  if (command == nullptr) {
    throw UsageError(fmt::format("there is no command '{}' (see 'huan --help')", name));
  }
  words.erase(words.begin());
  return command->carry_out(words, console);
}

/// One message for what was thrown, and its exit code.
ExitCode answer_for(Console& console) {
  const auto fail = [&console](std::string_view event, const std::string& message, ExitCode code) {
    console.say(Level::error, event, message, {{"exit", static_cast<int>(code)}});
    return code;
  };
  try {
    throw;
  } catch (const UsageError& e) {
    return fail("usage", e.what(), ExitCode::usage);
  } catch (const FileError& e) {
    return fail("file", e.what(), ExitCode::file);
  } catch (const sim::RunError& e) {
    return fail("run", e.what(), ExitCode::run);
  } catch (const std::bad_alloc&) {
    return fail("memory", "not enough memory for this scenario", ExitCode::run);
  } catch (const std::exception& e) {
    return fail("internal", fmt::format("a mistake of the program, please report it: {}", e.what()),
                ExitCode::internal);
  }
}

}  // namespace

std::span<const Command> all_commands() {
  static constexpr std::array commands = {
      Command{"run", "SCENARIO -o FILE", "simulate a scenario and write its results", run},
      Command{"check", "SCENARIO", "look for mistakes without running", check},
      Command{"models", "[KIND]", "kinds of facilities, recipes, and their parameters", models},
      Command{"graph", "SCENARIO -o FILE.dot|FILE.svg", "draw the network, list its loops", graph},
      Command{"report", "FILE... -o FILE.html", "a page of results for any browser", report},
      Command{"sweep", "STUDY -o FILE", "run a study: the scenario at every point of its design",
              sweep},
      Command{"gather", "FILE...", "join the parts of a study run on several machines", gather},
      Command{"sensitivity", "FILE", "which factors of a study make its results vary", sensitivity},
      Command{"indicators", "FILE...", "rates, totals, greenhouse gas of results", indicators},
      Command{"compare", "BASE WHATIF...", "what differs between results, and in their inputs",
              compare},
      Command{"explain", "FILE [WHAT]", "what held things back, and why", explain},
      Command{"recover", "FILE.part", "save what an interrupted run had written", recover},
      Command{"version", "", "version and commit of this program", version},
  };
  return commands;
}

const Command* find_command(std::string_view name) {
  for (const Command& command : all_commands()) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

ExitCode program(std::vector<std::string> words) {
  Voice voice;
  std::optional<Console> console;
  try {
    voice = take_voice(words);
    console.emplace(voice);
    return carry_out(std::move(words), *console);
  } catch (...) {
    if (!console) console.emplace(voice);
    return answer_for(*console);
  }
}

}  // namespace huan::app
