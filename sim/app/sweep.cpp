#include <algorithm>
#include <thread>
#include <tuple>

#include <fmt/format.h>

#include "sim/app/command.h"
#include "sim/app/loaded.h"
#include "sim/app/run_study.h"
#include "sim/app/slurm.h"
#include "sim/app/sweep_execution.h"
#include "sim/app/sweep_preview.h"

namespace huan::app {
namespace {

Syntax sweep_syntax() {
  std::vector<Option> options = {
      {"output,o", "FILE", "where the results go (HDF5); until then runs gather in FILE.runs",
       false},
      {"threads", "N", "at the same time (default: as many as the machine has)", false},
      {"max-failures", "N", "stop when more runs than this failed (default: never)", false},
      {"save-every", "SECONDS",
       "how long finished runs may wait for the disk: what a kill undoes (default: 5)", false},
      {"shard", "I/N", "only part I of N, from 1; 'huan gather' joins them", false},
      {"slurm", "", "write the scripts of a Slurm job array and submit them", false},
      {"shards", "N", "with --slurm: jobs of the array (default 10)", false},
      {"slurm-options", "TEXT", "with --slurm: what sbatch is to be told, as '--time=2:00:00'",
       false}};
  for (const auto& some : {preview_options(), scenario_options()}) {
    options.insert(options.end(), some.begin(), some.end());
  }
  return {"sweep",
          "STUDY -o FILE",
          "Runs a study: its scenario at every point of its design. What is done is kept run by\n"
          "run, so that the same command goes on after an interruption of any kind.",
          std::move(options),
          1,
          1};
}

/// "3/8"
std::pair<std::uint64_t, std::uint64_t> shard_of(const std::string& text) {
  try {
    std::size_t read = 0;
    const auto slash = text.find('/');
    if (slash != std::string::npos && text.find_first_not_of("0123456789/") == std::string::npos) {
      const std::uint64_t part = std::stoull(text, &read);
      const std::uint64_t parts = std::stoull(text.substr(slash + 1));
      if (read == slash && part >= 1 && part <= parts) return {part, parts};
    }
  } catch (const std::exception&) {
  }
  throw UsageError(
      fmt::format("--shard {}: a part and the number of parts, as 1/8, is needed", text));
}

SweepOrders orders_of(const Arguments& arguments) {
  SweepOrders orders;
  orders.threads = std::max(1U, std::thread::hardware_concurrency());
  if (const auto threads = arguments.number("threads")) {
    if (*threads < 1 || *threads > 4096) {
      throw UsageError(fmt::format("--threads {}: 1 to 4096 are needed", *threads));
    }
    orders.threads = static_cast<unsigned>(*threads);
  }
  if (const auto shard = arguments.text("shard")) {
    std::tie(orders.shard, orders.shards) = shard_of(*shard);
  }
  if (const auto seconds = arguments.number("save-every")) {
    orders.save_every_s = static_cast<double>(*seconds);
  }
  if (const auto most = arguments.number("max-failures")) orders.max_failures = *most;
  if (const auto output = arguments.text("output")) orders.output = *output;
  return orders;
}

/// The command as it was given, to be given again.
std::string again(const std::vector<std::string>& words) {
  std::string text = "huan sweep";
  for (const std::string& word : words) {
    text += word.find_first_of(" '\"*$") == std::string::npos ? " " + word : " '" + word + "'";
  }
  return text;
}

}  // namespace

ExitCode sweep(const std::vector<std::string>& words, Console& console) {
  const Syntax own = sweep_syntax();
  const Arguments arguments(own, words);
  if (arguments.help()) {
    console.answer(help_of(own));
    return ExitCode::good;
  }
  const SweepOrders orders = orders_of(arguments);
  const bool looks = wants_preview(arguments);
  if (!looks && orders.output.empty()) {
    throw UsageError(
        "say where the results go: -o FILE; or what is to be shown: --dry-run, --design FILE.csv, "
        "--point N");
  }
  if (!looks) check_place_for(orders.output);
  const auto at = read_study_of(arguments, console);
  if (!at) return ExitCode::scenario;
  const analysis::Design design = at->design();
  if (looks) {
    preview(arguments, *at, design, orders.threads, console);
    return ExitCode::good;
  }
  const auto head = head_of(*at, design, console);
  if (!head) return ExitCode::scenario;
  if (arguments.has("slurm")) return submit_to_slurm(*at, *head, orders, arguments, console);
  return run_study(*at, design, *head, orders, again(words), console);
}

}  // namespace huan::app
