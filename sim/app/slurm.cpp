#include "sim/app/slurm.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "analysis/results_error.h"
#include "models/embedded.h"
#include "sim/app/child.h"
#include "sim/app/command.h"

namespace huan::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view scripts = "scripts/slurm/";
constexpr std::uint64_t usual_shards = 10;

fs::path write_scripts(const fs::path& folder) {
  fs::create_directories(folder);
  for (const models::EmbeddedFile& file : models::embedded_files()) {
    if (!file.path.starts_with(scripts)) continue;
    const fs::path path = folder / file.path.substr(scripts.size());
    std::ofstream out(path, std::ios::binary);
    out << file.text;
    out.close();
    if (!out) throw FileError(fmt::format("cannot write '{}'", path.string()));
  }
  return folder / "submit";
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

}  // namespace

ExitCode submit_to_slurm(const StudyAtHand& at, const analysis::StudyHead& head,
                         const SweepOrders& orders, const Arguments& arguments, Console& console) {
  const std::uint64_t shards =
      std::clamp<std::uint64_t>(arguments.number("shards").value_or(usual_shards), 1, head.runs);
  const fs::path output = fs::absolute(orders.output);
  const fs::path folder = analysis::runs_folder_of(output);
  try {
    analysis::open_runs_folder(folder, head);
  } catch (const analysis::ResultsError& fault) {
    throw FileError(fault.what());
  }
  const fs::path submit = write_scripts(folder / "slurm");
  std::vector<std::string> words = {"bash", submit.string(), output.string(),
                                    std::to_string(shards)};
  for (std::string& word : words_of(arguments.text("slurm-options").value_or(""))) {
    words.push_back(std::move(word));
  }
  words.insert(words.end(), {"--", fs::read_symlink("/proc/self/exe").string(), "sweep",
                             fs::absolute(at.file).string(), "-o", output.string()});
  for (const std::string& one : arguments.texts("set")) words.insert(words.end(), {"--set", one});
  if (arguments.has("anywhere")) words.emplace_back("--anywhere");
  for (const std::string option : {"max-failures", "save-every"}) {
    if (const auto said = arguments.text(option)) {
      words.insert(words.end(), {"--" + option, *said});
    }
  }
  if (run_child(words, "") != 0) {
    throw FileError(fmt::format("sbatch did not take the jobs; the scripts are in '{}'",
                                submit.parent_path().string()));
  }
  console.say(
      Level::info, "submitted",
      fmt::format("{} runs in {} parts; 'squeue' shows them, the same command goes on after "
                  "a failure",
                  head.runs, shards));
  return ExitCode::good;
}

}  // namespace huan::app
