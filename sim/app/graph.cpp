#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/app/child.h"
#include "sim/app/command.h"
#include "sim/app/drawing.h"
#include "sim/app/loaded.h"

namespace huan::app {
namespace {

namespace fs = std::filesystem;

Syntax graph_syntax() {
  std::vector<Option> options = {
      {"output,o", "FILE", "FILE.dot, or FILE.svg (drawn by Graphviz)", false}};
  for (Option& option : scenario_options()) options.push_back(std::move(option));
  return {"graph",
          "SCENARIO -o FILE.dot|FILE.svg",
          "Draws the network of a scenario and lists its recycling loops.",
          std::move(options),
          1,
          1};
}

void write_file(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file)
    throw FileError(fmt::format("cannot write '{}': {}", path.string(), std::strerror(errno)));
}

/// Lets Graphviz draw beside the file, then renames.
void draw_svg(const fs::path& path, const std::string& dot) {
  const fs::path part = path.string() + ".part";
  const int code = run_child({"dot", "-Tsvg", "-o", part.string()}, dot);
  if (code != 0) {
    std::error_code ignored;
    fs::remove(part, ignored);
    throw FileError(code == 127 ? "Graphviz is needed to draw SVG: install the package 'graphviz', "
                                  "or write FILE.dot"
                                : fmt::format("Graphviz could not draw '{}' (its exit code was {})",
                                              path.string(), code));
  }
  fs::rename(part, path);
}

}  // namespace

ExitCode graph(const std::vector<std::string>& words, Console& console) {
  const Syntax own = graph_syntax();
  const Arguments arguments(own, words);
  if (arguments.help()) {
    console.answer(help_of(own));
    return ExitCode::good;
  }
  const fs::path output = arguments.text("output").value_or("");
  if (output.extension() != ".dot" && output.extension() != ".svg") {
    throw UsageError("say where the drawing goes: -o FILE.dot or -o FILE.svg");
  }
  std::optional<Loaded> loaded = load(arguments, console);
  if (!loaded) return ExitCode::scenario;
  const sim::Network& network = *loaded->built.network;
  const std::string dot = drawing_of(loaded->scenario, network);
  if (output.extension() == ".dot") {
    write_file(output, dot);
  } else {
    draw_svg(output, dot);
  }
  const std::vector<std::string> loops = loops_of(network);
  if (console.voice().json) {
    console.say(Level::info, "drawn", fmt::format("drawn in {}", output.string()),
                {{"output", output.string()}, {"loops", loops}});
    return ExitCode::good;
  }
  std::string text = fmt::format("{} recycling loops\n", loops.size());
  for (const std::string& loop : loops) text += "  " + loop + "\n";
  if (!console.voice().quiet) console.answer(text + fmt::format("drawn in {}\n", output.string()));
  return ExitCode::good;
}

}  // namespace huan::app
