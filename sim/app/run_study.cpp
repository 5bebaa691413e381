#include "sim/app/run_study.h"

#include <cstring>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "analysis/results_error.h"
#include "analysis/study_file.h"
#include "sim/app/command.h"
#include "sim/app/gathering.h"

namespace huan::app {

namespace fs = std::filesystem;

void check_place_for(const fs::path& output) {
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

namespace {

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

ExitCode run_or_go_on(const StudyAtHand& at, const analysis::Design& design,
                      const analysis::StudyHead& head, const SweepOrders& orders,
                      const std::string& command, Console& console) {
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
                            outcome.done, outcome.wanted, command),
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

ExitCode run_study(const StudyAtHand& at, const analysis::Design& design,
                   const analysis::StudyHead& head, const SweepOrders& orders,
                   const std::string& command, Console& console) {
  try {
    if (is_complete(orders.output, head, console)) return ExitCode::good;
    return run_or_go_on(at, design, head, orders, command, console);
  } catch (const analysis::ResultsError& fault) {
    throw FileError(fault.what());
  }
}

}  // namespace huan::app
