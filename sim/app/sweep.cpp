#include <algorithm>
#include <cstring>
#include <filesystem>
#include <thread>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "analysis/results_error.h"
#include "analysis/study_file.h"
#include "sim/app/command.h"
#include "sim/app/gathering.h"
#include "sim/app/loaded.h"
#include "sim/app/slurm.h"
#include "sim/app/sweep_execution.h"
#include "sim/app/sweep_preview.h"

namespace huan::app {
namespace {

namespace fs = std::filesystem;

Syntax sweep_syntax() {
  std::vector<Option> options = {
      {"output,o", "FILE", "where the results go (HDF5); until then runs gather in FILE.runs",
       false},
      {"threads", "N", "at the same time (default: as many as the machine has)", false},
      {"max-failures", "N", "stop when more runs than this failed (default: never)", false},
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

void check_output(const fs::path& output) {
  std::error_code fault;
  if (fs::is_directory(output, fault)) {
    throw FileError(fmt::format("-o {}: is a folder; name a file in it", output.string()));
  }
  const fs::path folder = output.has_parent_path() ? output.parent_path() : fs::path(".");
  if (access(folder.c_str(), W_OK) != 0) {
    throw FileError(fmt::format("-o {}: cannot write to '{}': {}", output.string(), folder.string(),
                                std::strerror(errno)));
  }
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
  if (const auto most = arguments.number("max-failures")) orders.max_failures = *most;
  if (const auto output = arguments.text("output")) orders.output = *output;
  return orders;
}

/// The file is there: it is this study's, and complete, or somebody else's.
bool is_complete(const fs::path& output, const analysis::StudyHead& head, Console& console) {
  std::error_code fault;
  if (!fs::exists(output, fault)) return false;
  if (analysis::fingerprint_in(output) != head.fingerprint()) {
    throw FileError(fmt::format(
        "-o {}: is there already and holds something else (this study changed, another program, or "
        "other results); name another file, or remove it",
        output.string()));
  }
  analysis::remove_runs_folder(analysis::runs_folder_of(output));
  console.say(Level::info, "complete",
              fmt::format("'{}' is complete: {} runs", output.string(), head.runs));
  return true;
}

void report(const SweepOutcome& outcome, Console& console) {
  const std::uint64_t now = outcome.done - outcome.before;
  const double rate = outcome.seconds > 0 ? static_cast<double>(now) / outcome.seconds : 0;
  const double all = outcome.set_up_s + outcome.run_s + outcome.write_s;
  const auto share = [&](double part) { return all > 0 ? 100 * part / all : 0; };
  console.say(
      Level::info, "ran",
      fmt::format("{} runs in {:.3g} s, {:.3g} runs/s: {:.1f} % setting up, {:.1f} % writing{}{}",
                  now, outcome.seconds, rate, share(outcome.set_up_s), share(outcome.write_s),
                  outcome.before > 0 ? fmt::format("; {} were done before", outcome.before) : "",
                  outcome.failed > 0 ? fmt::format("; {} failed", outcome.failed) : ""),
      {{"runs", now},
       {"before", outcome.before},
       {"failed", outcome.failed},
       {"seconds", outcome.seconds},
       {"runs_per_second", rate},
       {"set_up_seconds", outcome.set_up_s},
       {"run_seconds", outcome.run_s},
       {"write_seconds", outcome.write_s}});
}

/// The command as it was given, to be given again.
std::string again(const std::vector<std::string>& words) {
  std::string text = "huan sweep";
  for (const std::string& word : words) {
    text += word.find_first_of(" '\"*$") == std::string::npos ? " " + word : " '" + word + "'";
  }
  return text;
}

ExitCode carry_out(const StudyAtHand& at, const analysis::Design& design,
                   const analysis::StudyHead& head, const SweepOrders& orders,
                   const std::vector<std::string>& words, Console& console) {
  const SweepOutcome outcome = execute(at, design, head, orders, console);
  report(outcome, console);
  if (outcome.too_many_failures) {
    console.say(Level::error, "failures",
                fmt::format("stopped: more than {} runs failed. With a larger --max-failures the "
                            "same command goes on",
                            orders.max_failures));
    return ExitCode::run;
  }
  if (outcome.done < outcome.wanted) {
    console.say(Level::error, "interrupted",
                fmt::format("interrupted; {} of {} runs are done and safe. To go on: {}",
                            outcome.done, outcome.wanted, again(words)),
                {{"done", outcome.done}, {"runs", outcome.wanted}});
    return ExitCode::interrupted;
  }
  if (orders.shards > 1) {
    console.say(Level::info, "shard",
                fmt::format("part {} of {} is done; when all are: huan gather {}", orders.shard,
                            orders.shards, orders.output.string()));
    return ExitCode::good;
  }
  gather_into(orders.output, {orders.output}, console);
  return ExitCode::good;
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
  if (!looks) check_output(orders.output);
  const auto at = read_study_of(arguments, console);
  if (!at) return ExitCode::scenario;
  const analysis::Design design = at->design();
  if (looks) {
    preview(arguments, *at, design, orders.threads, console);
    return ExitCode::good;
  }
  const auto head = head_of(*at, design, console);
  if (!head) return ExitCode::scenario;
  try {
    if (is_complete(orders.output, *head, console)) return ExitCode::good;
    if (arguments.has("slurm")) return submit_to_slurm(*at, *head, orders, arguments, console);
    return carry_out(*at, design, *head, orders, words, console);
  } catch (const analysis::ResultsError& fault) {
    throw FileError(fault.what());
  }
}

}  // namespace huan::app
