#include "sim/app/gathering.h"

#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/study_file.h"
#include "sim/app/results_meta_of.h"

namespace huan::app {

namespace fs = std::filesystem;

void gather_into(const fs::path& output, const std::vector<fs::path>& outputs, Console& console) {
  const auto begin = std::chrono::steady_clock::now();
  std::vector<fs::path> folders;
  for (const fs::path& one : outputs) folders.push_back(analysis::runs_folder_of(one));
  const auto made = analysis::gather(folders, output, provenance_now("huan sweep"));
  analysis::remove_runs_folder(analysis::runs_folder_of(output));
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  console.say(Level::info, "gathered",
              fmt::format("{} runs in '{}'{} ({:.2g} s)", made.runs, output.string(),
                          made.failed > 0 ? fmt::format(", {} of them failed", made.failed) : "",
                          taken.count()),
              {{"runs", made.runs},
               {"failed", made.failed},
               {"output", output.string()},
               {"seconds", taken.count()}});
}

}  // namespace huan::app
