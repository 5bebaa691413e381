#include <chrono>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "analysis/results_file.h"
#include "scenarios/builder/script.h"
#include "sim/app/command.h"
#include "sim/app/loaded.h"
#include "sim/app/replicates.h"
#include "sim/app/results_meta_of.h"
#include "sim/app/schedule.h"
#include "sim/app/summary.h"
#include "sim/app/watchers.h"
#include "sim/simulation.h"

namespace huan::app {
namespace {

namespace fs = std::filesystem;

Syntax run_syntax() {
  std::vector<Option> options = {
      {"output,o", "FILE", "where the results go (HDF5); an older file stays until the run is done",
       false},
      {"seed", "N", "of the random numbers, in place of the scenario's", false},
      {"replicate", "N", "another draw with the same seed (default 0)", false},
      {"replicates", "N", "N runs with other random numbers, and the band they lie in", false},
      {"keep", "PATTERN", "with --replicates: stocks and flows that are kept beside indicators",
       true},
      {"every", "PERIOD", "day, week, month, quarter, year or a time such as \"12 h\"", false}};
  for (Option& option : scenario_options()) options.push_back(std::move(option));
  return {
      "run",
      "SCENARIO -o FILE",
      "Simulates a scenario and writes its results. SCENARIO is a TOML file, or a results file\n"
      "whose run is to be repeated.",
      std::move(options),
      1,
      1};
}

/// That the results can be written, before anything is read or run.
void check_output(const fs::path& output, const fs::path& scenario) {
  std::error_code fault;
  if (fs::is_directory(output, fault)) {
    throw FileError(fmt::format("-o {}: is a folder; name a file in it", output.string()));
  }
  if (fs::exists(output, fault) && fs::equivalent(output, scenario, fault)) {
    throw UsageError(fmt::format("-o {}: the results would replace the scenario", output.string()));
  }
  const fs::path folder = output.has_parent_path() ? output.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, fault)) {
    throw FileError(
        fmt::format("-o {}: there is no folder '{}'", output.string(), folder.string()));
  }
  if (access(folder.c_str(), W_OK) != 0) {
    throw FileError(fmt::format("-o {}: cannot write to '{}': {}", output.string(), folder.string(),
                                std::strerror(errno)));
  }
}

void announce(const Loaded& loaded, const fs::path& output, Console& console) {
  const scenarios::Header& header = loaded.scenario.header;
  console.say(
      Level::info, "started",
      fmt::format("{}: {:.0f} days from {}", header.name.value, header.days(), header.start.text()),
      {{"scenario", header.name.value},
       {"days", header.days()},
       {"seed", header.seed},
       {"output", output.string()}});
}

void conclude(const Summary& summary, const fs::path& output, double seconds, Console& console) {
  if (console.voice().json) {
    nlohmann::json fields = summary.fields();
    fields["output"] = output.string();
    fields["seconds"] = seconds;
    console.say(Level::info, "finished", "the run is complete", fields);
  } else if (!console.voice().quiet) {
    console.answer(summary.text() +
                   fmt::format("results in {} ({:.2f} s)\n", output.string(), seconds));
  }
}

/// Runs what was loaded, into `output`.
void simulate(Loaded& loaded, sim::RunOptions options, const fs::path& output, Console& console) {
  const auto begin = std::chrono::steady_clock::now();
  const Schedule schedule = schedule_of(loaded.scenario);
  options.samples = schedule.samples;
  const sim::Network& network = *loaded.built.network;
  const sim::Era era(std::chrono::floor<std::chrono::days>(loaded.scenario.header.start.at));
  analysis::ResultsFile results(
      output, results_meta_of(loaded.scenario, options.replicate, schedule, network.substances()));
  Progress progress(console, era);
  Summary summary(era);
  Interruption interruption;
  Fan fan({&results, &progress, &summary, &interruption});
  announce(loaded, output, console);
  try {
    sim::Simulation simulation(network, std::move(options), std::move(loaded.built.script));
    simulation.run(fan);
  } catch (...) {
    if (fs::exists(results.part())) {
      console.say(Level::warning, "part",
                  fmt::format("what was written so far is in '{}'; 'huan recover' makes a results "
                              "file of it",
                              results.part().string()),
                  {{"part", results.part().string()}});
    }
    throw;
  }
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  conclude(summary, output, taken.count(), console);
}

}  // namespace

ExitCode run(const std::vector<std::string>& words, Console& console) {
  const Syntax own = run_syntax();
  const Arguments arguments(own, words);
  if (arguments.help()) {
    console.answer(help_of(own));
    return ExitCode::good;
  }
  const auto output = arguments.text("output");
  if (!output) throw UsageError("say where the results go: -o FILE");
  if (const auto replicates = arguments.number("replicates")) {
    return run_replicates(arguments, *replicates, console);
  }
  const auto seed = arguments.number("seed");
  sim::RunOptions options;
  options.replicate = arguments.number("replicate").value_or(0);
  scenarios::Output every;
  if (const auto text = arguments.text("every")) sample_every(*text, every);
  check_output(*output, arguments.operands()[0]);

  std::optional<Loaded> loaded = load(arguments, console);
  if (!loaded) return ExitCode::scenario;
  if (seed) loaded->scenario.header.seed = *seed;
  options.seed = loaded->scenario.header.seed;
  if (arguments.has("every")) {
    loaded->scenario.output.every_months = every.every_months;
    loaded->scenario.output.every_days = every.every_days;
  }
  try {
    simulate(*loaded, std::move(options), *output, console);
  } catch (const Interrupted&) {
    console.say(Level::error, "interrupted", "interrupted; the run is not complete");
    return ExitCode::interrupted;
  } catch (const sim::PlanError& e) {
    for (const sim::Finding& finding : e.findings) {
      console.say(Level::error, "plan", finding.message);
    }
    return ExitCode::scenario;
  } catch (const scenarios::ScriptError& e) {
    for (const scenarios::Complaint& complaint : e.complaints.all()) {
      console.say(Level::error, "event",
                  e.complaints.sources().describe(complaint.place) + ": " + complaint.message);
    }
    return ExitCode::run;
  } catch (const analysis::ResultsError& e) {
    throw FileError(e.what());
  }
  return ExitCode::good;
}

}  // namespace huan::app
